import { beforeAll, describe, expect, it } from "vitest";
import { findVendorMatches } from "~/data/vendor-choices";
import { db } from "~/db.server";
import { readVelocitySummary } from "~/reports/fast-movers";
import { saveSettings } from "~/data/shop-settings";
import { DEFAULT_VENDOR_QUERY } from "~/reports/vendor-query";
import { readVendor, readVendorReport } from "~/reports/vendor-report";
import { makePlan, storePlans, storeShop } from "./stored-plans";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";

beforeAll(async () => {
  await storeShop(SHOP);
  await storeShop(OTHER_SHOP);
  await db.vendor.createMany({
    data: [
      { shop: SHOP, vendorId: 1n, name: "Zeta", currency: "USD", exchangeRate: 0.8, minimumOrderValue: "50" },
      { shop: SHOP, vendorId: 2n, name: "émile", leadTimeDays: 30, archivedAt: new Date() },
      { shop: SHOP, vendorId: 3n, name: "Unused", currency: "EUR", minimumOrderValue: "50" },
      { shop: SHOP, vendorId: 5n, name: "Gone", archivedAt: new Date() },
      { shop: OTHER_SHOP, vendorId: 4n, name: "Foreign" },
    ],
  });
  await db.vendorName.create({ data: { shop: SHOP, normalizedName: "former name", vendorId: 1n } });
  const zeta = { vendorId: 1n, vendor: "Zeta" };
  const emile = { vendorId: 2n, vendor: "émile" };
  await storePlans([
    makePlan(SHOP, 1, { ...zeta, suggestedOrderQuantity: 10, orderValue: "20.25", velocityDecile: 1, unitsSold: 60 }),
    makePlan(SHOP, 2, {
      ...zeta,
      suggestedOrderQuantity: 5,
      orderValue: null,
      status: "out-of-stock",
      velocityDecile: 2,
      unitsSold: 30,
    }),
    makePlan(SHOP, 3, { ...zeta, suggestedOrderQuantity: 0, orderValue: "0", velocityDecile: 2, unitsSold: 6 }),
    makePlan(SHOP, 4, { ...emile, suggestedOrderQuantity: 40, orderValue: "10", velocityDecile: 3, unitsSold: 4 }),
    makePlan(SHOP, 5, {
      suggestedOrderQuantity: null,
      orderValue: null,
      status: "untracked",
      velocityDecile: null,
      unitsSold: 0,
    }),
    makePlan(OTHER_SHOP, 6, { vendorId: 4n, vendor: "Foreign", velocityDecile: 1 }),
  ]);
});

const NOTHING_TO_ORDER = {
  isArchived: false,
  skusToReorder: 0,
  outOfStock: 0,
  unitsToOrder: 0,
  orderValue: 0,
  skusToReorderWithoutCost: 0,
  currency: "GBP",
  achieved: null,
};

describe("the list of vendors", () => {
  it("sums the SKUs of each vendor, those without one on a line of their own", async () => {
    const report = await readVendorReport(SHOP, DEFAULT_VENDOR_QUERY);
    const shopTerm = { days: 14, source: "shop" };
    expect(report.rows).toEqual([
      {
        vendorId: "1",
        vendor: "Zeta",
        isArchived: false,
        skus: 3,
        skusToReorder: 2,
        outOfStock: 1,
        unitsToOrder: 15,
        orderValue: 20.25,
        skusToReorderWithoutCost: 1,
        currency: "GBP",
        leadTime: shopTerm,
        // 50 dollars are 40 pounds.
        minimumOrder: { value: 50, currency: "USD", comparison: { kind: "below", by: 19.75 } },
        achieved: null,
      },
      {
        vendorId: "2",
        vendor: "émile",
        isArchived: true,
        skus: 1,
        skusToReorder: 1,
        outOfStock: 0,
        unitsToOrder: 40,
        orderValue: 10,
        skusToReorderWithoutCost: 0,
        currency: "GBP",
        leadTime: { days: 30, source: "vendor" },
        minimumOrder: null,
        achieved: null,
      },
      {
        ...NOTHING_TO_ORDER,
        vendorId: "3",
        vendor: "Unused",
        skus: 0,
        leadTime: shopTerm,
        minimumOrder: { value: 50, currency: "EUR", comparison: "no-rate" },
      },
      { ...NOTHING_TO_ORDER, vendorId: null, vendor: null, skus: 1, leadTime: shopTerm, minimumOrder: null },
    ]);
    expect(report.totals).toEqual({
      vendors: 3,
      skus: 5,
      skusToReorder: 3,
      outOfStock: 1,
      unitsToOrder: 55,
      orderValue: 30.25,
      skusToReorderWithoutCost: 1,
      currency: "GBP",
    });
  });

  const vendorsBy = async (changes: Partial<typeof DEFAULT_VENDOR_QUERY>, pageSize?: number) =>
    (await readVendorReport(SHOP, { ...DEFAULT_VENDOR_QUERY, ...changes }, pageSize)).rows.map((row) => row.vendor);

  it("sorts names as people do, no vendor last in both directions", async () => {
    expect(await vendorsBy({ sort: "vendor", direction: "asc" })).toEqual(["émile", "Unused", "Zeta", null]);
    expect(await vendorsBy({ sort: "vendor", direction: "desc" })).toEqual(["Zeta", "Unused", "émile", null]);
  });

  it("sorts by a number, and equal ones by name", async () => {
    expect(await vendorsBy({ sort: "unitsToOrder", direction: "desc" })).toEqual(["émile", "Zeta", "Unused", null]);
    expect(await vendorsBy({ sort: "skus", direction: "asc" })).toEqual(["Unused", "émile", null, "Zeta"]);
    expect((await vendorsBy({ sort: "leadTimeDays", direction: "desc" }))[0]).toBe("émile");
  });

  it("lists archived vendors that supply nothing only when they are asked for", async () => {
    expect(await vendorsBy({ sort: "vendor", direction: "asc", archived: true })).toEqual([
      "émile",
      "Gone",
      "Unused",
      "Zeta",
      null,
    ]);
  });

  it("tells what the latest replay achieved by the shop's method, and who has no figure last", async () => {
    const outcome = (normal: number, calibrated: number) => ({
      promised: 0.95,
      methods: { normal: { coverage: normal }, calibrated: { coverage: calibrated } },
    });
    const byVendor = [
      { vendorId: "1", outcome: outcome(0.9, 0.96) },
      { vendorId: null, outcome: outcome(0.8, 0.97) },
    ];
    const windowEnd = new Date("2026-02-28");
    await db.backtest.createMany({
      data: [
        { shop: SHOP, computedAt: new Date("2026-03-01"), windowEnd, result: { verdict: { byVendor } } },
        { shop: OTHER_SHOP, computedAt: new Date("2026-03-02"), windowEnd, result: { verdict: { kind: "no-sales" } } },
      ],
    });
    const query = { ...DEFAULT_VENDOR_QUERY, sort: "achievedService", direction: "asc" } as const;
    const { rows } = await readVendorReport(SHOP, query);
    expect(rows.map(({ vendor, achieved }) => [vendor, achieved])).toEqual([
      [null, { promised: 0.95, coverage: 0.8 }],
      ["Zeta", { promised: 0.95, coverage: 0.9 }],
      ["émile", null],
      ["Unused", null],
    ]);
    await saveSettings(SHOP, { method: "calibrated" });
    expect((await readVendorReport(SHOP, query)).rows[0]?.achieved?.coverage).toBe(0.96);
    expect((await readVendorReport(OTHER_SHOP, query)).rows[0]?.achieved).toBeNull();
  });

  it("searches the name in any case, with or without accents, and former names", async () => {
    expect(await vendorsBy({ q: "Former  N" })).toEqual(["Zeta"]);
    expect(await vendorsBy({ q: "ÉMI" })).toEqual(["émile"]);
    expect(await vendorsBy({ q: "emi" })).toEqual(["émile"]);
    expect(await vendorsBy({ q: "Förmer" })).toEqual(["Zeta"]);
    expect(await vendorsBy({ q: "%" })).toEqual([]);
  });

  it("is read in pages, and a page beyond the last is the last", async () => {
    expect(await vendorsBy({ page: 2 }, 3)).toEqual([null]);
    expect(await readVendorReport(SHOP, { ...DEFAULT_VENDOR_QUERY, page: 9 }, 3)).toMatchObject({ page: 2, pages: 2 });
  });
});

describe("a vendor", () => {
  it("is found by its id", async () => {
    expect(await readVendor(SHOP, "2")).toEqual({ vendorId: "2", name: "émile" });
    expect(await readVendor(SHOP, "none")).toEqual({ vendorId: "none", name: null });
  });

  it.each(["99", "4", "nonsense", "-1"])("is nothing for the id %s", async (id) => {
    expect(await readVendor(SHOP, id)).toBeNull();
  });

  const offered = async (text: string) => {
    const { vendors } = await findVendorMatches(SHOP, text, { limit: 9, scope: "supplying" });
    return vendors.map(({ name }) => name);
  };

  it("is offered as a filter when it supplies something", async () => {
    expect(await offered("")).toEqual(["Zeta", "émile"]);
    expect(await offered("form")).toEqual(["Zeta"]);
  });

  it("is offered as a filter when all that it supplies is excluded from planning, to find that again", async () => {
    const plans = { shop: SHOP, vendorId: 2n };
    const former = await db.plan.findMany({ where: plans, select: { variantId: true, status: true } });
    await db.plan.updateMany({ where: plans, data: { status: "excluded" } });
    const vendors = await offered("");
    for (const { variantId, status } of former)
      await db.plan.update({ where: { shop_variantId: { shop: SHOP, variantId } }, data: { status } });
    expect(vendors).toEqual(["Zeta", "émile"]);
  });
});

describe("the summary of fast movers", () => {
  it("tells how the units sold spread over the deciles", async () => {
    // Each has 5 available, sells 2 a day and has 7 on hand at 2.5; no price is known.
    const unpriced = { shareOfRevenue: null, daysOfCover: 2.5 };
    expect(await readVelocitySummary(SHOP)).toEqual({
      deciles: [
        {
          decile: 1,
          skus: 1,
          units: 60,
          shareOfUnits: 0.6,
          cumulativeShareOfUnits: 0.6,
          stockValue: 17.5,
          ...unpriced,
        },
        {
          decile: 2,
          skus: 2,
          units: 36,
          shareOfUnits: 0.36,
          cumulativeShareOfUnits: 0.96,
          stockValue: 35,
          ...unpriced,
        },
        { decile: 3, skus: 1, units: 4, shareOfUnits: 0.04, cumulativeShareOfUnits: 1, stockValue: 17.5, ...unpriced },
      ],
      units: 100,
      skusWithSales: 4,
      skusWithoutSales: 1,
      noSales: { skus: 0, stockValue: 0 },
      stockedWithoutCost: 0,
      currency: "GBP",
    });
  });

  it("has no deciles for a shop without sales", async () => {
    expect(await readVelocitySummary("empty.myshopify.com")).toEqual({
      deciles: [],
      units: 0,
      skusWithSales: 0,
      skusWithoutSales: 0,
      noSales: { skus: 0, stockValue: 0 },
      stockedWithoutCost: 0,
      currency: null,
    });
  });
});
