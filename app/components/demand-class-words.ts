import type { DemandClass } from "~/planning/demand-class";

interface DemandClassWords {
  label: string;
  meaning: string;
}

export const DEMAND_CLASS_WORDS: Record<DemandClass, DemandClassWords> = {
  smooth: { label: "Smooth", meaning: "It sells on most days, in similar amounts." },
  erratic: { label: "Erratic", meaning: "It sells on most days, in very different amounts." },
  intermittent: { label: "Intermittent", meaning: "It sells now and then, in similar amounts." },
  lumpy: { label: "Lumpy", meaning: "It sells now and then, in very different amounts." },
  new: { label: "New", meaning: "Its history is too short to say how it sells." },
  "no-sales": { label: "No sales", meaning: "Nothing was sold in the demand window." },
};
