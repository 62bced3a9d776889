import type { VariantPlan } from "~/planning/plan";
import type { PlanMethod } from "~/planning/plan-method";
import { PlanningInputError } from "~/planning/planning-input-error";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { planOnOtherTerms, type TriedTerms } from "~/planning/what-if";
import { toFaultSentence } from "~/words/fault-sentence";
import type { Words } from "~/words/words";
import { toShare, writePercent } from "./percent";

/** The terms that can be tried out, as their fields hold them. */
export interface WhatIfTexts {
  leadTimeDays: string;
  serviceLevelPercent: string;
  coverageDays: string;
  method: PlanMethod;
}

type WhatIfField = keyof WhatIfTexts;

/** What would come of the texts, or why nothing can: at the fields to blame. */
export type WhatIfOutcome = { kind: "planned"; plan: VariantPlan } | { kind: "rejected"; faults: WhatIfFaults };

export type WhatIfFaults = Partial<Record<WhatIfField, string>>;

/** The terms of a plan as the fields hold them; the method is the one asked for, also where another had to do. */
export function writeWhatIf({ inputs }: VariantPlan): WhatIfTexts {
  const { leadTimeDays, serviceLevel, coverageDays } = inputs.terms;
  return {
    leadTimeDays: String(leadTimeDays),
    serviceLevelPercent: writePercent(serviceLevel),
    coverageDays: String(coverageDays),
    method: inputs.calibrated == null ? "normal" : "calibrated",
  };
}

/** The texts that are other than those of the stored plan. */
export function changedTexts(stored: VariantPlan, texts: WhatIfTexts): Partial<WhatIfTexts> {
  const before = writeWhatIf(stored);
  return Object.fromEntries(Object.entries(texts).filter(([field, text]) => text !== before[field as WhatIfField]));
}

/**
 * Plans anew what is stored, on the terms that were changed. What was not changed keeps its exact value, so that without a
 * change the stored plan comes out.
 *
 * @param calibrated what the calibrated method needs; null where it can't be tried out
 */
export function planWhatIf(
  stored: VariantPlan,
  texts: WhatIfTexts,
  calibrated: CalibratedDemand | null,
  t: Words["t"],
): WhatIfOutcome {
  const changed = changedTexts(stored, texts);
  const faults = findFaults(changed, t);
  if (Object.keys(faults).length > 0) return { kind: "rejected", faults };
  try {
    return { kind: "planned", plan: planOnOtherTerms(stored.inputs, readTexts(changed), calibrated) };
  } catch (error) {
    if (!(error instanceof PlanningInputError)) throw error;
    // No field of these is to blame: it comes of the method.
    return { kind: "rejected", faults: { method: t("whatIf.tooLarge") } };
  }
}

type NumberField = Exclude<WhatIfField, "method">;

/** Not allowed as an item's own terms either, so that what is tried out can be applied. */
const MOST_DAYS = 730;

/** What can't be, in the words in which it is refused when it is to be stored. */
const FAULT_OF: Record<NumberField, (value: number, t: Words["t"]) => string | null> = {
  leadTimeDays: (value, t) => {
    if (value <= 0) return t("faults.leadTimeIsNone");
    return value > MOST_DAYS ? t("faults.mustBeAtMostDays", { most: MOST_DAYS }) : null;
  },
  serviceLevelPercent: (value, t) => {
    if (value < 50) return t("faults.serviceIsTooLow");
    return value > 99.99 ? t("faults.serviceIsTooHigh") : null;
  },
  coverageDays: (value, t) => {
    if (value < 0) return t("faults.isNegative");
    return value > MOST_DAYS ? t("faults.mustBeAtMostDays", { most: MOST_DAYS }) : null;
  },
};

const NUMBER_FIELDS = Object.keys(FAULT_OF) as NumberField[];

function findFaults(texts: Partial<WhatIfTexts>, t: Words["t"]): WhatIfFaults {
  const faults = NUMBER_FIELDS.flatMap((field) => {
    const text = texts[field];
    if (text === undefined) return [];
    const value = readNumber(text);
    const fault = Number.isFinite(value) ? FAULT_OF[field](value, t) : t("faults.mustBeNumber");
    return fault === null ? [] : [[field, toFaultSentence(fault)]];
  });
  return Object.fromEntries(faults) as WhatIfFaults;
}

function readTexts({ leadTimeDays, serviceLevelPercent, coverageDays, method }: Partial<WhatIfTexts>): TriedTerms {
  return {
    ...(leadTimeDays !== undefined && { leadTimeDays: readNumber(leadTimeDays) }),
    ...(serviceLevelPercent !== undefined && { serviceLevel: toShare(readNumber(serviceLevelPercent)) }),
    ...(coverageDays !== undefined && { coverageDays: readNumber(coverageDays) }),
    method,
  };
}

/** NaN for what is no number, such as nothing at all. */
function readNumber(text: string): number {
  return text.trim() === "" ? NaN : Number(text.replace(",", "."));
}
