import type { PlanMethod } from "./plan-method";
import type { PlanningTerms } from "./planning-terms";

/** Terms that can differ from item to item. The overstock limit is the shop's for all: it judges, it does not plan. */
export interface ItemTerms extends Omit<PlanningTerms, "overstockDays"> {
  method: PlanMethod;
}

export type TermName = keyof ItemTerms;

export const TERM_NAMES = [
  "leadTimeDays",
  "leadTimeStdDevDays",
  "reviewPeriodDays",
  "serviceLevel",
  "coverageDays",
  "minimumOrderQuantity",
  "packSize",
  "method",
] as const satisfies readonly TermName[];

/** Where a term was set: for the item alone, for the item at its vendor, for the vendor, or for the whole shop. */
export type TermSource = "item" | "vendor-item" | "vendor" | "shop";

export type TermSources = Record<TermName, TermSource>;

/** Terms of one level; null where the level leaves a term to the next one. */
type SetTerms<Name extends TermName> = { [Key in Name]: ItemTerms[Key] | null };

/** What the merchant has set for one item. */
export type ItemPolicy = SetTerms<TermName>;

/** On which terms a vendor supplies one item. How unreliable a vendor is does not depend on the item. */
export type VendorItemTerms = SetTerms<"leadTimeDays" | "minimumOrderQuantity" | "packSize">;

/** On which terms a vendor supplies whatever it supplies. Minimum and pack are counted in units of one item. */
export type VendorTerms = SetTerms<
  "leadTimeDays" | "leadTimeStdDevDays" | "reviewPeriodDays" | "serviceLevel" | "coverageDays"
>;

/** All that can be set for one item, the most specific first; null where nothing is. */
export interface TermLevels {
  item: ItemPolicy | null;
  vendorItem: VendorItemTerms | null;
  vendor: VendorTerms | null;
  shop: ItemTerms;
}

/** The shop's terms: what the merchant chose in the settings and, since a shop has no order sizes, no minimum and no packs. */
export function completeShopTerms({
  leadTimeDays,
  leadTimeStdDevDays,
  reviewPeriodDays,
  serviceLevel,
  coverageDays,
  method,
}: Omit<ItemTerms, "minimumOrderQuantity" | "packSize">): ItemTerms {
  return {
    leadTimeDays,
    leadTimeStdDevDays,
    reviewPeriodDays,
    serviceLevel,
    coverageDays,
    minimumOrderQuantity: 0,
    packSize: 1,
    method,
  };
}

/** The terms by which an item is planned, and where each of them comes from. */
export interface ResolvedTerms {
  terms: ItemTerms;
  sources: TermSources;
}

/**
 * Finds the terms that hold for an item: each is the most specific one that is set, item before vendor item before vendor
 * before shop.
 *
 * Each term goes its own way, the lead time's deviation too: a vendor that is late by a week now and then is so whatever
 * lead time is set for one item, and an item's shorter lead time does not make it punctual. Who knows better sets both.
 *
 * Example: the shop says 14 days and 95%, the vendor 30 ± 6 days, the vendor item packs of 12, the item 98%. The item is
 * planned with 30 ± 6 days (vendor), packs of 12 (vendor item), 98% (item), and with all else from the shop.
 */
export function resolveTerms({ item, vendorItem, vendor, shop }: TermLevels): ResolvedTerms {
  const resolved: ResolvedTerms = { terms: { ...shop }, sources: { ...ALL_FROM_SHOP } };
  if (vendor) overrideTerms(resolved, vendor, "vendor");
  if (vendorItem) overrideTerms(resolved, vendorItem, "vendor-item");
  if (item) overrideTerms(resolved, item, "item");
  return resolved;
}

const ALL_FROM_SHOP: TermSources = {
  leadTimeDays: "shop",
  leadTimeStdDevDays: "shop",
  reviewPeriodDays: "shop",
  serviceLevel: "shop",
  coverageDays: "shop",
  minimumOrderQuantity: "shop",
  packSize: "shop",
  method: "shop",
};

function overrideTerms(resolved: ResolvedTerms, set: Partial<ItemPolicy>, source: TermSource): void {
  for (const name of TERM_NAMES) overrideTerm(resolved, name, set[name] ?? null, source);
}

function overrideTerm<Name extends TermName>(
  { terms, sources }: ResolvedTerms,
  name: Name,
  value: ItemTerms[Name] | null,
  source: TermSource,
): void {
  if (value === null) return;
  terms[name] = value;
  sources[name] = source;
}
