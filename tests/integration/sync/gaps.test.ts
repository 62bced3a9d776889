import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { randomUUID } from "node:crypto";
import { notePresence } from "~/data/app-presence";
import { countMissedChanges, readLatestRun } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { ensureFresh } from "~/sync/ensure-fresh";
import { closeQueue } from "~/sync/job-queue";
import { processDeliveries } from "~/sync/process-deliveries";
import { pullNow } from "./pulled-facts";

let connected: ConnectedShop;
let shop: string;

beforeAll(async () => {
  connected = await connectShop({ skus: 20 });
  shop = connected.shop;
  await pool.query("UPDATE shops SET installed_at = now() - interval '3 days'");
  await pullNow(shop, "first-pull");
});
afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});
beforeEach(async () => {
  await pool.query(
    `DELETE FROM sync_runs WHERE kind = 'refresh'; DELETE FROM webhook_deliveries;
     UPDATE shops SET refresh_asked_at = NULL; UPDATE sync_runs SET started_at = now()`,
  );
});

describe("an app that was down", () => {
  const downFor = (minutes: number) =>
    pool.query("UPDATE app_presence SET seen_at = now() - make_interval(mins => $1)", [minutes]);

  it("has every shop refreshed, since webhooks may have been missed, though the data are young", async () => {
    expect(await notePresence(180)).toBeNull();
    await downFor(10);
    expect((await notePresence(180))?.getTime()).toBeLessThan(Date.now() - 9 * 60_000);
    expect(await ensureFresh(shop)).toBe("refresh-started");
    expect(await notePresence(180)).toBeNull();
  });

  it("for the moment of a restart alone has nothing refreshed", async () => {
    await downFor(2);
    expect(await notePresence(180)).toBeNull();
    expect(await ensureFresh(shop)).toBe("fresh");
  });
});

/** A delivery of something that does not concern the plan. */
async function receive({
  minutesAgo,
  subjectId = "1",
  topic = "orders/edited",
  status = "pending",
}: {
  minutesAgo: number;
  subjectId?: string;
  topic?: string;
  status?: "pending" | "done";
}) {
  await pool.query(
    `INSERT INTO webhook_deliveries (shop, webhook_id, topic, subject_id, triggered_at, received_at, status)
     VALUES ($1, $2, $3, $4, now() - make_interval(mins => $5), now() - make_interval(mins => $5), $6)`,
    [shop, randomUUID(), topic, subjectId, minutesAgo, status],
  );
}

describe("a delivery after a long silence", () => {
  const work = () => processDeliveries(shop, { signal: new AbortController().signal });
  const refresh = async () => (await readLatestRun(shop, "refresh"))?.status;

  it("has the shop refreshed, once", async () => {
    await receive({ minutesAgo: 70, status: "done" });
    await receive({ minutesAgo: 0 });
    await work();
    expect(await refresh()).toBe("running");
    await pool.query("DELETE FROM sync_runs WHERE kind = 'refresh'; UPDATE sync_runs SET started_at = now()");
    await receive({ minutesAgo: 0 });
    await work();
    expect(await refresh()).toBeUndefined();
  });

  it("of some minutes has nothing refreshed", async () => {
    await receive({ minutesAgo: 50, status: "done" });
    await receive({ minutesAgo: 0 });
    await work();
    expect(await refresh()).toBeUndefined();
  });
});

describe("a refresh", () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const stockedVariants = () =>
    connected.store.products
      .flatMap(({ variants }) => variants)
      .filter(({ inventoryItem }) => inventoryItem.tracked && inventoryItem.levels.length > 0);
  const stockedAt = (index: number) => {
    const variant = stockedVariants()[index];
    const level = variant?.inventoryItem.levels[0];
    if (!variant || !level) throw new Error(`The store has no variant ${index} in stock`);
    return { variant, level };
  };
  /** Orders of some days ago: the last ones can be younger than the changes that a test makes. */
  const soldOrders = () =>
    connected.store.orders
      .filter(({ lines }) => lines.some(({ variantId }) => variantId !== null))
      .filter(({ createdAt }) => createdAt < ago(3 * 24 * 60));

  it("counts the changes of which a webhook should have told and none had", async () => {
    const [missedOrder, toldOrder, youngOrder] = soldOrders().slice(-3);
    if (!missedOrder || !toldOrder || !youngOrder) throw new Error("The store has too few orders");
    for (const order of [missedOrder, toldOrder]) Object.assign(order, { test: !order.test, updatedAt: ago(10) });
    Object.assign(youngOrder, { test: !youngOrder.test, updatedAt: ago(0) });
    await receive({ minutesAgo: 10, subjectId: toldOrder.id, topic: "orders/updated", status: "done" });

    const { variant: costed } = stockedAt(0);
    Object.assign(costed, { sku: "MISSED", updatedAt: ago(10) });
    const { level: sold } = stockedAt(1);
    Object.assign(sold, { available: sold.available - 1, updatedAt: ago(10) });
    // Of what is on its way from a vendor no webhook tells.
    const { level: expected } = stockedAt(2);
    Object.assign(expected, { incoming: expected.incoming + 12, updatedAt: ago(10) });

    expect(await pullNow(shop, "refresh")).toEqual({ kind: "succeeded" });
    expect(await countMissedChanges(shop)).toBe(3);
    expect(await pullNow(shop, "refresh")).toEqual({ kind: "succeeded" });
    expect(await countMissedChanges(shop)).toBe(3);
  });

  it("looks further back, for what Shopify's search was late to know of, where no webhook can have told of it", async () => {
    const { level } = stockedAt(3);
    Object.assign(level, { available: level.available - 1, updatedAt: ago(30) });
    expect(await pullNow(shop, "refresh")).toEqual({ kind: "succeeded" });
    expect(await countMissedChanges(shop)).toBe(0);
    await pool.query("UPDATE shops SET refresh_asked_at = now()");
    expect(await pullNow(shop, "refresh")).toEqual({ kind: "succeeded" });
    expect(await countMissedChanges(shop)).toBe(1);
  });
});
