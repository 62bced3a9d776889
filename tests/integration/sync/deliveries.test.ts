import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimWork } from "~/data/shop-claims";
import { SHOP_TABLES } from "~/data/shops";
import { pool } from "~/db.server";
import { action } from "~/routes/webhooks.data";
import { closeQueue } from "~/sync/job-queue";
import { processDeliveries } from "~/sync/process-deliveries";
import { pullNow } from "./pulled-facts";
import { deliver, samplePayload, type Delivery } from "./signed-delivery";

const NOW = new Date("2026-11-20T10:00:00Z");
/** Above 2^53, where a JavaScript number would be 9007199254740992 or ...994. */
const ORDER_ID = 9_007_199_254_740_993n;
const LINE_ID = 9_007_199_254_741_001n;

let connected: ConnectedShop;
let shop: string;
let variantId: string;

beforeAll(async () => {
  connected = await connectShop({ domain: "first-shop.myshopify.com", today: NOW, skus: 30 });
  shop = connected.shop;
  variantId = connected.store.products[0]?.variants[0]?.id ?? "";
  await pullNow(shop, "first-pull", NOW);
});
afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});

interface OrderChanges {
  id?: bigint;
  quantity?: number;
  createdAt?: string;
  updatedAt?: string;
  cancelledAt?: string | null;
  test?: boolean;
}

function order(changes: OrderChanges = {}): object {
  const { id = ORDER_ID, quantity = 3, createdAt = "2026-11-18T09:00:00Z", updatedAt = createdAt } = changes;
  return samplePayload("orders/updated", {
    id,
    created_at: createdAt,
    updated_at: updatedAt,
    cancelled_at: changes.cancelledAt ?? null,
    test: changes.test ?? false,
    line_items: [
      { id: LINE_ID + id - ORDER_ID, variant_id: BigInt(variantId), quantity, current_quantity: 0 },
      { id: 77n, variant_id: null, quantity: 1, current_quantity: 1 },
    ],
  });
}

const send = (delivery: Omit<Delivery, "shop"> & { shop?: string }) => deliver(action, { shop, ...delivery });
const work = (now = NOW) => processDeliveries(shop, { signal: new AbortController().signal, now });

async function linesOf(orderId: bigint) {
  const { rows } = await pool.query<{ units: number; cancelled: boolean; day: string }>(
    "SELECT order_line_id AS id, units, cancelled, day FROM order_lines WHERE shop = $1 AND order_id = $2 ORDER BY 1",
    [shop, orderId.toString()],
  );
  return rows;
}

async function demandOn(day: string): Promise<number> {
  const { rows } = await pool.query<{ units: number }>(
    "SELECT units FROM daily_demand WHERE shop = $1 AND variant_id = $2 AND day = $3",
    [shop, variantId, day],
  );
  return rows[0]?.units ?? 0;
}

async function statuses(): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ status: string; count: number }>(
    "SELECT status, count(*)::integer AS count FROM webhook_deliveries WHERE shop = $1 GROUP BY status",
    [shop],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

async function forgetDeliveries() {
  await pool.query("DELETE FROM webhook_deliveries WHERE shop = $1", [shop]);
}

const clearReplans = () => pool.query("DELETE FROM replan_requests WHERE shop = $1", [shop]);
async function replans(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT variant_id AS id FROM replan_requests WHERE shop = $1 ORDER BY 1",
    [shop],
  );
  return rows.map(({ id }) => id);
}

describe("receiving a delivery", () => {
  it("refuses one with a wrong or without a signature with 401, and keeps nothing", async () => {
    expect(await send({ topic: "orders/create", payload: order(), secret: "forged" })).toBe(401);
    expect(await send({ topic: "orders/create", payload: order(), headers: { "x-shopify-hmac-sha256": "" } })).toBe(
      401,
    );
    const unsigned = new Request("http://localhost:4000/webhooks/data", { method: "POST", body: "{}" });
    await expect(action({ request: unsigned, params: {}, context: {} })).rejects.toMatchObject({ status: 401 });
    expect(await statuses()).toEqual({});
  });

  it("refuses a signed body that was changed on its way", async () => {
    const headers = { "x-shopify-hmac-sha256": "c2lnbmVk" };
    expect(await send({ topic: "orders/create", body: '{"id":1}', headers })).toBe(401);
  });

  it("refuses a body that is larger than any order", async () => {
    expect(await send({ topic: "orders/create", body: " ".repeat(8 * 1024 * 1024 + 1) })).toBe(413);
  });

  it("acknowledges one of a shop that has not the app, and keeps nothing", async () => {
    expect(await send({ topic: "orders/create", payload: order(), shop: "stranger.myshopify.com" })).toBe(200);
    const { rows } = await pool.query("SELECT FROM webhook_deliveries");
    expect(rows).toEqual([]);
  });

  it("keeps one that comes three times once, with every digit of its ids and nothing of the customer", async () => {
    const delivery = { topic: "orders/create", payload: order(), webhookId: "one", triggeredAt: NOW };
    expect(await Promise.all([send(delivery), send(delivery), send(delivery)])).toEqual([200, 200, 200]);
    const { rows } = await pool.query("SELECT webhook_id, subject_id, payload FROM webhook_deliveries");
    expect(rows).toEqual([
      {
        webhook_id: "one",
        subject_id: ORDER_ID.toString(),
        payload: {
          id: ORDER_ID.toString(),
          created_at: "2026-11-18T09:00:00Z",
          updated_at: "2026-11-18T09:00:00Z",
          cancelled_at: null,
          test: false,
          line_items: [
            { id: LINE_ID.toString(), variant_id: variantId, quantity: 3 },
            { id: "77", variant_id: null, quantity: 1 },
          ],
        },
      },
    ]);
    await forgetDeliveries();
  });
});

describe("an order", () => {
  it("is stored with the quantity that was ordered, counts on its day, and has its variant planned anew", async () => {
    await clearReplans();
    const before = await demandOn("2026-11-18");
    await send({ topic: "orders/create", payload: order(), triggeredAt: "2026-11-18T09:00:01Z" });
    await work();
    expect(await linesOf(ORDER_ID)).toEqual([
      { id: LINE_ID.toString(), units: 3, cancelled: false, day: "2026-11-18" },
    ]);
    expect(await demandOn("2026-11-18")).toBe(before + 3);
    expect(await replans()).toEqual([variantId]);
    expect(await statuses()).toEqual({ done: 1 });
  });

  it("of today changes no plan yet", async () => {
    await clearReplans();
    const id = ORDER_ID + 1n;
    await send({ topic: "orders/create", payload: order({ id, createdAt: "2026-11-20T09:00:00Z" }) });
    await work();
    expect(await demandOn("2026-11-20")).toBe(3);
    expect(await replans()).toEqual([]);
  });

  it("that is cancelled counts no more", async () => {
    const before = await demandOn("2026-11-18");
    const cancelled = order({ updatedAt: "2026-11-19T09:00:00Z", cancelledAt: "2026-11-19T09:00:00Z" });
    await send({ topic: "orders/cancelled", payload: cancelled, triggeredAt: "2026-11-19T09:00:00.5Z" });
    await work();
    expect(await demandOn("2026-11-18")).toBe(before - 3);
  });

  it("keeps its newest state when older ones come late, also those of the same second", async () => {
    await forgetDeliveries();
    const cancelled = { updatedAt: "2026-11-19T09:00:00Z", cancelledAt: "2026-11-19T09:00:00Z" };
    await send({ topic: "orders/cancelled", payload: order(cancelled), triggeredAt: "2026-11-19T09:00:00.500001Z" });
    await work();
    await send({ topic: "orders/updated", payload: order({ quantity: 5 }), triggeredAt: "2026-11-19T08:59:00Z" });
    await send({
      topic: "orders/updated",
      payload: order({ quantity: 5, updatedAt: "2026-11-19T09:00:00Z" }),
      triggeredAt: "2026-11-19T09:00:00.5Z",
    });
    await work();
    expect(await linesOf(ORDER_ID)).toMatchObject([{ units: 3, cancelled: true }]);
    expect(await statuses()).toEqual({ done: 1, ignored: 2 });
  });

  it("takes the newest of several states that wait together", async () => {
    const states = [3, 1, 2].map((minute) => ({
      topic: "orders/updated",
      payload: order({ quantity: 10 + minute, updatedAt: `2026-11-19T10:0${minute}:00Z` }),
      triggeredAt: `2026-11-19T10:0${minute}:00Z`,
    }));
    for (const state of states) await send(state);
    await work();
    expect(await linesOf(ORDER_ID)).toMatchObject([{ units: 13, cancelled: false }]);
  });

  it("that is deleted stays deleted, whatever comes late, or an older export still has", async () => {
    const before = await demandOn("2026-11-18");
    await send({ topic: "orders/delete", payload: { id: ORDER_ID }, triggeredAt: "2026-11-19T11:00:00Z" });
    await work();
    expect(await linesOf(ORDER_ID)).toEqual([]);
    expect(await demandOn("2026-11-18")).toBe(before - 13);
    const late = order({ updatedAt: "2026-11-19T12:00:00Z" });
    await send({ topic: "orders/updated", payload: late, triggeredAt: "2026-11-19T10:59:00Z" });
    await work();
    expect(await linesOf(ORDER_ID)).toEqual([]);
  });

  it("that was edited is asked for, once Shopify has not told its new state by itself", async () => {
    const edited = connected.store.orders.findLast((one) => one.lines.some((line) => line.variantId !== null));
    if (!edited) throw new Error("The store has no order");
    const line = edited.lines.find((one) => one.variantId !== null);
    if (!line) throw new Error("The order has no line");
    line.quantity += 4;
    edited.updatedAt = "2026-11-20T09:30:00Z";
    const orderEdit = { id: 1n, order_id: BigInt(edited.id), committed_at: edited.updatedAt };
    await send({ topic: "orders/edited", payload: { order_edit: orderEdit }, triggeredAt: edited.updatedAt });
    await work();
    expect((await statuses()).pending).toBe(1);
    await pool.query("UPDATE webhook_deliveries SET due_at = now() WHERE shop = $1 AND status = 'pending'", [shop]);
    await work();
    expect(await linesOf(BigInt(edited.id))).toContainEqual(
      expect.objectContaining({ id: line.id, units: line.quantity }),
    );
    expect((await statuses()).pending).toBeUndefined();
  });

  it("in another form than expected is kept without its values, counted, and asked for", async () => {
    await forgetDeliveries();
    const strange = connected.store.orders.findLast((one) => one.lines.some((line) => line.variantId !== null));
    if (!strange) throw new Error("The store has no order");
    strange.cancelledAt = "2026-11-20T09:45:00Z";
    strange.updatedAt = "2026-11-20T09:45:00Z";
    const payload = samplePayload("orders/updated", { id: BigInt(strange.id), line_items: "Jane Doe", created_at: 5n });
    await send({ topic: "orders/updated", payload, triggeredAt: strange.updatedAt });
    const { rows } = await pool.query("SELECT payload, unexpected FROM webhook_deliveries WHERE shop = $1", [shop]);
    expect(rows).toEqual([{ payload: null, unexpected: ["created_at", "line_items"] }]);
    await work();
    expect((await linesOf(BigInt(strange.id))).every(({ cancelled }) => cancelled)).toBe(true);
    expect(await statuses()).toEqual({ done: 1 });
  });
});

describe("a delivery that can't be acted on", () => {
  it("is left to the next pull when it tells of nothing known", async () => {
    await forgetDeliveries();
    await send({ topic: "orders/create", body: "no JSON" });
    await send({ topic: "orders/create", payload: { number: 5 } });
    await send({ topic: "carts/update", payload: { id: 5n } });
    await work();
    expect(await statuses()).toEqual({ unexpected: 3 });
  });

  it("does not hold up the others, and is given up after eight attempts", async () => {
    await forgetDeliveries();
    // The database takes no line of this order.
    await pool.query("ALTER TABLE order_lines ADD CONSTRAINT poison CHECK (units <> 666)");
    await send({ topic: "orders/create", payload: order({ id: ORDER_ID + 2n }) });
    await send({ topic: "orders/create", payload: order({ id: ORDER_ID + 3n, quantity: 666 }), webhookId: "poison" });
    await send({ topic: "orders/create", payload: order({ id: ORDER_ID + 4n }) });
    await work();
    expect(await statuses()).toEqual({ done: 2, pending: 1 });
    expect(await linesOf(ORDER_ID + 4n)).toHaveLength(1);
    for (let attempt = 2; attempt <= 8; attempt++) {
      await pool.query("UPDATE webhook_deliveries SET due_at = now() WHERE webhook_id = 'poison'");
      await work();
    }
    const { rows } = await pool.query(
      "SELECT status, attempts, error FROM webhook_deliveries WHERE webhook_id = 'poison'",
    );
    expect(rows).toEqual([{ status: "failed", attempts: 8, error: expect.stringContaining("poison") as string }]);
    await pool.query("ALTER TABLE order_lines DROP CONSTRAINT poison");
  });

  it("changes nothing when the process ends in the middle, and is worked on afterwards", async () => {
    await forgetDeliveries();
    const id = ORDER_ID + 6n;
    const before = await demandOn("2026-11-18");
    await send({ topic: "orders/create", payload: order({ id }) });
    // The transaction breaks off where all but the last step is done.
    await pool.query("ALTER TABLE webhook_deliveries ADD CONSTRAINT crash CHECK (status <> 'done')");
    await work();
    expect(await linesOf(id)).toEqual([]);
    expect(await demandOn("2026-11-18")).toBe(before);
    await pool.query("ALTER TABLE webhook_deliveries DROP CONSTRAINT crash");
    await pool.query("UPDATE webhook_deliveries SET due_at = now()");
    await work();
    expect(await linesOf(id)).toHaveLength(1);
    expect(await demandOn("2026-11-18")).toBe(before + 3);
    expect(await statuses()).toEqual({ done: 1 });
  });

  it("waits while another process works for the shop, and for its turn after that process died", async () => {
    await forgetDeliveries();
    expect(await claimWork(shop, "deliveries", null)).toBeInstanceOf(Date);
    await send({ topic: "orders/create", payload: order({ id: ORDER_ID + 5n }) });
    await work();
    expect(await statuses()).toEqual({ pending: 1 });
    await pool.query("UPDATE shops SET deliveries_claimed_until = now() - interval '1 second' WHERE shop = $1", [shop]);
    await work();
    expect(await statuses()).toEqual({ done: 1 });
  });
});

describe("the database", () => {
  it("holds nothing of the customers whose orders were told of", async () => {
    const personal = /john|jon@|smith|steve|shipper|shipping street|elm st|kentucky|k2h7a8|123-123-1234|jane/i;
    for (const table of SHOP_TABLES) {
      const { rows } = await pool.query<{ row: string }>(`SELECT ${table}::text AS row FROM ${table}`);
      expect(
        rows.filter(({ row }) => personal.test(row)),
        table,
      ).toEqual([]);
    }
  });
});
