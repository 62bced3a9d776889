import type { TermChange } from "./audit-trail-card";
import type { ShopFormats } from "./shop-formats";
import { labelOfTerm, writeTerm } from "./term-words";

/** What is known of a vendor besides its terms, and has a value worth telling. */
const TOLD_FIELDS = ["name", "email", "currency", "exchangeRate", "minimumOrderValue"] as const;

/** An entry of a vendor's audit trail in words: "Lead time: not set → 30 days", "Archived". */
export function describeVendorChange(entry: TermChange, formats: ShopFormats): string {
  const { t } = formats;
  const { field, oldValue, newValue } = entry;
  if (field === "archived") return t(newValue === true ? "vendors.change.archived" : "vendors.change.restored");
  if (field === "mergedVendor") return t("vendors.change.merged", { name: writeText(newValue) });
  if (field === "notes") return t(newValue === null ? "vendors.change.notesRemoved" : "vendors.change.notesChanged");
  if (field === "name" && oldValue === null) return t("vendors.change.added", { name: writeText(newValue) });
  const told = TOLD_FIELDS.find((name) => name === field);
  const write = (value: unknown) => {
    if (value === null) return t("vendors.notSet");
    return told === undefined ? writeTerm(field, value, formats) : writeText(value);
  };
  const label = told === undefined ? labelOfTerm(field, t) : t(`vendors.field.${told}`);
  return `${label}: ${write(oldValue)} → ${write(newValue)}`;
}

function writeText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
