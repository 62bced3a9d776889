import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LevelFacts } from "~/data/inventory-levels";
import { storeLocations } from "~/data/locations";
import type { OrderLineFacts } from "~/data/order-lines";
import { findPlans } from "~/data/plan-queries";
import { countReplanRequests, listUnplannable, requestReplans } from "~/data/replan-requests";
import { claimWork, releaseWork } from "~/data/shop-claims";
import { saveSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { readLatestRun } from "~/data/sync-runs";
import { inTransaction } from "~/data/transaction";
import { db, pool } from "~/db.server";
import { startServices, stopServices } from "~/jobs.server";
import { logger } from "~/ops/logger";
import { readStatus } from "~/reports/status-report";
import { answerReplanRequests, takePlanningTurn } from "~/sync/answer-replan-requests";
import { changeItemPolicies } from "~/sync/change-item-policies";
import type * as EnsureFresh from "~/sync/ensure-fresh";
import { closeQueue, enqueueReplan } from "~/sync/job-queue";
import { replanRequested, replanShop } from "~/sync/replan";
import { takeOverLevels, takeOverOrderLines } from "~/sync/take-over";

// Pulls need Shopify, which is not here: one that is due would fail for want of access, and end the shop's other runs with it.
vi.mock("~/sync/start-reconciliations", () => ({ startDueReconciliations: () => Promise.resolve() }));
vi.mock("~/sync/ensure-fresh", async (importOriginal) => ({
  ...(await importOriginal<typeof EnsureFresh>()),
  refreshDueShops: () => Promise.resolve(),
}));

const SHOP = "turns.myshopify.com";
const ADA = { id: "user 1", name: "Ada" };
const patiently = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  const yesterday = new Date(Date.now() - 86_400_000);
  await db.shop.create({ data: { shop: SHOP, timeZone: "UTC", currency: "GBP", ordersKnownFrom: yesterday } });
  await pool.query(
    `INSERT INTO variants (shop, variant_id, product_id, product_title, sku, inventory_item_id, tracked,
       created_at, updated_at)
     SELECT $1, id, id, 'Mug', 'MUG-' || id, id, true, now(), now() FROM generate_series(1, 5) AS id`,
    [SHOP],
  );
  await replanShop(SHOP);
});

beforeEach(() => pool.query("DELETE FROM replan_requests"));
afterEach(() => vi.restoreAllMocks());
afterAll(closeQueue);

const takeTurn = (shop = SHOP) => takePlanningTurn(shop, { signal: new AbortController().signal });

const request = () =>
  inTransaction((transaction) =>
    requestReplans(transaction, SHOP, "SELECT variant_id FROM variants WHERE shop = $1 AND variant_id > 0"),
  );

async function plannedSince(begin: Date): Promise<string[]> {
  const plans = await findPlans(SHOP, ["1", "2", "3", "4", "5"]);
  return plans.filter(({ plannedAt }) => new Date(plannedAt) >= begin).map(({ variantId }) => variantId);
}

describe("a variant that cannot be planned", () => {
  beforeEach(async () => {
    vi.spyOn(logger, "error").mockReturnValue();
    // No form lets that through.
    await pool.query("INSERT INTO item_policies (shop, variant_id, service_level) VALUES ($1, 3, 2)", [SHOP]);
  });
  afterEach(() => pool.query("DELETE FROM item_policies WHERE shop = $1", [SHOP]));

  it.each([
    ["its request", () => request().then(() => replanRequested(SHOP))],
    ["all plans of the shop", () => replanShop(SHOP)],
  ])("does not hold up the others when %s is answered, and is named", async (_, plan) => {
    const begin = new Date();
    await plan();
    expect(await plannedSince(begin)).toEqual(["1", "2", "4", "5"]);
    expect(await listUnplannable(SHOP, 10)).toEqual([
      { sku: "MUG-3", title: "Mug", error: expect.any(String) as string },
    ]);
    expect((await readStatus(SHOP)).plans).toMatchObject({ waiting: 0, unplannable: [{ sku: "MUG-3" }] });
    // Not at once again.
    expect(await countReplanRequests(SHOP)).toBe(0);

    await request();
    expect(await countReplanRequests(SHOP)).toBe(5);
    expect(await listUnplannable(SHOP, 10)).toEqual([]);
  });
});

describe("a turn at planning", () => {
  it("is one process's at a time for a shop", async () => {
    await request();
    const held = await claimWork(SHOP, "replans", null);
    await takeTurn();
    expect(await countReplanRequests(SHOP)).toBe(5);

    if (held) await releaseWork(SHOP, "replans", held);
    await takeTurn();
    expect(await countReplanRequests(SHOP)).toBe(0);
  });

  it("that ends before all is planned has the shop queue again", async () => {
    await request();
    await takePlanningTurn(SHOP, { signal: AbortSignal.abort() });
    expect(await countReplanRequests(SHOP)).toBe(5);
    const { rows } = await pool.query(
      "SELECT data FROM pgboss.job WHERE name = 'replan-requests' AND state = 'created'",
    );
    expect(rows).toEqual([{ data: { shop: SHOP } }]);
  });
});

describe("a change while others plan its shop", () => {
  const BUSY_SHOP = "busy.myshopify.com";
  /** On the second page of variants, so that the demand is read long before its plan is made. */
  const LAST = "501";
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();

  beforeAll(async () => {
    await db.shop.create({ data: { shop: BUSY_SHOP, timeZone: "UTC", currency: "GBP", ordersKnownFrom: new Date(0) } });
    await storeLocations(BUSY_SHOP, [{ locationId: "1", name: "Shop", active: true }]);
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       SELECT $1, id, id, 'Mug', id, true, '2026-01-01', now() FROM generate_series(1, 501) AS id`,
      [BUSY_SHOP],
    );
    await setStock(100);
    await sell(40);
    await replanShop(BUSY_SHOP);
    await takeTurn(BUSY_SHOP);
  });

  function setStock(available: number) {
    const level: LevelFacts = {
      inventoryItemId: LAST,
      locationId: "1",
      available,
      onHand: available,
      committed: 0,
      incoming: 0,
      reserved: 0,
      updatedAt: new Date().toISOString(),
    };
    return takeOverLevels(BUSY_SHOP, [level], new Date());
  }

  function sell(units: number, changes: Partial<OrderLineFacts> = {}) {
    const line: OrderLineFacts = {
      orderLineId: "1",
      orderId: "1",
      variantId: LAST,
      orderedAt: yesterday,
      units,
      cancelled: false,
      test: false,
      orderUpdatedAt: new Date().toISOString(),
      ...changes,
    };
    return takeOverOrderLines(BUSY_SHOP, "UTC", [line]);
  }

  const plan = async () => (await findPlans(BUSY_SHOP, [LAST]))[0];
  /** Plans the shop, with something happening once the first page is planned, and whatever is left to be planned then. */
  async function planMeanwhile(happens: () => Promise<unknown>) {
    let hasHappened = false;
    await replanShop(BUSY_SHOP, {
      onProgress: async () => {
        if (hasHappened) return;
        hasHappened = true;
        await happens();
      },
    });
    await takeTurn(BUSY_SHOP);
  }

  it("is planned for: an order that is called off once all demand was read", async () => {
    expect(await plan()).toMatchObject({ unitsSold: 40, available: 100 });
    await planMeanwhile(() => sell(40, { cancelled: true }));
    expect(await plan()).toMatchObject({ unitsSold: 0 });
  });

  it("is planned for: stock that changes again after a turn has planned it", async () => {
    await planMeanwhile(async () => {
      await setStock(50);
      await takeTurn(BUSY_SHOP);
      expect(await plan()).toMatchObject({ available: 50 });
      await setStock(0);
    });
    expect(await plan()).toMatchObject({ available: 0 });
  });

  it("is planned for by a process whose clock is behind that of the one that made the former plan", async () => {
    await setStock(70);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    await takeTurn(BUSY_SHOP).finally(() => vi.useRealTimers());
    await setStock(60);
    await takeTurn(BUSY_SHOP);
    expect(await plan()).toMatchObject({ available: 60 });
  });
});

describe("a change whose plans cannot be made at once", () => {
  it("stands, and its plans follow", async () => {
    const logged = vi.spyOn(logger, "error").mockReturnValue();
    await pool.query("UPDATE shops SET currency = NULL WHERE shop = $1", [SHOP]);
    const changed = await changeItemPolicies(SHOP, { variantIds: ["1"], changes: { packSize: 6 }, actor: ADA });
    expect(changed).toMatchObject({ kind: "changed", planned: false });
    expect(logged).toHaveBeenCalledOnce();
    expect(await countReplanRequests(SHOP)).toBe(1);

    await pool.query("UPDATE shops SET currency = 'GBP' WHERE shop = $1", [SHOP]);
    expect(await answerReplanRequests(SHOP, new Date())).toBe(true);
    expect((await findPlans(SHOP, ["1"]))[0]).toMatchObject({ packSize: 6 });
  });
});

describe("work that a process left", () => {
  afterEach(stopServices);

  it("is taken up when the next one starts: what was asked for, and all plans after a change of settings", async () => {
    await saveSettings(SHOP, { leadTimeDays: 21 });
    expect((await readShop(SHOP))?.replanAskedAt).toBeInstanceOf(Date);
    await request();
    await startServices();
    await vi.waitFor(async () => expect(await countReplanRequests(SHOP)).toBe(0), patiently);
    await vi.waitFor(async () => expect((await readLatestRun(SHOP, "replan"))?.status).toBe("succeeded"), patiently);
    expect((await findPlans(SHOP, ["2"]))[0]).toMatchObject({ leadTimeDays: 21 });
    expect((await readShop(SHOP))?.replanAskedAt).toBeNull();
  });

  it("is no more than what was left: a replan that was asked for twice is one", async () => {
    await Promise.all([enqueueReplan(SHOP), enqueueReplan(SHOP)]);
    const { rows } = await pool.query("SELECT FROM sync_runs WHERE kind = 'replan' AND status = 'running'");
    expect(rows).toHaveLength(1);
  });
});
