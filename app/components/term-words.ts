import type { PlanMethod } from "~/planning/plan-method";
import { TERM_NAMES, type TermName, type TermSource } from "~/planning/resolve-terms";
import type { Words } from "~/words/words";
import type { ShopFormats } from "./shop-formats";
import type { TermField } from "./term-texts";

/** How a term is called, explained and asked for. */
export interface TermWords {
  name: NumberTerm;
  field: TermField;
  label: string;
  help: string;
  suffix: string;
}

/** The terms that are numbers; the method is chosen from a list. */
export type NumberTerm = Exclude<TermName, "method">;

/** In the order of the settings page. */
const NUMBER_TERMS: readonly { name: NumberTerm; field: TermField; unit: "days" | "units" | "percent" }[] = [
  { name: "leadTimeDays", field: "leadTimeDays", unit: "days" },
  { name: "leadTimeStdDevDays", field: "leadTimeStdDevDays", unit: "days" },
  { name: "reviewPeriodDays", field: "reviewPeriodDays", unit: "days" },
  { name: "serviceLevel", field: "serviceLevelPercent", unit: "percent" },
  { name: "coverageDays", field: "coverageDays", unit: "days" },
  { name: "minimumOrderQuantity", field: "minimumOrderQuantity", unit: "units" },
  { name: "packSize", field: "packSize", unit: "units" },
];

/** The words of all terms that are numbers, in the order of the settings page. */
export function wordTerms(t: Words["t"]): TermWords[] {
  return NUMBER_TERMS.map(({ name, field, unit }) => ({
    name,
    field,
    label: nameTerm(name, t),
    help: t(`terms.help.${name}`),
    suffix: unit === "percent" ? "%" : t(`terms.unit.${unit}`),
  }));
}

export function nameMethod(method: PlanMethod, t: Words["t"]): string {
  return t(`terms.method.${method}`);
}

export function nameTerm(name: TermName, t: Words["t"]): string {
  return t(`terms.label.${name}`);
}

/** A term by the name that an audit entry has for it. */
export function labelOfTerm(name: string, t: Words["t"]): string {
  const known = TERM_NAMES.find((term) => term === name);
  return known === undefined ? name : nameTerm(known, t);
}

/** A term's value with its unit: "14 days", "95%", "12 units", "Calibrated on your sales"; "any day" and the like for a 0. */
export function writeTerm(name: string, value: unknown, { t, quantity, decimal, percent }: ShopFormats): string {
  if (typeof value !== "number") return nameMethod(value as PlanMethod, t);
  if (value === 0 && isWordedForZero(name)) return t(`terms.zero.${name}`);
  if (name === "serviceLevel") return percent(value);
  if (name === "minimumOrderQuantity" || name === "packSize") {
    return t("counts.units", { count: value, written: quantity(value) });
  }
  return t("counts.days", { count: value, written: decimal(value) });
}

const WORDED_FOR_ZERO = ["leadTimeStdDevDays", "reviewPeriodDays", "minimumOrderQuantity"] as const;

function isWordedForZero(name: string): name is (typeof WORDED_FOR_ZERO)[number] {
  return WORDED_FOR_ZERO.some((worded) => worded === name);
}

/** Where a term comes from, as the end of a sentence. */
export function nameSource(source: TermSource, t: Words["t"]): string {
  return t(`terms.source.${source}`);
}
