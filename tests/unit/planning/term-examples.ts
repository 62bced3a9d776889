import type { ItemPolicy, ItemTerms, TermSources, VendorItemTerms, VendorTerms } from "~/planning/resolve-terms";

/** A shop's terms to vary. */
export const SHOP_TERMS: ItemTerms = {
  leadTimeDays: 14,
  leadTimeStdDevDays: 1,
  reviewPeriodDays: 0,
  serviceLevel: 0.95,
  coverageDays: 30,
  minimumOrderQuantity: 0,
  packSize: 1,
  method: "normal",
};

export const ALL_FROM_SHOP: TermSources = {
  leadTimeDays: "shop",
  leadTimeStdDevDays: "shop",
  reviewPeriodDays: "shop",
  serviceLevel: "shop",
  coverageDays: "shop",
  minimumOrderQuantity: "shop",
  packSize: "shop",
  method: "shop",
};

/** An item for which nothing is set, but what is given. */
export function itemPolicy(changes: Partial<ItemPolicy> = {}): ItemPolicy {
  return { ...vendorTerms(), ...vendorItemTerms(), method: null, ...changes };
}

export function vendorItemTerms(changes: Partial<VendorItemTerms> = {}): VendorItemTerms {
  return { leadTimeDays: null, minimumOrderQuantity: null, packSize: null, ...changes };
}

export function vendorTerms(changes: Partial<VendorTerms> = {}): VendorTerms {
  return {
    leadTimeDays: null,
    leadTimeStdDevDays: null,
    reviewPeriodDays: null,
    serviceLevel: null,
    coverageDays: null,
    ...changes,
  };
}
