import { connectShop, openApp, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { BulkOperation } from "../../../sandbox/bulk-operations";
import { readShop } from "~/data/shops";
import { openRun, readLatestRun, reopenRun } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { action as receiveWebhook } from "~/routes/webhooks.data";
import { connectToShop } from "~/shopify/connect";
import { finishBulkOperation, startBulkOperation } from "~/shopify/bulk-operation";
import { readShopFacts } from "~/shopify/shop-facts";
import { ensureFresh } from "~/sync/ensure-fresh";
import { closeQueue } from "~/sync/job-queue";
import { performRun } from "~/sync/perform-run";
import { hurryWaits, unhurriedClock } from "./hurried-clock";
import { pullNow } from "./pulled-facts";
import { deliver, samplePayload } from "./signed-delivery";

hurryWaits();

const EXPORT = "query { products { edges { node { id } } } }";

let connected: ConnectedShop;
let other: ConnectedShop;
let shop: string;

beforeAll(async () => {
  connected = await connectShop({ skus: 20 });
  other = await connectShop({ domain: "other-shop.myshopify.com", skus: 10, seed: 2 });
  shop = connected.shop;
});
afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
  await other.sandbox.close();
});
beforeEach(() => connected.sandbox.installation.faults.clear());

describe("the client", () => {
  const ask = (patienceMs: number) => readShopFacts(connectToShop(shop, { patienceMs, clock: unhurriedClock }));

  it("gives up on an answer that does not come, and says what to do", async () => {
    connected.sandbox.installation.faults.set({ latencyMs: 30_000 });
    const startedAt = performance.now();
    await expect(ask(400)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("shopifystatus.com") as string,
    });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it("waits as long as Retry-After says before it asks again", async () => {
    connected.sandbox.installation.faults.set({ tooManyRequests: 1 });
    const startedAt = performance.now();
    await ask(10_000);
    expect(performance.now() - startedAt).toBeGreaterThan(1_900);
  });

  it("gives up at once where that would be longer than its patience", async () => {
    connected.sandbox.installation.faults.set({ tooManyRequests: 1 });
    await expect(ask(1_000)).rejects.toMatchObject({ code: "throttled" });
  });

  it("renews an access token that expired, once for requests that find it so at the same time", async () => {
    await pool.query("UPDATE sessions SET expires = now() - interval '1 minute' WHERE shop = $1", [shop]);
    connected.sandbox.installation.tokens.expireAll();
    await expect(Promise.all([ask(5_000), ask(5_000), ask(5_000)])).resolves.toHaveLength(3);
  });
});

describe("a bulk operation", () => {
  const latest = (): BulkOperation => {
    const operation = connected.sandbox.installation.bulkOperations.all.at(-1);
    if (!operation) throw new Error("There is no bulk operation");
    return operation;
  };

  it.each([
    ["failed", () => Object.assign(latest(), { status: "FAILED" })],
    ["was cancelled", () => Object.assign(latest(), { status: "CANCELED" })],
    ["has expired", () => Object.assign(latest(), { status: "EXPIRED" })],
    ["has no file any more", () => connected.sandbox.installation.bulkOperations.expireResults()],
  ])("that %s leads to another one when the run is repeated", async (_what, meddle) => {
    const client = connectToShop(shop);
    const operationId = await startBulkOperation(client, EXPORT);
    await finishBulkOperation(client, operationId, () => {});
    meddle();
    const { runId } = await openRun(shop, "first-pull");
    const catalogue = { operationId, found: 0, linesStored: 0, complete: false, observedAt: new Date().toISOString() };
    await pool.query("UPDATE sync_runs SET state = $3 WHERE shop = $1 AND run_id = $2", [
      shop,
      runId,
      JSON.stringify({ catalogue }),
    ]);
    const stop = new AbortController().signal;
    expect(await performRun(shop, runId, { stop })).toMatchObject({ code: "unavailable", repeatAfterSeconds: 15 });
    expect(await reopenRun(shop, runId)).toBe(true);
    expect(await performRun(shop, runId, { stop })).toEqual({ kind: "succeeded" });
  });

  it("waits for one of five places", async () => {
    const { all } = connected.sandbox.installation.bulkOperations;
    const client = connectToShop(shop);
    while (all.length < 5) await finishBulkOperation(client, await startBulkOperation(client, EXPORT), () => {});
    const five = all.slice(-5);
    for (const operation of five) operation.status = "RUNNING";
    const starting = startBulkOperation(client, EXPORT);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(latest()).toBe(five.at(-1));
    for (const operation of five) operation.status = "COMPLETED";
    expect(await starting).toContain(latest().id);
  });

  it("is looked at as soon as Shopify says that it ended", async () => {
    const client = connectToShop(shop);
    const id = await startBulkOperation(client, EXPORT);
    await finishBulkOperation(client, id, () => {});
    latest().status = "RUNNING";
    const sleeping = vi.fn((_milliseconds: number, signal?: AbortSignal) => unhurriedClock.sleep(3_600_000, signal));
    const finishing = finishBulkOperation(client, id, () => {}, { clock: { ...unhurriedClock, sleep: sleeping } });
    await vi.waitFor(() => expect(sleeping).toHaveBeenCalledTimes(1), { timeout: 10_000 });
    latest().status = "COMPLETED";
    const payload = samplePayload("bulk_operations/finish", { admin_graphql_api_id: id, status: "completed" });
    expect(await deliver(receiveWebhook, { shop, topic: "bulk_operations/finish", payload })).toBe(200);
    expect(await finishing).toMatchObject({ id });
    expect(sleeping).toHaveBeenCalledTimes(1);
  });

  it("is looked at from time to time when Shopify never says that it ended", async () => {
    const client = connectToShop(shop);
    const id = await startBulkOperation(client, EXPORT);
    await finishBulkOperation(client, id, () => {});
    latest().status = "RUNNING";
    let polls = 0;
    await finishBulkOperation(client, id, () => {
      polls += 1;
      if (polls === 3) latest().status = "COMPLETED";
    });
    expect(polls).toBe(4);
  });
});

describe("a shop that takes the app's access back", () => {
  const later = () => new Date(Date.now() + 16 * 60_000);

  it("has all of its work ended, and none begun, until a merchant opens the app again", async () => {
    await pullNow(shop, "first-pull");
    await pullNow(other.shop, "first-pull");
    const { runId: history } = await openRun(shop, "order-history");
    connected.sandbox.installation.tokens.revokeAll();
    expect(await pullNow(shop, "refresh")).toEqual({ kind: "failed", code: "unauthorized", repeatAfterSeconds: null });
    expect(await readLatestRun(shop, "order-history")).toMatchObject({ runId: history, status: "failed" });
    expect((await readShop(shop))?.accessLostAt).toBeInstanceOf(Date);
    expect((await readShop(other.shop))?.accessLostAt).toBeNull();

    const requests = () => Reflect.get(connected.sandbox.installation.state(), "requests") as number;
    const before = requests();
    expect(await ensureFresh(shop, later())).toBe("no-access");
    expect(requests()).toBe(before);

    await openApp(connected.sandbox);
    expect((await readShop(shop))?.accessLostAt).toBeNull();
    expect(await ensureFresh(shop)).toBe("fresh");
    expect(await ensureFresh(shop, later())).toBe("refresh-started");
  });
});
