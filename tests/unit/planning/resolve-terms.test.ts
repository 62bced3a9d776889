import { describe, expect, it } from "vitest";
import { resolveTerms, TERM_NAMES, type TermLevels } from "~/planning/resolve-terms";
import { ALL_FROM_SHOP, itemPolicy, SHOP_TERMS, vendorItemTerms, vendorTerms } from "./term-examples";

const NOTHING_SET: TermLevels = { item: null, vendorItem: null, vendor: null, shop: SHOP_TERMS };

describe("resolveTerms", () => {
  it("takes the shop's terms where nothing else is set", () => {
    expect(resolveTerms(NOTHING_SET)).toEqual({ terms: SHOP_TERMS, sources: ALL_FROM_SHOP });
    const empty = { item: itemPolicy(), vendorItem: vendorItemTerms(), vendor: vendorTerms(), shop: SHOP_TERMS };
    expect(resolveTerms(empty)).toEqual({ terms: SHOP_TERMS, sources: ALL_FROM_SHOP });
  });

  it("finds each term at the most specific level that sets it", () => {
    // The example of the docstring: 14 days and 95% by the shop, 30 ± 6 by the vendor, packs of 12, and 98% for the item.
    const resolved = resolveTerms({
      item: itemPolicy({ serviceLevel: 0.98 }),
      vendorItem: vendorItemTerms({ packSize: 12 }),
      vendor: vendorTerms({ leadTimeDays: 30, leadTimeStdDevDays: 6 }),
      shop: SHOP_TERMS,
    });
    expect(resolved.terms).toEqual({
      ...SHOP_TERMS,
      leadTimeDays: 30,
      leadTimeStdDevDays: 6,
      packSize: 12,
      serviceLevel: 0.98,
    });
    expect(resolved.sources).toEqual({
      ...ALL_FROM_SHOP,
      leadTimeDays: "vendor",
      leadTimeStdDevDays: "vendor",
      packSize: "vendor-item",
      serviceLevel: "item",
    });
  });

  it.each([
    [5, 10, 20, 5, "item"],
    [null, 10, 20, 10, "vendor-item"],
    [null, null, 20, 20, "vendor"],
    [5, null, 20, 5, "item"],
    [null, null, null, 14, "shop"],
  ])(
    "with lead times item %o, vendor item %o, vendor %o plans with %o, of the %s",
    (item, offered, usual, days, source) => {
      const { terms, sources } = resolveTerms({
        item: itemPolicy({ leadTimeDays: item }),
        vendorItem: vendorItemTerms({ leadTimeDays: offered }),
        vendor: vendorTerms({ leadTimeDays: usual }),
        shop: SHOP_TERMS,
      });
      expect([terms.leadTimeDays, sources.leadTimeDays]).toEqual([days, source]);
    },
  );

  it("keeps the vendor's unreliability for an item with a lead time of its own", () => {
    const { terms, sources } = resolveTerms({
      ...NOTHING_SET,
      item: itemPolicy({ leadTimeDays: 5 }),
      vendor: vendorTerms({ leadTimeDays: 40, leadTimeStdDevDays: 10 }),
    });
    expect([terms.leadTimeDays, sources.leadTimeDays]).toEqual([5, "item"]);
    expect([terms.leadTimeStdDevDays, sources.leadTimeStdDevDays]).toEqual([10, "vendor"]);
  });

  it("takes a 0 for what it says: no minimum, although the vendor has one", () => {
    const { terms, sources } = resolveTerms({
      ...NOTHING_SET,
      item: itemPolicy({ minimumOrderQuantity: 0, leadTimeStdDevDays: 0 }),
      vendorItem: vendorItemTerms({ minimumOrderQuantity: 24 }),
      vendor: vendorTerms({ leadTimeStdDevDays: 3 }),
    });
    expect(terms).toMatchObject({ minimumOrderQuantity: 0, leadTimeStdDevDays: 0 });
    expect(sources).toMatchObject({ minimumOrderQuantity: "item", leadTimeStdDevDays: "item" });
  });

  it("lets an item set every term", () => {
    const all = { ...SHOP_TERMS, leadTimeDays: 3, packSize: 6, method: "calibrated" as const };
    const { terms, sources } = resolveTerms({ ...NOTHING_SET, item: all });
    expect(terms).toEqual(all);
    expect(Object.values(sources)).toEqual(TERM_NAMES.map(() => "item"));
  });

  it("leaves the levels as they are", () => {
    const shop = Object.freeze({ ...SHOP_TERMS });
    resolveTerms({ ...NOTHING_SET, shop, item: itemPolicy({ leadTimeDays: 5 }) });
    expect(shop).toEqual(SHOP_TERMS);
  });
});
