import { beforeAll, describe, expect, it } from "vitest";
import type { RowPosition } from "~/data/keyset-page";
import { PLAN_SORT_KEYS, type PlanFilter, type PlanOrder } from "~/data/plan-filter";
import { readPlanPage } from "~/data/plan-queries";
import { readPlanTotals } from "~/data/plan-totals";
import { pool } from "~/db.server";
import { makePlan, storePlans, storeShop } from "../reports/stored-plans";

const SHOP = "pages.myshopify.com";
const OTHER_SHOP = "other-pages.myshopify.com";
const NO_FILTER: PlanFilter = { statuses: [], demandClasses: [], deciles: [], q: "" };
const TITLES = [
  "Red mug",
  "RED bowl",
  "日本の茶碗",
  "100% wool",
  "snow_globe",
  "back\\slash",
  "Ωmega İstanbul",
  "🎁 gift",
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
  ];
  const orders = PLAN_SORT_KEYS.flatMap((sort): PlanOrder[] => [
    { sort, direction: "asc" },
    { sort, direction: "desc" },
  ]);

  async function readIds(filter: PlanFilter, order: PlanOrder, kept: number | undefined): Promise<string[]> {
    const ids: string[] = [];
    for (let after: RowPosition | undefined; ;) {
      const page = await readPlanPage(SHOP, filter, order, { limit: 7, kept, ...(after && { after }) });
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
    const { rows } = await readPlanPage(SHOP, { ...NO_FILTER, q }, { sort: "sku", direction: "asc" }, { limit: 99 });
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
    ["gred", []],
    ["ug\nsk", []],
  ])("finds what contains the text, in any case and script: %j", async (q, titles) => {
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
