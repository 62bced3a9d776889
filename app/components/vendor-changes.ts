import type { TermChange } from "./audit-trail-card";
import type { ShopFormats } from "./shop-formats";
import { labelOfTerm, writeTerm } from "./term-words";

const LABELS: Partial<Record<string, string>> = {
  name: "Name",
  email: "Contact email",
  currency: "Currency",
  exchangeRate: "Exchange rate",
  minimumOrderValue: "Minimum order value",
};

/** An entry of a vendor's audit trail in words: "Lead time: not set → 30 days", "Archived". */
export function describeVendorChange(entry: TermChange, formats: ShopFormats): string {
  const { field, oldValue, newValue } = entry;
  if (field === "archived") return newValue === true ? "Archived" : "Restored";
  if (field === "mergedVendor") return `“${writeText(newValue)}” was merged into this vendor`;
  if (field === "notes") return newValue === null ? "Notes removed" : "Notes changed";
  if (field === "name" && oldValue === null) return `Added as “${writeText(newValue)}”`;
  const label = LABELS[field];
  const write = (value: unknown) => {
    if (value === null) return "not set";
    return label === undefined ? writeTerm(field, value, formats) : writeText(value);
  };
  return `${label ?? labelOfTerm(field, formats.t)}: ${write(oldValue)} → ${write(newValue)}`;
}

function writeText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
