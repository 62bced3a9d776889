import { beforeAll, describe, expect, it } from "vitest";
import { db } from "~/db.server";
import { readItem } from "~/reports/item-report";
import { readReorderPage, readReorderRows } from "~/reports/reorder-report";
import type { ReorderPage } from "~/reports/reorder-report";
import { SORT_KEYS, defaultReorderQuery } from "~/reports/reorder-query";
import type { ReorderQuery, SortKey } from "~/reports/reorder-query";
import type { ReorderRow } from "~/reports/reorder-row";
import { makePlan, storePlans, storeShop } from "./stored-plans";
import type { StoredPlan } from "./stored-plans";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const ROWS = 61;
const PAGE_SIZE = 13;

beforeAll(async () => {
  await storeShop(SHOP);
  await storeShop(OTHER_SHOP);
  await storePlans(makeVariedPlans(SHOP));
  await storePlans([
    makePlan(OTHER_SHOP, 1, { sku: "FOREIGN" }),
    makePlan(OTHER_SHOP, 2, { vendorId: 1n, vendor: "Ada" }),
  ]);
});

/** Values with many ties and, where a column has them, many absences; ids in no relation to them. */
function makeVariedPlans(shop: string): StoredPlan[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const pick = <Value>(step: number, ...values: Value[]) => values[(index * step) % values.length] as Value;
    return makePlan(shop, 10_000 + ((index * 37) % ROWS), {
      sku: pick(3, "B-1", "a-1", "A-1", null, "Ä-1", "A_1", "A%1"),
      productTitle: pick(3, "Mug", "bowl", "Émile’s jar", "Zebra", "apron 100%"),
      variantTitle: pick(1, null, "Blue\\Green", "Large"),
      barcode: pick(1, "5012345", null),
      vendorId: pick(1, 1n, 2n, null),
      vendor: pick(1, "Ada", "bob & sons", null),
      status: pick(1, "out-of-stock", "healthy", "no-sales", "reorder-now"),
      suggestedOrderQuantity: pick(1, 0, 12, null, 7),
      orderValue: pick(1, "0", "30.5", null, null),
      unitCost: pick(2, "2.5000", "0.3333", null),
      daysOfCover: pick(1, null, 0.1 + 0.2, -3.5, 1e-7, 123456.75),
      available: pick(1, -2, 0, 5),
      onHand: pick(1, 1, 2),
      committed: pick(1, 0, 3, 1),
      incoming: pick(1, 0, 0, 40),
      meanDailyDemand: pick(1, 1 / 3, 2, null),
      demandStdDev: pick(1, null, Math.SQRT2),
      observedDays: pick(1, 90, 30),
      unitsSold: pick(1, 180, 30, 0),
      demandClass: pick(1, "lumpy", "new", "no-sales"),
      leadTimeDays: pick(1, 14, 7.5),
      leadTimeDemand: pick(1, 28, null),
      safetyStock: pick(1, 18.463441, 0, null),
      reorderPoint: pick(1, 47, 0, null),
      orderUpToLevel: pick(1, null, 107),
      velocityDecile: pick(1, 1, 2, null, 10),
    });
  });
}

/** The order as the definitions state it, over values as the rows show them. */
function sortInMemory(rows: ReorderRow[], sort: SortKey, direction: "asc" | "desc"): ReorderRow[] {
  const valueOf = (row: ReorderRow) => {
    if (sort === "productTitle") return row.productTitle.toLowerCase();
    return row[sort];
  };
  const sign = direction === "asc" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left !== right) {
      if (left === null) return 1;
      if (right === null) return -1;
      return left < right ? -sign : sign;
    }
    return BigInt(a.variantId) < BigInt(b.variantId) ? -sign : sign;
  });
}

const idsOf = (rows: ReorderRow[]) => rows.map((row) => row.variantId);

async function readForward(query: ReorderQuery, pageSize = PAGE_SIZE): Promise<ReorderPage[]> {
  const pages = [await readReorderPage(SHOP, query, { pageSize })];
  for (let after = pages[0]?.next; after; after = pages.at(-1)?.next) {
    pages.push(await readReorderPage(SHOP, { ...query, after }, { pageSize }));
  }
  return pages;
}

async function readBackward(query: ReorderQuery, last: ReorderPage): Promise<ReorderPage[]> {
  const pages = [last];
  for (let before = last.previous; before; before = pages[0]?.previous ?? null) {
    pages.unshift(await readReorderPage(SHOP, { ...query, before }, { pageSize: PAGE_SIZE }));
  }
  return pages;
}

describe("paging", () => {
  const orders = SORT_KEYS.flatMap((sort) => (["asc", "desc"] as const).map((direction) => ({ sort, direction })));

  it.each(orders)("by $sort $direction meets every row once, in order, there and back", async ({ sort, direction }) => {
    const query: ReorderQuery = { ...defaultReorderQuery("all"), sort, direction };
    const whole = await readReorderPage(SHOP, query, { pageSize: ROWS });
    expect(whole).toMatchObject({ previous: null, next: null });
    const expected = idsOf(sortInMemory(whole.rows, sort, direction));
    expect(new Set(expected).size).toBe(ROWS);

    const forward = await readForward(query);
    expect(forward).toHaveLength(Math.ceil(ROWS / PAGE_SIZE));
    expect(forward.flatMap((page) => idsOf(page.rows))).toEqual(expected);
    expect(forward[0]?.previous).toBeNull();

    const last = forward.at(-1);
    if (last === undefined) throw new Error("There is no last page");
    const backward = await readBackward(query, last);
    expect(backward.flatMap((page) => idsOf(page.rows))).toEqual(expected);
    expect(backward.slice(0, -1).every((page) => page.next !== null)).toBe(true);
  });

  it("ends a list that fills its last page", async () => {
    const query: ReorderQuery = { ...defaultReorderQuery("all"), statuses: ["healthy"] };
    const { totals } = await readReorderPage(SHOP, query);
    const page = await readReorderPage(SHOP, query, { pageSize: totals.skus });
    expect(page.rows).toHaveLength(totals.skus);
    expect(page).toMatchObject({ next: null, previous: null });
  });

  it("shows the first page when the place lies behind a list that has shrunk", async () => {
    const query: ReorderQuery = { ...defaultReorderQuery("all"), sort: "sku", direction: "asc" };
    const [first, second] = await readForward(query, 30);
    if (!first?.next || !second?.next) throw new Error("Too few pages");
    const shrunk: ReorderQuery = { ...query, q: "b-1", after: second.next };
    const page = await readReorderPage(SHOP, shrunk, { pageSize: 30 });
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page.rows.every((row) => row.sku === "B-1")).toBe(true);
    expect(page).toMatchObject({ previous: null, next: null });
  });
});

describe("filters", () => {
  const all = defaultReorderQuery("all");
  const find = async (changes: Partial<ReorderQuery>) =>
    (await readReorderPage(SHOP, { ...all, ...changes }, { pageSize: ROWS })).rows;
  let rows: ReorderRow[];
  beforeAll(async () => {
    rows = await find({});
  });

  const cases: [string, Partial<ReorderQuery>, (row: ReorderRow) => boolean][] = [
    ["one status", { statuses: ["no-sales"] }, (row) => row.status === "no-sales"],
    ["several statuses", { statuses: ["no-sales", "healthy"] }, (row) => ["no-sales", "healthy"].includes(row.status)],
    ["demand classes", { demandClasses: ["lumpy", "new"] }, (row) => ["lumpy", "new"].includes(row.demandClass)],
    ["a vendor", { vendorId: "2" }, (row) => row.vendor === "bob & sons"],
    ["no vendor", { vendorId: "none" }, (row) => row.vendorId === null],
    ["deciles", { deciles: [1, 10] }, (row) => row.velocityDecile === 1 || row.velocityDecile === 10],
    ["a part of the SKU, in another case", { q: "b-" }, (row) => row.sku === "B-1"],
    ["a part of the title, in another case", { q: "ÉMILE" }, (row) => row.productTitle.startsWith("Émile")],
    ["a part of the variant's title", { q: "lue\\gr" }, (row) => row.variantTitle === "Blue\\Green"],
    ["a part of the barcode", { q: "12345" }, (row) => row.barcode !== null],
    ["an underscore as itself", { q: "a_1" }, (row) => row.sku === "A_1"],
    ["a percent sign as itself", { q: "a%1" }, (row) => row.sku === "A%1"],
    [
      "all of them together",
      { statuses: ["no-sales"], vendorId: "1", deciles: [10, 2], q: "mug" },
      (row) =>
        row.status === "no-sales" &&
        row.vendor === "Ada" &&
        (row.velocityDecile ?? 0) > 1 &&
        row.productTitle === "Mug",
    ],
  ];

  it.each(cases.slice(0, -1))("keep the rows with %s", async (_, changes, keeps) => {
    const found = await find(changes);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(ROWS);
    expect(idsOf(found)).toEqual(idsOf(rows.filter(keeps)));
  });

  it.each(cases.slice(-1))("keep the rows with %s", async (_, changes, keeps) => {
    expect(idsOf(await find(changes))).toEqual(idsOf(rows.filter(keeps)));
  });

  it("keep the variants that a location stocks, with the numbers of the whole plan", async () => {
    const stocked = rows.slice(3, 6);
    const level = {
      shop: SHOP,
      available: 1,
      onHand: 1,
      committed: 0,
      incoming: 0,
      reserved: 0,
      updatedAt: new Date(),
      observedAt: new Date(),
    };
    await db.location.create({ data: { shop: SHOP, locationId: 77n, name: "Shop floor", active: true } });
    await db.inventoryLevel.createMany({
      data: [
        ...stocked.map((row) => ({ ...level, locationId: 77n, inventoryItemId: BigInt(row.inventoryItemId) })),
        // The same items in another shop, and another item at another location.
        { ...level, shop: OTHER_SHOP, locationId: 77n, inventoryItemId: BigInt(rows[10]?.inventoryItemId ?? 0) },
        { ...level, locationId: 78n, inventoryItemId: BigInt(rows[11]?.inventoryItemId ?? 0) },
      ],
    });
    expect(await find({ locationId: "77" })).toEqual(stocked);
  });

  it("find nothing that is not there", async () => {
    expect(await readReorderPage(SHOP, { ...all, q: "there is no such thing" })).toEqual({
      rows: [],
      totals: {
        skus: 0,
        skusToReorder: 0,
        unitsToOrder: 0,
        orderValue: 0,
        currency: null,
        skusToReorderWithoutCost: 0,
        outOfStock: 0,
      },
      previous: null,
      next: null,
    });
  });
});

describe("totals", () => {
  it("are sums over the whole filter, whatever page is shown", async () => {
    const query: ReorderQuery = { ...defaultReorderQuery("all"), vendorId: "1" };
    const { rows } = await readReorderPage(SHOP, query, { pageSize: ROWS });
    const toReorder = rows.filter((row) => (row.suggestedOrderQuantity ?? 0) > 0);
    const [, second] = await readForward(query, 5);
    expect(second?.totals).toEqual({
      skus: rows.length,
      skusToReorder: toReorder.length,
      unitsToOrder: toReorder.reduce((sum, row) => sum + (row.suggestedOrderQuantity ?? 0), 0),
      orderValue: toReorder.reduce((sum, row) => sum + (row.orderValue ?? 0), 0),
      currency: "GBP",
      skusToReorderWithoutCost: toReorder.filter((row) => row.orderValue === null).length,
      outOfStock: rows.filter((row) => row.status === "out-of-stock").length,
    });
    expect(second?.totals.skusToReorderWithoutCost).toBeGreaterThan(0);
  });
});

describe("a row", () => {
  it("shows what is stored, with named absences and ids as text", async () => {
    await storePlans([
      makePlan("row-shop.myshopify.com", 9_007_199_254, {
        variantId: 9_007_199_254_740_993n,
        projectedStockoutDate: new Date("2026-03-03"),
        unitCost: "1234567.8901",
        sku: null,
        vendorSku: "V-9",
        imageUrl: "https://cdn.example/mug.png",
        leadTimeStdDevDays: 1.5,
        termSources: { leadTimeDays: "item", packSize: "vendor-item" },
        observedDays: 80,
        outOfStockDays: 10,
      }),
    ]);
    const page = await readReorderPage("row-shop.myshopify.com", defaultReorderQuery("all"));
    expect(page.rows).toEqual([
      {
        variantId: "9007199254740993",
        productId: "9008199254",
        inventoryItemId: "9009199254",
        sku: null,
        productTitle: "Mug",
        variantTitle: null,
        barcode: null,
        imageUrl: "https://cdn.example/mug.png",
        vendorId: null,
        vendor: null,
        vendorSku: "V-9",
        status: "reorder-now",
        available: 5,
        onHand: 7,
        committed: 2,
        incoming: 0,
        meanDailyDemand: 2,
        demandStdDev: 3,
        observedDays: 80,
        outOfStockDays: 10,
        unitsSold: 180,
        sellingDays: 60,
        demandClass: "intermittent",
        leadTimeDays: 14,
        leadTimeStdDevDays: 1.5,
        reviewPeriodDays: 0,
        serviceLevel: 0.95,
        coverageDays: 30,
        method: "normal",
        termSources: {
          leadTimeDays: "item",
          leadTimeStdDevDays: "shop",
          reviewPeriodDays: "shop",
          serviceLevel: "shop",
          coverageDays: "shop",
          minimumOrderQuantity: "shop",
          packSize: "vendor-item",
          method: "shop",
        },
        leadTimeDemand: 28,
        leadTimeDemandStdDev: null,
        safetyFactor: null,
        demandLevel: 1,
        calibrationGap: null,
        safetyStock: 18.463441,
        exactReorderPoint: 46.463441,
        reorderPoint: 47,
        orderUpToLevel: 107,
        suggestedOrderQuantity: 102,
        packSize: 1,
        minimumOrderQuantity: 0,
        unitCost: 1234567.8901,
        orderValue: 255,
        currency: "GBP",
        daysOfCover: 2.5,
        projectedStockoutDate: "2026-03-03",
        velocityDecile: 1,
        windowEnd: "2026-02-28",
        plannedAt: "2026-03-01T04:05:06.789Z",
      },
    ]);
  });
});

describe("one variant", () => {
  it("comes with its levels by location name", async () => {
    const shop = "item-shop.myshopify.com";
    await storePlans([makePlan(shop, 5)]);
    await db.location.createMany({
      data: [
        { shop, locationId: 2n, name: "Attic", active: true },
        { shop, locationId: 1n, name: "Barn", active: true, countsInPlanning: false },
      ],
    });
    const quantities = { available: -1, onHand: 2, committed: 3, incoming: 4, reserved: 5 };
    const updatedAt = new Date("2026-03-01T00:00:00Z");
    await db.inventoryLevel.createMany({
      data: [1n, 2n].map((locationId) => ({
        shop,
        inventoryItemId: 2_000_005n,
        locationId,
        ...quantities,
        updatedAt,
        observedAt: updatedAt,
      })),
    });
    const item = await readItem(shop, "5");
    expect(item?.row.sku).toBe("SKU-5");
    expect(item?.levels).toEqual([
      {
        locationId: "2",
        location: "Attic",
        active: true,
        countsInPlanning: true,
        ...quantities,
        updatedAt: updatedAt.toISOString(),
      },
      {
        locationId: "1",
        location: "Barn",
        active: true,
        countsInPlanning: false,
        ...quantities,
        updatedAt: updatedAt.toISOString(),
      },
    ]);
  });

  it.each(["404", "nonsense", "1; DROP TABLE plans", "99999999999999999999", ""])(
    "is nothing for the id %j",
    async (id) => {
      expect(await readItem(SHOP, id)).toBeNull();
    },
  );

  it("of another shop is nothing", async () => {
    expect(await readItem(OTHER_SHOP, "1")).not.toBeNull();
    expect(await readItem(SHOP, "1")).toBeNull();
    expect(await readReorderRows(SHOP, ["1", "10003", "10001"])).toMatchObject([
      { variantId: "10003" },
      { variantId: "10001" },
    ]);
  });
});
