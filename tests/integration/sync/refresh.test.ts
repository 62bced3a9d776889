import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SandboxVariant } from "../../../sandbox/store/types";
import { countReplanRequests } from "~/data/replan-requests";
import { readShop } from "~/data/shops";
import { openRun, readLatestRun } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { performRun } from "~/sync/perform-run";
import { MOST_CHANGED_ORDERS } from "~/sync/pull-changes";
import { replanShop } from "~/sync/replan";
import { hurryWaits } from "./hurried-clock";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";

hurryWaits();

const SUCCEEDED = { kind: "succeeded" };

let connected: ConnectedShop;
let other: ConnectedShop;
let shop: string;
let windowStart: string;

beforeAll(async () => {
  connected = await connectShop({ skus: 40 });
  other = await connectShop({ domain: "other-shop.myshopify.com", skus: 20, seed: 2 });
  shop = connected.shop;
  await pullNow(shop, "first-pull");
  await pullNow(other.shop, "first-pull");
  const { rows } = await pool.query<{ day: string }>("SELECT orders_known_from AS day FROM shops WHERE shop = $1", [
    shop,
  ]);
  windowStart = rows[0]?.day ?? "";
});
afterAll(async () => {
  await connected.sandbox.close();
  await other.sandbox.close();
});
beforeEach(() => longAgo());

/** Lets everything in the shop, and the last pulls, have happened two days ago. */
async function longAgo(): Promise<void> {
  const then = new Date(Date.now() - 48 * 3_600_000).toISOString();
  const { products, orders } = connected.store;
  for (const product of products) {
    if (product.updatedAt > then) product.updatedAt = then;
    for (const variant of product.variants) {
      if (variant.updatedAt > then) variant.updatedAt = then;
      const { inventoryItem } = variant;
      if (inventoryItem.updatedAt > then) inventoryItem.updatedAt = then;
      for (const level of inventoryItem.levels) if (level.updatedAt > then) level.updatedAt = then;
    }
  }
  for (const order of orders) if (order.updatedAt > then) order.updatedAt = then;
  await pool.query("UPDATE sync_runs SET started_at = started_at - interval '1 day'");
}

const now = () => new Date().toISOString();

function variantAt(index: number): SandboxVariant {
  const variant = connected.store.products.flatMap(({ variants }) => variants)[index];
  if (!variant) throw new Error(`The store has no variant ${index}`);
  return variant;
}

function changeLevel({ inventoryItem }: SandboxVariant, units: number): void {
  const [level] = inventoryItem.levels;
  if (!level) throw new Error(`Item ${inventoryItem.id} is not stocked`);
  level.available += units;
  level.onHand += units;
  level.updatedAt = now();
}

function available({ inventoryItem }: Pick<SandboxVariant, "inventoryItem">): number {
  return inventoryItem.levels.reduce((sum, level) => sum + level.available, 0);
}

/** Ends where it would write something that is forbidden for once. */
async function refreshInVain(table: string, condition: string): Promise<void> {
  await pool.query(`ALTER TABLE ${table} ADD CONSTRAINT crash CHECK (${condition}) NOT VALID`);
  try {
    expect(await pullNow(shop, "refresh")).toMatchObject({ kind: "failed" });
  } finally {
    await pool.query(`ALTER TABLE ${table} DROP CONSTRAINT crash`);
  }
}

async function expectEqualFacts(): Promise<void> {
  expect(await storedFacts(shop)).toEqual(expectedFacts(connected.store, windowStart));
}

/** When each variant was planned. */
async function planTimes(): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; at: Date }>(
    "SELECT variant_id AS id, planned_at AS at FROM plans WHERE shop = $1",
    [shop],
  );
  return new Map(rows.map(({ id, at }) => [id, at.toISOString()]));
}

async function variantsPlannedSince(before: Map<string, string>): Promise<string[]> {
  return [...(await planTimes())].filter(([id, at]) => before.get(id) !== at).map(([id]) => id);
}

describe("a refresh", () => {
  it("takes over what changed, whatever it is, by pages alone, and plans these variants anew", async () => {
    const [stocked, renamed, costed, cancelledOf, edited] = [1, 5, 9, 13, 17].map(variantAt);
    if (!stocked || !renamed || !costed || !cancelledOf || !edited) throw new Error("The store is too small");
    changeLevel(stocked, 1_000);
    const product = connected.store.products.find(({ id }) => id === renamed.productId);
    if (!product) throw new Error("The variant has no product");
    Object.assign(product, { title: "Another title", vendor: "Another vendor", updatedAt: now() });
    Object.assign(costed.inventoryItem, { unitCost: "987.65", updatedAt: now() });
    Object.assign(edited, { sku: "ANOTHER-SKU", updatedAt: now() });
    const order = connected.store.orders.findLast(({ cancelledAt, test, lines }) => {
      return cancelledAt === null && !test && lines.some(({ variantId }) => variantId !== null);
    });
    if (!order) throw new Error("The store has no order to cancel");
    Object.assign(order, { cancelledAt: now(), updatedAt: now() });

    const plannedBefore = await planTimes();
    const exports = connected.sandbox.installation.bulkOperations.all.length;
    const othersFacts = await storedFacts(other.shop);
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
    expect(connected.sandbox.installation.bulkOperations.all).toHaveLength(exports);
    expect(await storedFacts(other.shop)).toEqual(othersFacts);

    const touched = new Set([
      stocked.id,
      costed.id,
      edited.id,
      ...product.variants.map(({ id }) => id),
      ...order.lines.flatMap(({ variantId }) => variantId ?? []),
    ]);
    expect((await variantsPlannedSince(plannedBefore)).sort()).toEqual([...touched].sort());
    expect(await countReplanRequests(shop)).toBe(0);
  });

  it("plans what a replan of the whole shop would plan", async () => {
    const plans = async () => {
      const { rows } = await pool.query<object>(
        `SELECT to_jsonb(plans) - '{planned_at, planning_number, velocity_decile}'::text[] AS plan FROM plans
         WHERE shop = $1 ORDER BY variant_id`,
        [shop],
      );
      return rows;
    };
    const before = await plans();
    await replanShop(shop);
    expect(before).toEqual(await plans());
  });

  it("takes over new variants with their vendor and their levels", async () => {
    const fresh = variantAt(2);
    const ofFresh = { variants: fresh.id, vendor_items: fresh.id, plans: fresh.id };
    for (const [table, id] of Object.entries(ofFresh)) {
      await pool.query(`DELETE FROM ${table} WHERE shop = $1 AND variant_id = $2`, [shop, id]);
    }
    const { inventoryItem } = fresh;
    await pool.query("DELETE FROM inventory_levels WHERE shop = $1 AND inventory_item_id = $2", [
      shop,
      inventoryItem.id,
    ]);
    for (const changed of [fresh, inventoryItem, ...inventoryItem.levels]) changed.updatedAt = now();

    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
    const { rows } = await pool.query("SELECT vendor, sku FROM plans WHERE shop = $1 AND variant_id = $2", [
      shop,
      fresh.id,
    ]);
    const product = connected.store.products.find(({ id }) => id === fresh.productId);
    expect(rows).toEqual([{ vendor: product?.vendor, sku: fresh.sku }]);
  });

  it("asks for a few points and changes nothing where nothing changed", async () => {
    const { bucket } = connected.sandbox.installation;
    bucket.resize({ maximumAvailable: 100_000, restoreRate: 0.001 });
    const plannedBefore = await planTimes();
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    expect(100_000 - bucket.status().currentlyAvailable).toBeLessThan(40);
    bucket.resize({ maximumAvailable: 2_000, restoreRate: 100 });
    expect(await variantsPlannedSince(plannedBefore)).toEqual([]);
  });

  it("does not fall back to what an older answer says", async () => {
    const [level] = variantAt(1).inventoryItem.levels;
    if (!level) throw new Error("The variant is not stocked");
    await pool.query(
      `UPDATE inventory_levels SET available = 77, observed_at = now() + interval '1 hour'
       WHERE shop = $1 AND inventory_item_id = $2 AND location_id = $3`,
      [shop, variantAt(1).inventoryItem.id, level.locationId],
    );
    level.updatedAt = now();
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    const { rows } = await pool.query(
      "SELECT available FROM inventory_levels WHERE shop = $1 AND inventory_item_id = $2 AND location_id = $3",
      [shop, variantAt(1).inventoryItem.id, level.locationId],
    );
    expect(rows).toEqual([{ available: 77 }]);
    await pool.query("UPDATE inventory_levels SET observed_at = now() - interval '1 day' WHERE shop = $1", [shop]);
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
  });

  it("reads on for the rest of an order that has more lines than a page", async () => {
    const order = connected.store.orders.findLast(({ cancelledAt, test }) => cancelledAt === null && !test);
    const [line] = order?.lines ?? [];
    if (!order || !line) throw new Error("The store has no order");
    for (let index = 0; index < 320; index++) {
      order.lines.push({ ...line, id: String(99_100_000_000_000 + index), variantId: variantAt(index % 40).id });
    }
    order.updatedAt = now();
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
  });

  it("plans the whole shop when the day has changed, or its locations", async () => {
    await pool.query("UPDATE shops SET planned_window_end = planned_window_end - 1 WHERE shop = $1", [shop]);
    let before = await planTimes();
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    expect(await variantsPlannedSince(before)).toHaveLength(before.size);

    const [location] = connected.store.locations;
    if (!location) throw new Error("The store has no location");
    await pool.query("UPDATE locations SET active = false WHERE shop = $1 AND location_id = $2", [shop, location.id]);
    await pool.query("DELETE FROM inventory_levels WHERE shop = $1 AND location_id = $2", [shop, location.id]);
    before = await planTimes();
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
    expect(await variantsPlannedSince(before)).toHaveLength(before.size);
  });

  it("gets through throttling, faults and broken connections", async () => {
    changeLevel(variantAt(3), -7);
    connected.sandbox.installation.faults.set({ serverErrors: 2, droppedConnections: 2, throttle: 1 });
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
  });

  it("begins anew when it was interrupted, and ends the same", async () => {
    changeLevel(variantAt(4), 9);
    connected.sandbox.installation.faults.set({ latencyMs: 100 });
    const { runId } = await openRun(shop, "refresh");
    const stop = new AbortController();
    const running = performRun(shop, runId, { stop: stop.signal });
    setTimeout(() => stop.abort(new Error("The app is stopping")), 650);
    expect(await running).toEqual({ kind: "released" });
    connected.sandbox.installation.faults.clear();
    expect(await performRun(shop, runId, { stop: new AbortController().signal })).toEqual(SUCCEEDED);
    await expectEqualFacts();
  });

  it("makes up for what an earlier one, that ended in the middle, did not come to", async () => {
    const moved = variantAt(6);
    const stocked = connected.store.products
      .flatMap(({ variants }) => variants)
      .find(({ id, inventoryItem }) => id !== moved.id && inventoryItem.tracked && available({ inventoryItem }) > 0);
    if (!stocked) throw new Error("The store has nothing in stock");
    const product = connected.store.products.find(({ id }) => id === moved.productId);
    if (!product) throw new Error("The variant has no product");
    Object.assign(product, { vendor: "A vendor too many", updatedAt: now() });
    await refreshInVain("vendor_names", "normalized_name <> 'a vendor too many'");
    changeLevel(stocked, 4_711);
    await refreshInVain("stock_days", "available_at_end < 4711");

    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    await expectEqualFacts();
    const { rows } = await pool.query("SELECT vendor FROM plans WHERE shop = $1 AND variant_id = $2", [shop, moved.id]);
    expect(rows).toEqual([{ vendor: "A vendor too many" }]);
    const recorded = await pool.query<{ units: number }>(
      `SELECT available_at_end AS units FROM stock_days WHERE shop = $1 AND variant_id = $2 ORDER BY day DESC LIMIT 1`,
      [shop, stocked.id],
    );
    expect(recorded.rows[0]?.units).toBe(available(stocked));
  });

  it("leaves the wish for all plans where it fails after it stored what changes them", async () => {
    await pool.query("UPDATE shops SET currency = 'XTS', replan_asked_at = NULL WHERE shop = $1", [shop]);
    changeLevel(variantAt(1), 20_000);
    await refreshInVain("stock_days", "available_at_end < 10000");
    expect((await readShop(shop))?.currency).not.toBe("XTS");
    expect((await readShop(shop))?.replanAskedAt).toBeInstanceOf(Date);
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
  });

  it("opens the run that follows from it together with its end, once", async () => {
    const findNext = () => Promise.resolve("order-history" as const);
    const refresh = async () => {
      const { runId } = await openRun(shop, "refresh");
      return performRun(shop, runId, { stop: new AbortController().signal, findNext });
    };
    expect(await refresh()).toMatchObject({ kind: "succeeded", next: { kind: "order-history" } });
    expect(await readLatestRun(shop, "order-history")).toMatchObject({ status: "running", phase: "queued" });
    expect(await refresh()).toEqual(SUCCEEDED);
  });

  it("turns to a bulk operation when more changed than pages make sense for", async () => {
    const cancelledAt = now();
    const cancelled = connected.store.orders
      .filter((order) => order.cancelledAt === null)
      .slice(-MOST_CHANGED_ORDERS - 1);
    expect(cancelled).toHaveLength(MOST_CHANGED_ORDERS + 1);
    for (const order of cancelled) Object.assign(order, { cancelledAt, updatedAt: cancelledAt });
    const exports = connected.sandbox.installation.bulkOperations.all.length;
    expect(await pullNow(shop, "refresh")).toEqual(SUCCEEDED);
    expect(connected.sandbox.installation.bulkOperations.all).toHaveLength(exports + 1);
    const { dailyDemand } = expectedFacts(connected.store, windowStart);
    expect((await storedFacts(shop)).dailyDemand).toEqual(dailyDemand);
    expect((await readLatestRun(shop, "refresh"))?.state).toMatchObject({ replansShop: true });
  });
});
