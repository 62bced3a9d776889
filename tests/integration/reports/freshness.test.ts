import { beforeAll, describe, expect, it } from "vitest";
import { failRun, openRun, succeedRun } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { readFreshness } from "~/reports/freshness";
import { replanShop, replanVariants } from "~/sync/replan";
import { storeShop } from "./stored-plans";

const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await storeShop(shop, { ordersKnownFrom: new Date("2025-01-01") });
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       SELECT $1, id, id, 'Mug', id, true, '2025-06-01', now() FROM generate_series(1, 3) AS id`,
      [shop],
    );
    await replanShop(shop);
  }
});

/** By how much the versions of both shops and of the variants 1 and 2 grow. */
async function growthBy(change: () => Promise<unknown>) {
  const versions = async () => ({
    shop: (await readFreshness(SHOP)).plans ?? NaN,
    otherShop: (await readFreshness(OTHER_SHOP)).plans ?? NaN,
    first: (await readFreshness(SHOP, "1")).plans ?? NaN,
    second: (await readFreshness(SHOP, "2")).plans ?? NaN,
  });
  const before = await versions();
  await change();
  const after = await versions();
  return {
    shop: after.shop - before.shop,
    otherShop: after.otherShop - before.otherShop,
    first: after.first > before.first,
    second: after.second > before.second,
  };
}

const UNCHANGED = { shop: 0, otherShop: 0, first: false, second: false };

describe("the version of a shop's plans", () => {
  it("grows by one for a batch of plans that is made anew, and that of a SKU with its own plan", async () => {
    const growth = await growthBy(() => replanVariants(SHOP, ["1", "3"]));
    expect(growth).toEqual({ ...UNCHANGED, shop: 1, first: true });
  });

  it("stays when every plan that is made is older than the stored one", async () => {
    await pool.query("UPDATE plans SET planning_number = 1e12 WHERE shop = $1 AND variant_id = 2", [SHOP]);
    expect(await growthBy(() => replanVariants(SHOP, ["2"]))).toEqual(UNCHANGED);
  });

  it("stays when nothing is left to be planned", async () => {
    expect(await growthBy(() => replanVariants(SHOP, ["4"]))).toEqual(UNCHANGED);
  });

  it("grows when plans of deleted variants go, after which such a SKU has none", async () => {
    await pool.query("UPDATE variants SET deleted_at = now() WHERE shop = $1 AND variant_id = 3", [SHOP]);
    const growth = await growthBy(() => replanShop(SHOP));
    expect(growth.shop).toBe(2);
    expect(growth.otherShop).toBe(0);
    expect((await readFreshness(SHOP, "3")).plans).toBeNull();
  });

  it("grows at most once for each of several replans at the same time, of which none waits for another forever", async () => {
    const growth = await growthBy(() =>
      Promise.all(Array.from({ length: 8 }, (_, index) => replanVariants(SHOP, index % 2 === 0 ? ["1", "2"] : ["1"]))),
    );
    expect(growth.otherShop).toBe(0);
    // A plan that began earlier than the stored one is not stored.
    expect(growth.shop).toBeGreaterThanOrEqual(1);
    expect(growth.shop).toBeLessThanOrEqual(8);
  });
});

describe("the state of a shop's pulls", () => {
  it("is another one whenever a pull begins, ends or fails, and its data are as old as the last good one's beginning", async () => {
    const states = [(await readFreshness(SHOP)).pulls];
    const note = async () => states.push((await readFreshness(SHOP)).pulls);
    const first = await openRun(SHOP, "first-pull");
    await note();
    expect((await readFreshness(SHOP)).dataAsOf).toBeNull();
    await succeedRun(SHOP, first.runId);
    await note();
    const { dataAsOf } = await readFreshness(SHOP);
    expect(Date.now() - Date.parse(dataAsOf ?? "")).toBeLessThan(60_000);
    const second = await openRun(SHOP, "refresh");
    await note();
    await failRun(SHOP, second.runId, "unavailable", "Shopify did not answer.");
    await note();
    expect(new Set(states).size).toBe(5);
    expect((await readFreshness(SHOP)).dataAsOf).toBe(dataAsOf);
    expect(await readFreshness(OTHER_SHOP)).toMatchObject({ pulls: "", dataAsOf: null });
  });
});

it("an address that names no SKU has nothing to show", async () => {
  expect((await readFreshness(SHOP, "1 OR 1=1")).plans).toBeNull();
});
