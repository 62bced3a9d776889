import type { PlanStatus } from "~/planning/plan-status";

interface PlanStatusWords {
  label: string;
  /** A Polaris badge tone. Red ("critical") is for errors: running out of stock is work to do, not a fault. */
  tone: "attention" | "warning" | "info" | "success" | undefined;
  meaning: string;
}

export const PLAN_STATUS_WORDS: Record<PlanStatus, PlanStatusWords> = {
  "out-of-stock": { label: "Out of stock", tone: "warning", meaning: "Nothing is available to sell." },
  "reorder-now": {
    label: "Reorder now",
    tone: "attention",
    meaning: "Available and incoming together have fallen to the reorder point.",
  },
  "reorder-soon": {
    label: "Reorder soon",
    tone: "info",
    meaning: "At the usual pace the reorder point is reached within 7 days.",
  },
  healthy: { label: "Healthy", tone: "success", meaning: "There is stock enough for now." },
  overstock: { label: "Overstock", tone: undefined, meaning: "The stock lasts longer than you want it to." },
  "no-sales": { label: "No sales", tone: undefined, meaning: "Nothing was sold in the demand window." },
  "insufficient-history": {
    label: "Too little history",
    tone: undefined,
    meaning: "It was new or out of stock for too many days to plan from.",
  },
  untracked: { label: "Not tracked", tone: undefined, meaning: "Shopify does not track this variant's stock." },
  excluded: { label: "Excluded", tone: undefined, meaning: "You have excluded it from planning." },
};
