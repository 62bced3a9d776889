import type { ItemTerms, TermName, TermSource } from "~/planning/resolve-terms";
import { countOf, type ShopFormats } from "./shop-formats";
import type { TermField } from "./term-texts";

/** How a term is called, explained and asked for. */
export interface TermWords {
  name: TermName;
  field: TermField;
  label: string;
  help: string;
  suffix: string;
}

/** The terms that are numbers, in the order of the settings page; the method is chosen from a list. */
export const TERM_WORDS: readonly TermWords[] = [
  {
    name: "leadTimeDays",
    field: "leadTimeDays",
    label: "Lead time",
    help: "From placing an order to having the goods on the shelf.",
    suffix: "days",
  },
  {
    name: "leadTimeStdDevDays",
    field: "leadTimeStdDevDays",
    label: "Lead time varies by",
    help: "The usual difference from the lead time (standard deviation).",
    suffix: "days",
  },
  {
    name: "reviewPeriodDays",
    field: "reviewPeriodDays",
    label: "Review period",
    help: "Days between occasions to order; 0 for any day.",
    suffix: "days",
  },
  {
    name: "serviceLevel",
    field: "serviceLevelPercent",
    label: "Service level",
    help: "Chance of not running out while an order is on its way.",
    suffix: "%",
  },
  {
    name: "coverageDays",
    field: "coverageDays",
    label: "Coverage",
    help: "How long an order is to last beyond the reorder point.",
    suffix: "days",
  },
  {
    name: "minimumOrderQuantity",
    field: "minimumOrderQuantity",
    label: "Minimum order",
    help: "The least that can be ordered; 0 for no minimum.",
    suffix: "units",
  },
  {
    name: "packSize",
    field: "packSize",
    label: "Pack size",
    help: "Orders are whole packs of so many units.",
    suffix: "units",
  },
];

export const METHOD_WORDS: Record<ItemTerms["method"], string> = {
  normal: "Formula for normal demand",
  calibrated: "Calibrated on your sales",
};

/** A term by the name that an audit entry has for it. */
export function labelOfTerm(name: string): string {
  if (name === "method") return "Method";
  return TERM_WORDS.find((words) => words.name === name)?.label ?? name;
}

/** A term's value with its unit: "14 days", "95%", "12 units", "Calibrated on your sales"; "any day" and the like for a 0. */
export function writeTerm(name: string, value: unknown, formats: ShopFormats): string {
  if (typeof value !== "number") return METHOD_WORDS[value as ItemTerms["method"]];
  if (value === 0 && name in WORDS_FOR_ZERO) return WORDS_FOR_ZERO[name as keyof typeof WORDS_FOR_ZERO];
  if (name === "serviceLevel") return formats.percent(value);
  if (name === "minimumOrderQuantity" || name === "packSize") return countOf(value, "unit", formats.quantity(value));
  return countOf(value, "day", formats.decimal(value));
}

const WORDS_FOR_ZERO = {
  leadTimeStdDevDays: "as good as fixed",
  reviewPeriodDays: "any day",
  minimumOrderQuantity: "no minimum",
};

/** Where a term comes from, as the end of a sentence. */
export const SOURCE_WORDS: Record<TermSource, string> = {
  item: "set for this SKU",
  "vendor-item": "agreed with the vendor for this SKU",
  vendor: "from the vendor",
  shop: "shop setting",
};
