import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readIncompleteLevels } from "~/data/inventory-levels";
import { pool } from "~/db.server";
import { action } from "~/routes/webhooks.data";
import type { SandboxInventoryLevel, SandboxVariant } from "../../../sandbox/store/types";
import { completeLevels } from "~/sync/apply-levels";
import { closeQueue } from "~/sync/job-queue";
import { processDeliveries } from "~/sync/process-deliveries";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";
import { deliver, samplePayload } from "./signed-delivery";

let connected: ConnectedShop;
let shop: string;
let variant: SandboxVariant;
let level: SandboxInventoryLevel;

beforeAll(async () => {
  connected = await connectShop({ domain: "first-shop.myshopify.com", skus: 30 });
  shop = connected.shop;
  await pullNow(shop, "first-pull");
  const found = connected.store.products.flatMap((product) => product.variants);
  const stocked = found.find(({ inventoryItem }) => inventoryItem.tracked && inventoryItem.levels.length > 1);
  if (!stocked?.inventoryItem.levels[0]) throw new Error("The store has no variant at two locations");
  variant = stocked;
  level = stocked.inventoryItem.levels[0];
});
afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});
beforeEach(async () => {
  await pool.query("DELETE FROM webhook_deliveries; DELETE FROM replan_requests");
  // Since the last asking for levels no time passes but what a test lets pass.
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => vi.useRealTimers());

const work = () => processDeliveries(shop, { signal: new AbortController().signal });
const seconds = (time: Date) => new Date(Math.floor(time.getTime() / 1_000) * 1_000);
const inSeconds = (count: number) => seconds(new Date(Date.now() + count * 1_000));

interface Change {
  topic?: string;
  available?: number | null;
  updatedAt?: Date;
}

function tell({ topic = "inventory_levels/update", available = level.available, updatedAt = new Date() }: Change) {
  const payload = samplePayload("inventory_levels/update", {
    inventory_item_id: BigInt(variant.inventoryItem.id),
    location_id: BigInt(level.locationId),
    available,
    updated_at: updatedAt.toISOString(),
  });
  return deliver(action, { shop, topic, payload, triggeredAt: updatedAt });
}

async function stored() {
  const { rows } = await pool.query<{ available: number; on_hand: number; incoming: number; incomplete: boolean }>(
    `SELECT available, on_hand, incoming, incomplete FROM inventory_levels
     WHERE shop = $1 AND inventory_item_id = $2 AND location_id = $3`,
    [shop, variant.inventoryItem.id, level.locationId],
  );
  return rows[0];
}

async function statuses() {
  const { rows } = await pool.query<{ topic: string; status: string }>("SELECT topic, status FROM webhook_deliveries");
  return rows.map(({ status }) => status).sort();
}

const replans = async () => (await pool.query<{ id: string }>("SELECT variant_id AS id FROM replan_requests")).rows;

/** A sale in the sandbox's store. */
function sell(units: number, updatedAt: Date) {
  level.available -= units;
  level.committed += units;
  level.updatedAt = updatedAt.toISOString();
}

/** Asks Shopify for what deliveries did not tell, if it may be asked again. */
const complete = () => {
  const context = { shop, timeZone: "UTC", now: new Date(), signal: new AbortController().signal };
  return completeLevels(context as Parameters<typeof completeLevels>[0]);
};

it("a sale is known at once, its variant planned anew, and the other quantities are asked for", async () => {
  const updatedAt = inSeconds(0);
  sell(2, updatedAt);
  await tell({ updatedAt });
  await work();
  expect(await stored()).toEqual({
    available: level.available,
    on_hand: level.onHand,
    incoming: level.incoming,
    incomplete: false,
  });
  expect(await replans()).toEqual([{ id: variant.id }]);
  expect(await statuses()).toEqual(["done"]);
  expect(await storedFacts(shop)).toMatchObject({ levels: expectedFacts(connected.store, "2000-01-01").levels });
  const { rows } = await pool.query<{ units: number }>(
    "SELECT available_at_end AS units FROM stock_days WHERE shop = $1 AND variant_id = $2 ORDER BY day DESC LIMIT 1",
    [shop, variant.id],
  );
  expect(rows[0]?.units).toBe(variant.inventoryItem.levels.reduce((sum, one) => sum + one.available, 0));
});

it("while Shopify may not be asked so soon again, the available quantity alone is known, and the rest follows", async () => {
  for (let sale = 0; sale < 2; sale++) {
    const updatedAt = new Date();
    sell(1, updatedAt);
    await tell({ updatedAt });
    await work();
  }
  expect(await stored()).toMatchObject({ available: level.available, incomplete: true });
  expect(await replans()).toHaveLength(1);
  expect(await complete()).toBe(5);
  vi.advanceTimersByTime(5_000);
  expect(await complete()).toBeNull();
  expect(await readIncompleteLevels(shop, 1)).toEqual([]);
  expect((await storedFacts(shop)).levels).toEqual(expectedFacts(connected.store, "2000-01-01").levels);
});

describe("an order that is sent, of which no level tells since nothing else is available,", () => {
  const send = (status: string | null, updatedAt: Date, cancelledAt: Date | null = null) => {
    const order = samplePayload("orders/updated", {
      id: 77n,
      created_at: inSeconds(-60).toISOString(),
      updated_at: updatedAt.toISOString(),
      cancelled_at: cancelledAt?.toISOString() ?? null,
      line_items: [{ id: 78n, variant_id: BigInt(variant.id), quantity: 2, fulfillment_status: status }],
    });
    return deliver(action, { shop, topic: "orders/updated", payload: order, triggeredAt: updatedAt });
  };

  it("leaves the shelf and what is committed here too", async () => {
    const updatedAt = new Date();
    level.committed -= 2;
    level.onHand -= 2;
    level.updatedAt = updatedAt.toISOString();
    await send("fulfilled", updatedAt);
    vi.advanceTimersByTime(10_000);
    await work();
    expect(await stored()).toMatchObject({ available: level.available, on_hand: level.onHand });
    expect((await storedFacts(shop)).levels).toEqual(expectedFacts(connected.store, "2000-01-01").levels);
  });

  it("and one that is called off, too; one that is only changed has Shopify asked for nothing", async () => {
    await pool.query("UPDATE inventory_levels SET committed = 1 WHERE shop = $1 AND inventory_item_id = $2", [
      shop,
      variant.inventoryItem.id,
    ]);
    await send(null, new Date());
    await work();
    expect(await readIncompleteLevels(shop, 1)).toEqual([]);
    await send(null, new Date(), new Date());
    vi.advanceTimersByTime(20_000);
    await work();
    expect((await storedFacts(shop)).levels).toEqual(expectedFacts(connected.store, "2000-01-01").levels);
  });
});

it("an older quantity that comes late changes nothing, nor does one that Shopify was asked for since", async () => {
  const before = await stored();
  await tell({ available: 9_999, updatedAt: inSeconds(-60) });
  await tell({ available: 9_998, updatedAt: inSeconds(-30) });
  await work();
  expect(await stored()).toEqual(before);
  expect(await replans()).toEqual([]);
  expect(await statuses()).toEqual(["ignored", "ignored"]);
});

it("of several quantities the last one counts, whatever the order they come in", async () => {
  const [first, second, third] = [inSeconds(12), inSeconds(13), inSeconds(14)];
  await tell({ available: 50, updatedAt: first });
  await tell({ available: 40, updatedAt: third });
  await tell({ available: 60, updatedAt: second });
  await work();
  expect((await stored())?.available).toBe(40);
  expect(await statuses()).toEqual(["done", "ignored", "ignored"]);
});

it("a level that ends is gone, and comes back only when it is connected later", async () => {
  const disconnectedAt = inSeconds(20);
  const payload = { inventory_item_id: BigInt(variant.inventoryItem.id), location_id: BigInt(level.locationId) };
  await deliver(action, { shop, topic: "inventory_levels/disconnect", payload, triggeredAt: disconnectedAt });
  await work();
  expect(await stored()).toBeUndefined();
  expect(await replans()).toEqual([{ id: variant.id }]);
  await tell({ topic: "inventory_levels/connect", available: 7, updatedAt: inSeconds(25) });
  await work();
  expect(await stored()).toMatchObject({ available: 7 });
});
