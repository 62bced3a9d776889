import { beforeEach, describe, expect, it } from "vitest";
import { itemHistory } from "~/data/item-history";
import { storeLevels } from "~/data/inventory-levels";
import { ask } from "~/data/questions";
import { setLocationCounts } from "~/data/shop-settings";
import { deleteShop, readShop } from "~/data/shops";
import { stockKnownFrom, readStockoutOffsets } from "~/data/stock-history";
import { pool } from "~/db.server";
import { addDays, daysBetween } from "~/planning/calendar";
import { recordStockOf, recordStockOfShop } from "~/sync/record-stock";
import { replanShop } from "~/sync/replan";

const shop = "first-shop.myshopify.com";
const otherShop = "other-shop.myshopify.com";
const MUG = "7";
const TOWEL = "8";
const WAREHOUSE = "1";
const CORNER_SHOP = "2";

beforeEach(async () => {
  for (const domain of [shop, otherShop]) {
    await deleteShop(domain);
    await pool.query(
      `INSERT INTO shops (shop, time_zone, currency, orders_known_from) VALUES ($1, 'Europe/Berlin', 'EUR', '2026-01-01')`,
      [domain],
    );
    await pool.query(
      `INSERT INTO locations (shop, location_id, name, active) VALUES ($1, 1, 'Warehouse', true), ($1, 2, 'Corner Shop', true)`,
      [domain],
    );
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       SELECT $1, id, id, 'Variant', id, true, '2026-01-01T12:00:00Z', '2026-01-01T12:00:00Z'
       FROM unnest(ARRAY[7, 8]) AS id`,
      [domain],
    );
  }
});

/** A day's noon in Berlin, as Shopify writes it. */
const noon = (day: string) => `${day}T11:00:00Z`;

/** Stores that a variant has so much at a location since that day's noon. */
async function changeLevel(
  variantId: string,
  available: number,
  day: string,
  { locationId = WAREHOUSE, domain = shop } = {},
) {
  const quantities = { available, onHand: Math.max(0, available), committed: 0, incoming: 0, reserved: 0 };
  const level = { inventoryItemId: variantId, locationId, ...quantities, updatedAt: noon(day) };
  await storeLevels(domain, [level], new Date(noon(day)));
}

/** Sees the shop's stock in the afternoon of a day. */
const observe = (day: string, domain = shop) => recordStockOfShop(domain, new Date(`${day}T14:00:00Z`));

async function sell(variantId: string, day: string) {
  await pool.query("INSERT INTO daily_demand (shop, variant_id, day, units, orders) VALUES ($1, $2, $3, 2, 1)", [
    shop,
    variantId,
    day,
  ]);
}

async function recordedRows(domain = shop) {
  const { rows } = await pool.query<{ row: string }>(
    `SELECT concat_ws(' ', variant_id, day, coalesce(available_at_begin::text, '?'), coalesce(available_at_end::text, '?'),
       lowest_available) AS row
     FROM stock_days WHERE shop = $1 ORDER BY variant_id, day`,
    [domain],
  );
  return rows.map(({ row }) => row);
}

async function stockoutDays(firstDay: string, lastDay: string, domain = shop) {
  const days = daysBetween(firstDay, lastDay) + 1;
  const offsets = await readStockoutOffsets(domain, { variantIds: [MUG] }, { lastDay, days });
  return (offsets.get(MUG) ?? []).map((offset) => addDays(firstDay, offset));
}

describe("the stock of a shop", () => {
  it("is recorded where it changed: begin, end and lowest of the day, summed over the locations", async () => {
    await changeLevel(MUG, 5, "2026-03-01");
    await changeLevel(MUG, 1, "2026-03-01", { locationId: CORNER_SHOP });
    await changeLevel(TOWEL, 3, "2026-03-01");
    await observe("2026-03-01");
    await changeLevel(MUG, -1, "2026-03-02");
    await recordStockOf(shop, [MUG], new Date("2026-03-02T12:00:00Z"));
    await changeLevel(MUG, 4, "2026-03-02");
    await observe("2026-03-02");
    expect(await recordedRows()).toEqual(["7 2026-03-01 ? 6 6", "7 2026-03-02 6 5 0", "8 2026-03-01 ? 3 3"]);
  });

  it("costs no row on a day on which it stayed the same", async () => {
    await changeLevel(MUG, 5, "2026-03-01");
    await observe("2026-03-01");
    await observe("2026-03-02");
    await observe("2026-03-09");
    expect(await recordedRows()).toEqual(["7 2026-03-01 ? 5 5", "8 2026-03-01 ? 0 0"]);
    expect(await readShop(shop)).toMatchObject({
      stockKnownFrom: "2026-03-01",
      stockObservedAt: new Date("2026-03-09T14:00:00Z"),
    });
  });

  it("is known from the last change on, when it is seen for the first time", async () => {
    await changeLevel(MUG, 0, "2026-02-20");
    await observe("2026-03-01");
    expect(await stockoutDays("2026-02-01", "2026-02-28")).toEqual([
      "2026-02-21",
      "2026-02-22",
      "2026-02-23",
      "2026-02-24",
      "2026-02-25",
      "2026-02-26",
      "2026-02-27",
      "2026-02-28",
    ]);
    expect(await ask(shop, stockKnownFrom(MUG))).toBe("2026-02-20");
    expect(await ask(shop, stockKnownFrom(TOWEL))).toBe("2026-03-01");
  });

  it("dates a change by when Shopify says it happened, though it is seen the day after", async () => {
    await changeLevel(MUG, 5, "2026-03-01");
    await observe("2026-03-01");
    await changeLevel(MUG, 0, "2026-03-02");
    await observe("2026-03-03");
    expect(await recordedRows()).toContain("7 2026-03-02 5 0 0");
  });

  it("stays another one from the day on which other locations count", async () => {
    await changeLevel(MUG, 0, "2026-03-01");
    await changeLevel(MUG, 5, "2026-03-01", { locationId: CORNER_SHOP });
    await observe("2026-03-01");
    await setLocationCounts(shop, [WAREHOUSE]);
    await observe("2026-03-04");
    await observe("2026-03-07");
    expect((await recordedRows()).slice(0, 2)).toEqual(["7 2026-03-01 ? 5 5", "7 2026-03-04 5 0 0"]);
    expect(await stockoutDays("2026-03-01", "2026-03-06")).toEqual(["2026-03-05", "2026-03-06"]);
  });

  it("is not known while Shopify does not track it", async () => {
    await changeLevel(MUG, 0, "2026-03-01");
    await observe("2026-03-01");
    await pool.query("UPDATE variants SET tracked = false WHERE shop = $1 AND variant_id = $2", [shop, MUG]);
    await observe("2026-03-03");
    await pool.query("UPDATE variants SET tracked = true WHERE shop = $1 AND variant_id = $2", [shop, MUG]);
    await observe("2026-03-06");
    await observe("2026-03-09");
    expect(await stockoutDays("2026-03-01", "2026-03-08")).toEqual(["2026-03-02", "2026-03-07", "2026-03-08"]);
  });

  it("of one shop is not another's, and goes with it", async () => {
    await changeLevel(MUG, 0, "2026-03-01");
    await changeLevel(MUG, 5, "2026-03-01", { domain: otherShop });
    await observe("2026-03-01");
    await observe("2026-03-01", otherShop);
    expect(await stockoutDays("2026-03-01", "2026-03-03", otherShop)).toEqual([]);
    await deleteShop(shop);
    expect(await recordedRows()).toEqual([]);
    expect(await recordedRows(otherShop)).toHaveLength(2);
  });
});

describe("a gap without observations", () => {
  beforeEach(async () => {
    await changeLevel(MUG, 0, "2026-03-01");
    await observe("2026-03-02");
  });

  it("is known where the level did not change in it", async () => {
    await observe("2026-03-09");
    expect(await stockoutDays("2026-03-01", "2026-03-05")).toEqual([
      "2026-03-02",
      "2026-03-03",
      "2026-03-04",
      "2026-03-05",
    ]);
  });

  it("is not known, and so counts as in stock, up to the last change in it", async () => {
    await changeLevel(MUG, -2, "2026-03-06");
    await observe("2026-03-09");
    expect((await recordedRows()).slice(0, 3)).toEqual([
      "7 2026-03-01 ? 0 0",
      "7 2026-03-03 0 ? 0",
      "7 2026-03-06 ? -2 -2",
    ]);
    expect(await stockoutDays("2026-03-01", "2026-03-08")).toEqual(["2026-03-02", "2026-03-07", "2026-03-08"]);
  });

  it("is not known either when the quantity came back to what it was", async () => {
    await changeLevel(MUG, 0, "2026-03-06");
    await observe("2026-03-09");
    await observe("2026-03-10");
    expect(await stockoutDays("2026-03-01", "2026-03-08")).toEqual(["2026-03-02", "2026-03-07", "2026-03-08"]);
  });
});

describe("days out of stock", () => {
  beforeEach(async () => {
    await changeLevel(MUG, 0, "2026-03-01");
    await observe("2026-03-01");
    await observe("2026-03-04");
    await changeLevel(MUG, 6, "2026-03-05");
    await observe("2026-03-05");
    await changeLevel(MUG, 0, "2026-03-07");
    await observe("2026-03-07");
    await observe("2026-03-11");
    await sell(MUG, "2026-03-06");
    // Somebody bought though nothing was available.
    await sell(MUG, "2026-03-09");
  });

  it("begin and end with nothing available, and have no sale", async () => {
    const days = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-08", "2026-03-10"];
    expect(await stockoutDays("2026-03-01", "2026-03-10")).toEqual(days);
    const history = await ask(shop, itemHistory(MUG, { firstDay: "2026-03-01", lastDay: "2026-03-10" }));
    expect(history).toHaveLength(10);
    expect(history.filter((day) => day.outOfStock).map((day) => day.day)).toEqual(days);
    expect(history[8]).toEqual({ day: "2026-03-09", units: 2, outOfStock: false });
  });

  it("are not known after the last observation", async () => {
    await pool.query("UPDATE shops SET stock_observed_at = '2026-03-08T14:00:00Z' WHERE shop = $1", [shop]);
    expect(await stockoutDays("2026-03-07", "2026-03-10")).toEqual(["2026-03-08"]);
  });

  it("leave the demand window of the plan, which says how many", async () => {
    await replanShop(shop, { now: new Date("2026-03-11T09:00:00Z") });
    const { rows } = await pool.query(
      `SELECT variant_id AS "variantId", observed_days AS "observedDays", out_of_stock_days AS "outOfStockDays",
         selling_days AS "sellingDays", mean_daily_demand AS mean, demand_class AS "demandClass", status
       FROM plans WHERE shop = $1 ORDER BY variant_id`,
      [shop],
    );
    // The window begins with the orders, on 1 January: 69 days to 10 March. The towel was never seen with stock since March.
    expect(rows).toEqual([
      {
        variantId: MUG,
        observedDays: 64,
        outOfStockDays: 5,
        sellingDays: 2,
        mean: 4 / 64,
        demandClass: "intermittent",
        status: "out-of-stock",
      },
      {
        variantId: TOWEL,
        observedDays: 60,
        outOfStockDays: 9,
        sellingDays: 0,
        mean: 0,
        demandClass: "no-sales",
        status: "no-sales",
      },
    ]);
  });

  it("do not reach back before the variant was created, nor count for one that Shopify does not track", async () => {
    await pool.query("UPDATE variants SET created_at = '2026-03-03T12:00:00Z' WHERE shop = $1", [shop]);
    expect(await stockoutDays("2026-03-01", "2026-03-06")).toEqual(["2026-03-03", "2026-03-04"]);
    await pool.query("UPDATE variants SET tracked = false WHERE shop = $1", [shop]);
    expect(await stockoutDays("2026-03-01", "2026-03-06")).toEqual([]);
  });

  it("of the whole window leave too little history to plan from", async () => {
    await pool.query("DELETE FROM daily_demand WHERE shop = $1", [shop]);
    await changeLevel(TOWEL, 0, "2026-01-01");
    await pool.query("DELETE FROM stock_days WHERE shop = $1 AND variant_id = $2", [shop, TOWEL]);
    await pool.query("UPDATE shops SET stock_observed_at = NULL WHERE shop = $1", [shop]);
    await observe("2026-03-10");
    await pool.query("UPDATE shops SET orders_known_from = '2026-02-01' WHERE shop = $1", [shop]);
    await replanShop(shop, { now: new Date("2026-03-11T09:00:00Z") });
    const { rows } = await pool.query(
      `SELECT observed_days AS "observedDays", out_of_stock_days AS "outOfStockDays", demand_class AS "demandClass", status
       FROM plans WHERE shop = $1 AND variant_id = $2`,
      [shop, TOWEL],
    );
    expect(rows).toEqual([{ observedDays: 0, outOfStockDays: 38, demandClass: "new", status: "insufficient-history" }]);
  });
});
