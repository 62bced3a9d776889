import { beforeAll, describe, expect, it } from "vitest";
import { pastPlans, type PastPlan } from "~/data/plan-history";
import { ask } from "~/data/questions";
import { saveSettings } from "~/data/shop-settings";
import { db, pool } from "~/db.server";
import { replanShop, replanVariants } from "~/sync/replan";

const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** One unit every day, so no deviation: the reorder point is the lead time's 14 units, the level 30 more. */
beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await db.shop.create({
      data: { shop, timeZone: "UTC", currency: "GBP", ordersKnownFrom: new Date("2025-01-01"), settings: {} },
    });
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       SELECT $1, id, id, 'Mug', id, true, '2025-06-01', now() FROM generate_series(1, 2) AS id`,
      [shop],
    );
    await pool.query(
      `INSERT INTO daily_demand (shop, variant_id, day, units, orders)
       SELECT $1, id, day, 1, 1
       FROM generate_series(1, 2) AS id, generate_series('2025-12-01'::date, '2026-03-20', '1 day') AS day`,
      [shop],
    );
  }
});

const FIRST: PastPlan = {
  day: "2026-03-10",
  meanDailyDemand: 1,
  reorderPoint: 14,
  orderUpToLevel: 44,
  leadTimeDays: 14,
  leadTimeStdDevDays: 0,
  reviewPeriodDays: 0,
  serviceLevel: 0.95,
  coverageDays: 30,
  minimumOrderQuantity: 0,
  packSize: 1,
  method: "normal",
};

const historyOf = (variantId: string, shop = SHOP) => ask(shop, pastPlans(variantId, 10));

describe("the history of plans", () => {
  it("begins with the first plan of each variant", async () => {
    await replanShop(SHOP, { now: noon("2026-03-10") });
    expect(await historyOf("1")).toEqual([FIRST]);
    expect(await historyOf("2")).toEqual([FIRST]);
  });

  it("has no row for a plan that is the same, on that day or a later one, whatever the stock", async () => {
    await replanShop(SHOP, { now: noon("2026-03-10") });
    await pool.query(`INSERT INTO locations (shop, location_id, name, active) VALUES ($1, 1, 'Barn', true)`, [SHOP]);
    await pool.query(
      `INSERT INTO inventory_levels (shop, inventory_item_id, location_id, available, on_hand, committed, incoming,
         reserved, updated_at) VALUES ($1, 1, 1, 100, 100, 0, 0, 0, now())`,
      [SHOP],
    );
    await replanShop(SHOP, { now: noon("2026-03-11") });
    const { rows } = await pool.query("SELECT available FROM plans WHERE shop = $1 AND variant_id = 1", [SHOP]);
    expect(rows).toEqual([{ available: 100 }]);
    expect(await historyOf("1")).toEqual([FIRST]);
  });

  it("has the last plan of a day on which it changed, newest day first", async () => {
    await db.itemPolicy.create({ data: { shop: SHOP, variantId: 1n, leadTimeDays: 20 } });
    await replanVariants(SHOP, ["1"], { now: noon("2026-03-12") });
    await db.itemPolicy.update({
      where: { shop_variantId: { shop: SHOP, variantId: 1n } },
      data: { leadTimeDays: 21, packSize: 6 },
    });
    await replanVariants(SHOP, ["1"], { now: noon("2026-03-12") });
    const changed = { day: "2026-03-12", leadTimeDays: 21, packSize: 6, reorderPoint: 21, orderUpToLevel: 51 };
    expect(await historyOf("1")).toEqual([{ ...FIRST, ...changed }, FIRST]);
    expect(await historyOf("2")).toEqual([FIRST]);
    expect(await ask(SHOP, pastPlans("1", 1))).toHaveLength(1);
  });

  it("notes another mean, also where it leaves the levels as they are", async () => {
    // One unit less in 90 days; coverage and lead time are short enough for the same whole units: ⌈0.1 · 89/90⌉ = 1.
    await saveSettings(SHOP, { leadTimeDays: 0.1, coverageDays: 0, serviceLevel: 0.5 });
    await replanVariants(SHOP, ["2"], { now: noon("2026-03-13") });
    await pool.query("DELETE FROM daily_demand WHERE shop = $1 AND variant_id = 2 AND day = '2026-03-13'", [SHOP]);
    await replanVariants(SHOP, ["2"], { now: noon("2026-03-14") });
    expect(await historyOf("2")).toMatchObject([
      { day: "2026-03-14", meanDailyDemand: 89 / 90, reorderPoint: 1, orderUpToLevel: 1 },
      { day: "2026-03-13", meanDailyDemand: 1, reorderPoint: 1, orderUpToLevel: 1 },
      FIRST,
    ]);
  });

  it("is of one shop alone", async () => {
    expect(await historyOf("1", OTHER_SHOP)).toEqual([]);
    await replanShop(OTHER_SHOP, { now: noon("2026-03-12") });
    expect(await historyOf("1", OTHER_SHOP)).toEqual([{ ...FIRST, day: "2026-03-12" }]);
  });

  it("ends after 400 days, also for a variant that is gone", async () => {
    await db.planHistory.createMany({
      data: [
        { ...FIRST, day: new Date("2026-03-12"), shop: SHOP, variantId: 99n },
        { ...FIRST, day: new Date("2026-03-12"), shop: OTHER_SHOP, variantId: 99n },
      ],
    });
    await replanShop(SHOP, { now: noon("2027-04-16") }); // 400 days after 12 March 2026
    expect((await historyOf("1")).map(({ day }) => day)).toEqual(["2027-04-16", "2026-03-12"]);
    expect(await historyOf("99")).toHaveLength(1);
    await replanShop(SHOP, { now: noon("2027-04-17") });
    expect((await historyOf("1")).map(({ day }) => day)).toEqual(["2027-04-16"]);
    expect(await historyOf("99")).toEqual([]);
    expect(await historyOf("99", OTHER_SHOP)).toHaveLength(1);
  });
});
