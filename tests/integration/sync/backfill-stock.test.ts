import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DateTime } from "luxon";
import { ShopData } from "../../../sandbox/shop-data";
import { reckonStock, sumSales } from "../../../sandbox/stock-history";
import { readShop } from "~/data/shops";
import { readStockoutOffsets } from "~/data/stock-history";
import { addDays } from "~/planning/calendar";
import { AdminClient } from "~/shopify/admin-client";
import { backfillStock } from "~/sync/backfill-stock";
import { pullNow } from "./pulled-facts";

// Levels are seen when the test runs, so the shop's orders have to end yesterday.
const NOW = new Date();
const WITHOUT_REPORTS = ["read_inventory", "read_locations", "read_orders", "read_products", "read_all_orders"];

let connected: ConnectedShop;
let shop: string;
let today: string;
let firstDay: string;

beforeAll(async () => {
  connected = await connectShop({ today: NOW, skus: 150, scopes: WITHOUT_REPORTS });
  shop = connected.shop;
  today = DateTime.fromJSDate(NOW, { zone: connected.store.shop.ianaTimezone }).toISODate() ?? "";
  firstDay = addDays(today, -90);
  expect(await pullNow(shop, "first-pull", NOW)).toEqual({ kind: "succeeded" });
});
afterAll(() => connected.sandbox.close());

/** By variant id. */
async function stockoutDays(): Promise<Map<string, string[]>> {
  const offsets = await readStockoutOffsets(
    shop,
    { after: "-1", limit: 1_000 },
    { lastDay: addDays(today, -1), days: 90 },
  );
  return new Map([...offsets].map(([variantId, days]) => [variantId, days.map((day) => addDays(firstDay, day))]));
}

/** The days out of stock of the sandbox's own history, by variant id. */
function trueStockoutDays(): Map<string, string[]> {
  const { store } = connected;
  const sales = sumSales(store);
  const found = store.products
    .flatMap((product) => product.variants)
    .filter((variant) => variant.inventoryItem.tracked)
    .map((variant): [string, string[]] => {
      const soldOn = sales.get(variant.id) ?? new Map<string, number>();
      const days = reckonStock(variant, soldOn, { data: new ShopData(store), firstDay, lastDay: today });
      const out = days.filter(
        ({ day, starting, ending }) => day < today && starting <= 0 && ending <= 0 && !soldOn.has(day),
      );
      return [variant.id, out.map(({ day }) => day).reverse()];
    });
  return new Map(found.filter(([, days]) => days.length > 0));
}

describe("days out of stock before the first pull", () => {
  it("are known of variants that are still out, since their stock last changed, without reports", async () => {
    const known = await stockoutDays();
    const actual = trueStockoutDays();
    expect(known.size).toBeGreaterThan(5);
    expect(actual.size).toBeGreaterThan(known.size);
    for (const [variantId, days] of known) expect(actual.get(variantId)).toEqual(expect.arrayContaining(days));
    expect((await readShop(shop))?.stockKnownFrom).toBe(today);
  });

  it("stay unknown, and fail no pull, where Shopify does not understand what it is asked", async () => {
    const before = await stockoutDays();
    const answer = {
      data: { shopifyqlQuery: { parseErrors: ["The schema 'inventory' is not known."], tableData: null } },
    };
    const client = new AdminClient(() => Promise.resolve(Response.json(answer)));
    const signal = new AbortController().signal;
    await backfillStock({ shop, client, signal }, { scopes: ["read_reports"], windowDays: 90, now: NOW });
    expect(await stockoutDays()).toEqual(before);
    expect((await readShop(shop))?.stockKnownFrom).toBe(today);
  });

  it("are those of Shopify's report on inventory, once the shop lets the app see its reports", async () => {
    connected.sandbox.installation.grantScopes([...WITHOUT_REPORTS, "read_reports"]);
    expect(await pullNow(shop, "refresh", NOW)).toEqual({ kind: "succeeded" });
    expect(await stockoutDays()).toEqual(trueStockoutDays());
    expect((await readShop(shop))?.stockKnownFrom).toBe(firstDay);
  });

  it("are asked for once", async () => {
    let asked = false;
    const client = new AdminClient(() => {
      asked = true;
      return Promise.reject(new Error("The report is asked for again"));
    });
    const signal = new AbortController().signal;
    await backfillStock({ shop, client, signal }, { scopes: ["read_reports"], windowDays: 90, now: NOW });
    expect(asked).toBe(false);
  });
});
