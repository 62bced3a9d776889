import { beforeAll, describe, expect, it } from "vitest";
import type { RowPosition } from "~/data/keyset-page";
import { PLAN_SORT_KEYS, type PlanFilter, type PlanOrder } from "~/data/plan-filter";
import { findPlanFields, findPlans, readPlanPage } from "~/data/plan-queries";
import { readPlanTotals } from "~/data/plan-totals";
import { pool } from "~/db.server";
import { makePlan, storePlans, storeShop } from "../reports/stored-plans";

const SHOP = "pages.myshopify.com";
const OTHER_SHOP = "other-pages.myshopify.com";
const NO_FILTER: PlanFilter = { statuses: [], demandClasses: [], deciles: [], q: "" };
const BY_SKU: PlanOrder = { sort: "sku", direction: "asc" };
const TITLES = [
  "Red mug",
  "RED bowl",
  "日本の茶碗",
  "100% wool",
  "snow_globe",
  "back\\slash",
  "Ωmega İstanbul",
  "🎁 gift",
  "Señorita Crème",
  "GROßE STRAẞE",
  "Łódź Søren",
];
/** More than are read before the order is given up, and fewer. */
const MANY = 1_000_000;
const FEW = 1;

beforeAll(async () => {
  await storeShop(SHOP);
  await storeShop(OTHER_SHOP);
  for (const shop of [SHOP, OTHER_SHOP]) {
    await storePlans(
      Array.from({ length: 64 }, (_, index) =>
        makePlan(shop, 1 + ((index * 37) % 64), {
          productTitle: TITLES[index % TITLES.length] ?? "",
          sku: `SKU-${index % 9}`,
          status: index % 3 === 0 ? "overstock" : "reorder-now",
          suggestedOrderQuantity: index % 3 === 0 ? 0 : index % 5 === 0 ? null : index,
          daysOfCover: index % 3 === 0 ? 200 + index : index % 7 === 0 ? null : index / 2,
        }),
      ),
    );
  }
});

describe("a page under a filter", () => {
  const filters: [string, Partial<PlanFilter>][] = [
    ["a status", { statuses: ["overstock"] }],
    ["a search", { q: "red" }],
    ["a search for two letters", { q: "mu" }],
    ["a search for words", { q: "u sku" }],
  ];
  const orders = PLAN_SORT_KEYS.flatMap((sort): PlanOrder[] => [
    { sort, direction: "asc" },
    { sort, direction: "desc" },
  ]);

  async function readIds(filter: PlanFilter, order: PlanOrder, kept: number | undefined): Promise<string[]> {
    const ids: string[] = [];
    for (let after: RowPosition | undefined; ;) {
      const page = await readPlanPage(SHOP, filter, order, ["variantId"], { limit: 7, kept, ...(after && { after }) });
      ids.push(...page.rows.map(({ variantId }) => variantId));
      if (!page.more || page.last === null) return ids;
      after = page.last;
    }
  }

  it.each(filters)("is the same whichever index it is read from, in every order: %s", async (_name, changes) => {
    const filter = { ...NO_FILTER, ...changes };
    const { skus } = await readPlanTotals(SHOP, filter);
    for (const order of orders) {
      const followed = await readIds(filter, order, undefined);
      expect(followed).toHaveLength(skus);
      expect(await readIds(filter, order, FEW), order.sort).toEqual(followed);
      expect(await readIds(filter, order, MANY), order.sort).toEqual(followed);
    }
  });
});

describe("a search", () => {
  const found = async (q: string) => {
    const { rows } = await readPlanPage(SHOP, { ...NO_FILTER, q }, BY_SKU, ["productTitle"], { limit: 99 });
    return [...new Set(rows.map(({ productTitle }) => productTitle))].sort();
  };

  it.each([
    ["red", ["RED bowl", "Red mug"]],
    ["ED B", ["RED bowl"]],
    ["本の茶", ["日本の茶碗"]],
    ["茶碗", ["日本の茶碗"]],
    ["100%", ["100% wool"]],
    ["%", ["100% wool"]],
    ["w_g", ["snow_globe"]],
    ["k\\s", ["back\\slash"]],
    ["ωme", ["Ωmega İstanbul"]],
    ["İSTAN", ["Ωmega İstanbul"]],
    ["🎁 g", ["🎁 gift"]],
    ["🎁 ", ["🎁 gift"]],
    ["dr", []],
    ["gred", []],
    ["mug red", ["Red mug"]],
    ["SKU red b", ["RED bowl"]],
    ["\tmug\nred  ", ["Red mug"]],
    ["mug bowl", []],
    ["senorita creme", ["Señorita Crème"]],
    ["CRÈ", ["Señorita Crème"]],
    ["cre\u0300me", ["Señorita Crème"]],
    ["strasse", ["GROßE STRAẞE"]],
    ["Straße", ["GROßE STRAẞE"]],
    ["lodz soren", ["Łódź Søren"]],
    ["istanbul", ["Ωmega İstanbul"]],
    ["´", []],
    ["mug \u0301", []],
  ])("finds what contains each word of the text, in any case, accents and script: %j", async (q, titles) => {
    expect(await found(q)).toEqual([...titles].sort());
  });

  it("finds a SKU by its number", async () => {
    expect((await readPlanTotals(SHOP, { ...NO_FILTER, q: "ku-8" })).skus).toBe(7);
  });

  it("finds what a plan is called now", async () => {
    await pool.query("UPDATE plans SET search_text = 'violet mug' WHERE shop = $1 AND product_title = 'Red mug'", [
      SHOP,
    ]);
    expect(await found("violet")).toEqual(["Red mug"]);
    expect(await found("red")).toEqual(["RED bowl"]);
    await pool.query("DELETE FROM plans WHERE shop = $1 AND product_title = 'Red mug'", [SHOP]);
    expect(await found("violet")).toEqual([]);
    const { rows } = await pool.query(
      `SELECT FROM plan_search FULL JOIN plans USING (shop, variant_id)
       WHERE plan_search.search_text IS DISTINCT FROM plans.search_text`,
    );
    expect(rows).toEqual([]);
  });
});

describe("the demand of the weeks", () => {
  const shop = "weeks.myshopify.com";
  const otherShop = "other-weeks.myshopify.com";

  async function storeFacts(name: string, timeZone: string): Promise<void> {
    await storeShop(name, { timeZone, ordersKnownFrom: new Date("2025-01-01"), stockObservedAt: new Date() });
    // The weeks are 30 November to 6 December, and so on to 22 to 28 February.
    await storePlans([1, 2, 3].map((variantId) => makePlan(name, variantId)));
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       SELECT $1, variant_id, 1, 'Mug', variant_id, true, created_at, created_at
       FROM unnest(ARRAY[1, 2, 3], ARRAY['2020-01-01T00:00Z', '2025-12-15T03:00Z', '2026-02-23T12:00Z']::timestamptz[])
         AS variant (variant_id, created_at)`,
      [name],
    );
  }

  beforeAll(async () => {
    await storeFacts(shop, "America/New_York");
    await storeFacts(otherShop, "Europe/London");
    await pool.query(
      `INSERT INTO daily_demand (shop, variant_id, day, units, orders) VALUES
         ($1, 1, '2025-11-29', 90, 1), ($1, 1, '2025-11-30', 1, 1), ($1, 1, '2025-12-06', 2, 1), ($1, 1, '2025-12-07', 4, 1),
         ($1, 1, '2026-02-28', 5, 1), ($1, 1, '2026-03-01', 90, 1), ($1, 2, '2026-02-03', 6, 1), ($1, 3, '2026-02-24', 7, 1),
         ($2, 1, '2025-12-15', 8, 1)`,
      [shop, otherShop],
    );
    // Out of stock from 11 to 19 January, though the quantity changed on the 14th; and from 1 February on.
    await pool.query(
      `INSERT INTO stock_days (shop, variant_id, day, available_at_begin, available_at_end, lowest_available) VALUES
         ($1, 1, '2026-01-11', 0, 0, 0), ($1, 1, '2026-01-14', 0, -1, -1), ($1, 1, '2026-01-20', -1, 9, -1),
         ($1, 2, '2026-02-01', 0, 0, 0)`,
      [shop],
    );
  });

  const read = async (name: string, filter: Partial<PlanFilter> = {}, kept?: number) => {
    const { rows } = await readPlanPage(name, { ...NO_FILTER, ...filter }, BY_SKU, ["weeklyDemand"], {
      limit: 9,
      kept,
    });
    return rows.map(({ weeklyDemand }) => weeklyDemand);
  };
  const old = [3, 4, 0, 0, 0, 0, null, 0, 0, 0, 0, 0, 5];

  it("has whole weeks up to the window's end; out of stock throughout, or before anything was known, is not 0", async () => {
    // In New York, the second variant was created on 14 December.
    const young = [null, null, 0, 0, 0, 0, 0, 0, 0, 6, null, null, null];
    const newest = Array.from({ length: 13 }, () => null);
    expect(await read(shop)).toEqual([old, young, newest]);
    expect(await read(otherShop)).toEqual([
      [0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [null, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      newest,
    ]);
  });

  it("comes with the same rows under a filter and by their ids, and only where it is asked for", async () => {
    for (const kept of [FEW, MANY]) expect(await read(shop, { q: "sku-1" }, kept)).toEqual([old]);
    expect(await findPlanFields(shop, ["1"], ["weeklyDemand"])).toEqual([{ weeklyDemand: old }]);
    expect((await findPlans(shop, ["1"]))[0]).not.toHaveProperty("weeklyDemand");
  });
});
