import type { ItemPolicy, ItemTerms, TermName } from "~/planning/resolve-terms";
import { writePercent } from "./percent";

/** The fields of a form of terms: as the terms, but for the service level, which people write in per cent. */
export type TermField = Exclude<TermName, "serviceLevel"> | "serviceLevelPercent";

/** Terms as typed; empty where nothing is set. */
export type TermTexts = Record<TermField, string>;

export type TermErrors = Partial<Record<TermField, string>>;

/** What is set for an item as the form's fields hold it. */
export function writeTermTexts(policy: ItemPolicy | null): TermTexts {
  const write = (value: number | string | null | undefined) => (value == null ? "" : String(value));
  return {
    leadTimeDays: write(policy?.leadTimeDays),
    leadTimeStdDevDays: write(policy?.leadTimeStdDevDays),
    reviewPeriodDays: write(policy?.reviewPeriodDays),
    serviceLevelPercent: policy?.serviceLevel == null ? "" : writePercent(policy.serviceLevel),
    coverageDays: write(policy?.coverageDays),
    minimumOrderQuantity: write(policy?.minimumOrderQuantity),
    packSize: write(policy?.packSize),
    method: write(policy?.method),
  };
}

/** A term in force as its field would hold it. */
export function writeTermText<Name extends TermName>(name: Name, value: ItemTerms[Name]): string {
  return name === "serviceLevel" ? writePercent(Number(value)) : String(value);
}
