import { connectShop, openApp, type ConnectedShop, type ShopOptions } from "./connected-shop";
import { DateTime } from "luxon";
import { afterEach, describe, expect, it } from "vitest";
import { claimRun, listAbandonedRuns, openRun, readLatestRun, reopenRun } from "~/data/sync-runs";
import { readSyncStatus } from "~/data/sync-status";
import { pool } from "~/db.server";
import { performRun } from "~/sync/perform-run";
import { hurryWaits } from "./hurried-clock";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";

hurryWaits();

const NOW = new Date("2026-11-20T10:00:00Z");
const WINDOW_START = "2026-08-22";
const UTC = { zone: "UTC" };

let connected: ConnectedShop | undefined;
let shops = 0;

async function connect(options: ShopOptions = {}): Promise<ConnectedShop> {
  shops += 1;
  connected = await connectShop({ domain: `shop-${shops}.myshopify.com`, today: NOW, ...options });
  return connected;
}
afterEach(() => connected?.sandbox.close());

/** Lets the latest run go on, as a repetition or the merchant's retry does. */
async function repeat(shop: string) {
  const latest = await readLatestRun(shop, "first-pull");
  if (!latest) throw new Error("There is no run to repeat");
  await reopenRun(shop, latest.runId);
  return performRun(shop, latest.runId, { stop: new AbortController().signal, now: NOW });
}

describe("a pull that meets troubles on the way", () => {
  it("gets through throttling, faults and broken connections", async () => {
    const { shop, sandbox, store } = await connect();
    sandbox.installation.faults.set({ throttle: 1, tooManyRequests: 1, serverErrors: 1, droppedConnections: 1 });
    expect(await pullNow(shop, "first-pull", NOW)).toEqual({ kind: "succeeded" });
    expect(await storedFacts(shop)).toEqual(expectedFacts(store, WINDOW_START));
  });

  it("reads on where a result file broke off", async () => {
    const { shop, sandbox, store } = await connect();
    sandbox.installation.faults.set({ truncatedResults: 2 });
    expect(await pullNow(shop, "first-pull", NOW)).toEqual({ kind: "succeeded" });
    expect(await storedFacts(shop)).toEqual(expectedFacts(store, WINDOW_START));
  });

  it("renews an access token that expires meanwhile", async () => {
    const { shop, sandbox } = await connect();
    await pool.query("UPDATE sessions SET expires = now() - interval '1 minute' WHERE shop = $1", [shop]);
    sandbox.installation.tokens.expireAll();
    expect(await pullNow(shop, "first-pull", NOW)).toEqual({ kind: "succeeded" });
  });
});

describe("a pull that fails", () => {
  it("says so when result files stay incomplete, and goes on from there when it is retried", async () => {
    const { shop, sandbox, store } = await connect();
    sandbox.installation.faults.set({ truncatedResults: 1_000 });
    expect(await pullNow(shop, "first-pull", NOW)).toMatchObject({ kind: "failed", code: "invalid-answer" });
    const { failure, hasPlan } = await readSyncStatus(shop);
    expect(failure?.message).toMatch(/should have \d+ lines, but \d+ could be read/);
    expect(hasPlan).toBe(false);

    sandbox.installation.faults.clear();
    const started = sandbox.installation.bulkOperations.all.length;
    expect(await repeat(shop)).toEqual({ kind: "succeeded" });
    expect(sandbox.installation.bulkOperations.all).toHaveLength(started);
    expect(await storedFacts(shop)).toEqual(expectedFacts(store, WINDOW_START));
    expect((await readSyncStatus(shop)).failure).toBeNull();
  });

  it("names the access scope that is missing, and does not repeat itself", async () => {
    const { shop } = await connect({ scopes: ["read_products", "read_inventory", "read_locations"] });
    const outcome = await pullNow(shop, "first-pull", NOW);
    expect(outcome).toEqual({ kind: "failed", code: "missing-scope", repeatAfterSeconds: null });
    expect((await readSyncStatus(shop)).failure).toMatchObject({
      code: "missing-scope",
      message: expect.stringContaining("read_orders") as string,
    });
  });

  it("asks to open the app when Shopify takes the token back, and works again after that", async () => {
    const { shop, sandbox } = await connect();
    sandbox.installation.tokens.revokeAll();
    const outcome = await pullNow(shop, "first-pull", NOW);
    expect(outcome).toEqual({ kind: "failed", code: "unauthorized", repeatAfterSeconds: null });
    expect((await readSyncStatus(shop)).failure?.message).toContain("Open the app in the Shopify admin");

    await openApp(sandbox);
    expect(await repeat(shop)).toEqual({ kind: "succeeded" });
  });

  it("starts another export when Shopify lost the first", async () => {
    const { shop, sandbox } = await connect();
    const { runId } = await openRun(shop, "first-pull");
    const state = {
      orders: { operationId: "gid://shopify/BulkOperation/1", found: 9, linesStored: 5, complete: false },
    };
    await pool.query("UPDATE sync_runs SET state = $3 WHERE shop = $1 AND run_id = $2", [
      shop,
      runId,
      JSON.stringify({
        orders: { ...state.orders, search: "created_at:>='2026-08-21T22:00:00Z'", knownFrom: WINDOW_START },
      }),
    ]);
    expect(await performRun(shop, runId, { stop: new AbortController().signal, now: NOW })).toMatchObject({
      kind: "failed",
      code: "unavailable",
    });
    expect(await repeat(shop)).toEqual({ kind: "succeeded" });
    expect(await storedFacts(shop)).toEqual(expectedFacts(connectedStore(), WINDOW_START));
    expect(sandbox.installation.bulkOperations.all.length).toBeGreaterThan(1);
  });

  it("leaves the last good plan in place", async () => {
    const { shop, sandbox } = await connect();
    await pullNow(shop, "first-pull", NOW);
    const plans = async () =>
      (await pool.query<object>("SELECT * FROM plans WHERE shop = $1 ORDER BY variant_id", [shop])).rows;
    const before = await plans();
    sandbox.installation.tokens.revokeAll();
    expect(await pullNow(shop, "refresh", NOW)).toMatchObject({ kind: "failed" });
    expect(await plans()).toEqual(before);
    expect(before).toHaveLength(40);
  });
});

describe("a pull that is interrupted", () => {
  it("is given back when the app stops, and goes on with the same exports", async () => {
    const { shop, sandbox, store } = await connect();
    const { runId } = await openRun(shop, "first-pull");
    const stop = new AbortController();
    const running = performRun(shop, runId, { stop: stop.signal, now: NOW });
    await waitForExports(shop);
    stop.abort(new Error("The app is stopping"));
    expect(await running).toEqual({ kind: "released" });
    expect(await listAbandonedRuns()).toContainEqual({ shop, runId, kind: "first-pull", phase: "queued" });

    expect(await performRun(shop, runId, { stop: new AbortController().signal, now: NOW })).toEqual({
      kind: "succeeded",
    });
    expect(sandbox.installation.bulkOperations.all).toHaveLength(2);
    expect(await storedFacts(shop)).toEqual(expectedFacts(store, WINDOW_START));
  });

  it("is taken up when its process was killed, and by nobody before", async () => {
    const { shop } = await connect();
    const { runId } = await openRun(shop, "first-pull");
    expect(await claimRun(shop, runId)).not.toBeNull();
    const stop = new AbortController().signal;
    expect(await performRun(shop, runId, { stop, now: NOW })).toEqual({ kind: "not-claimed" });
    expect(await listAbandonedRuns()).toEqual([]);

    await pool.query("UPDATE sync_runs SET updated_at = now() - interval '1 minute' WHERE shop = $1", [shop]);
    expect(await listAbandonedRuns()).toContainEqual({ shop, runId, kind: "first-pull", phase: "shop" });
    expect(await performRun(shop, runId, { stop, now: NOW })).toEqual({ kind: "succeeded" });
  });
});

describe("a shop that hides orders older than 60 days", () => {
  it("has its demand window cut to the days that are seen whole, and says so", async () => {
    const now = new Date();
    const { shop, store } = await connect({
      today: now,
      scopes: ["read_products", "read_inventory", "read_locations", "read_orders"],
    });
    expect(await pullNow(shop, "first-pull", now)).toEqual({ kind: "succeeded" });
    const sixtyDaysAgo = DateTime.fromJSDate(now)
      .minus({ hours: 60 * 24 })
      .setZone("Europe/Berlin");
    const firstWholeDay = sixtyDaysAgo.plus({ days: 1 }).toISODate() ?? "";
    expect(await readSyncStatus(shop)).toMatchObject({ cutWindow: true, ordersKnownFrom: firstWholeDay });
    const { rows } = await pool.query("SELECT max(observed_days) AS days FROM plans WHERE shop = $1", [shop]);
    const today = DateTime.fromJSDate(now).setZone("Europe/Berlin").toISODate() ?? "";
    expect(rows).toEqual([
      { days: DateTime.fromISO(today, UTC).diff(DateTime.fromISO(firstWholeDay, UTC), "days").days },
    ]);
    const visible = expectedFacts(store, firstWholeDay).dailyDemand;
    expect((await storedFacts(shop)).dailyDemand).toEqual(expect.arrayContaining(visible));
  });
});

function connectedStore() {
  if (!connected) throw new Error("No shop is connected");
  return connected.store;
}

/** Until the run has noted both of its exports. */
async function waitForExports(shop: string): Promise<void> {
  for (;;) {
    const state = (await readLatestRun(shop, "first-pull"))?.state;
    if (state?.catalogue?.operationId && state.orders?.operationId) return;
  }
}
