import type { VariantPlan } from "~/planning/plan";
import type { PlanMethod } from "~/planning/plan-method";
import { PlanningInputError, rejectUnless } from "~/planning/planning-input-error";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { planOnOtherTerms, type TriedTerms } from "~/planning/what-if";
import type { Words } from "~/words/words";
import { toShare, writePercent } from "./percent";

/** The terms that can be tried out, as their fields hold them. */
export interface WhatIfTexts {
  leadTimeDays: string;
  serviceLevelPercent: string;
  coverageDays: string;
  method: PlanMethod;
}

export type WhatIfField = keyof WhatIfTexts;

/** What would come of the texts, or why nothing can. */
export type WhatIfOutcome =
  | { kind: "planned"; plan: VariantPlan }
  /** `field` is null where no field of these is to blame. */
  | { kind: "rejected"; field: WhatIfField | null; reason: string };

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
  try {
    const tried = readTexts(changedTexts(stored, texts));
    return { kind: "planned", plan: planOnOtherTerms(stored.inputs, tried, calibrated) };
  } catch (error) {
    if (!(error instanceof PlanningInputError)) throw error;
    return { kind: "rejected", ...describeRejection(error, texts, t) };
  }
}

function describeRejection({ input, allowed }: PlanningInputError, texts: WhatIfTexts, t: Words["t"]) {
  const field = FIELD_OF_INPUT[input];
  if (field === undefined) return { field: null, reason: t("whatIf.tooLarge") };
  const fault = allowed === A_NUMBER ? "notANumber" : "outOfRange";
  return { field, reason: t(`whatIf.${fault}.${field}`, { text: texts[field] }) };
}

const A_NUMBER = "a number";

function readTexts({ leadTimeDays, serviceLevelPercent, coverageDays, method }: Partial<WhatIfTexts>): TriedTerms {
  return {
    ...(leadTimeDays !== undefined && { leadTimeDays: readNumber(leadTimeDays, "lead time in days") }),
    ...(serviceLevelPercent !== undefined && { serviceLevel: readServiceLevel(serviceLevelPercent) }),
    ...(coverageDays !== undefined && { coverageDays: readNumber(coverageDays, "coverage in days") }),
    method,
  };
}

function readNumber(text: string, input: string): number {
  const value = Number(text.replace(",", "."));
  rejectUnless(text.trim() !== "" && Number.isFinite(value), input, text, A_NUMBER);
  return value;
}

/** Rejected in per cent, as it is written in the field. */
function readServiceLevel(text: string): number {
  const share = toShare(readNumber(text, "service level"));
  rejectUnless(share >= 0.5 && share < 1, "service level", `${text}%`, "at least 50% and less than 100%");
  return share;
}

/** The field of what {@link PlanningInputError} calls an input. */
const FIELD_OF_INPUT: Partial<Record<string, Exclude<WhatIfField, "method">>> = {
  "lead time in days": "leadTimeDays",
  "service level": "serviceLevelPercent",
  "coverage in days": "coverageDays",
};
