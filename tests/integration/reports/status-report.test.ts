import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { failRun, openRun, readLatestRun, saveRunProgress, succeedRun, runStateSchema } from "~/data/sync-runs";
import { installShop, noteAccessLost } from "~/data/shops";
import { db, pool } from "~/db.server";
import { readStatus } from "~/reports/status-report";
import { closeQueue } from "~/sync/job-queue";
import { pullNow } from "~/sync/pull-now";
import { makePlan, storePlans, storeShop } from "./stored-plans";

const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

beforeEach(async () => {
  await pool.query("DELETE FROM sync_runs");
  await pool.query("DELETE FROM shops");
  await pool.query("DELETE FROM webhook_deliveries");
  await storeShop(SHOP);
  await storeShop(OTHER_SHOP);
});

afterAll(closeQueue);

async function pullWell(shop: string): Promise<void> {
  const { runId } = await openRun(shop, "first-pull");
  await saveRunProgress(shop, runId, { phase: "reading", objects: 120, state: runStateSchema.parse({}) });
  await succeedRun(shop, runId);
}

async function pullInVain(shop: string, code: string): Promise<void> {
  const { runId } = await openRun(shop, "refresh");
  await failRun(shop, runId, code, "Shopify did not answer.");
}

const stateOf = async (now?: Date) => (await readStatus(SHOP, now)).state;

describe("the status of a shop", () => {
  it("tells a shop that was never pulled from one that is being pulled, and both from one that is well", async () => {
    expect(await readStatus(SHOP)).toMatchObject({
      state: { kind: "never-pulled", isUnderWay: false },
      lastPull: null,
      plans: { skus: 0, oldestPlannedAt: null },
      backtestedAt: null,
      failures: [],
    });
    const { runId } = await openRun(SHOP, "first-pull");
    expect(await stateOf()).toEqual({ kind: "never-pulled", isUnderWay: true });
    await succeedRun(SHOP, runId);
    expect(await stateOf()).toEqual({ kind: "well" });
  });

  it("is stale when the last good pull is longer ago than /healthz accepts", async () => {
    await pullWell(SHOP);
    expect(await stateOf(inHours(25.9))).toEqual({ kind: "well" });
    expect(await stateOf(inHours(26.1))).toMatchObject({ kind: "stale" });
  });

  it("is failing while the latest pull failed, and says what to do", async () => {
    await pullWell(SHOP);
    await pullInVain(SHOP, "unavailable");
    expect(await readStatus(SHOP)).toMatchObject({
      state: { kind: "failing", message: "Shopify did not answer.", hasPlan: true },
      lastPull: { objects: 120 },
      failures: [{ kind: "refresh", message: "Shopify did not answer.", isRepaired: false }],
    });
    const { runId } = await openRun(SHOP, "refresh");
    await succeedRun(SHOP, runId);
    expect(await readStatus(SHOP)).toMatchObject({ state: { kind: "well" }, failures: [{ isRepaired: true }] });
  });

  it("has lost its access when Shopify refuses the token, until a merchant opens the app", async () => {
    await pullWell(SHOP);
    await pullInVain(SHOP, "unauthorized");
    await noteAccessLost(SHOP);
    expect(await stateOf()).toMatchObject({ kind: "access-lost" });
    await installShop(SHOP, []);
    expect(await stateOf()).toEqual({ kind: "access-renewed" });
  });

  it("tells what the last comparison with Shopify has found, once it was carried through", async () => {
    await pullWell(SHOP);
    const { runId } = await openRun(SHOP, "reconciliation");
    const none = { missing: 0, different: 0, extra: 0 };
    const comparison = {
      begunAt: "2026-03-10T02:00:00Z",
      finishedAt: "2026-03-10T02:20:00Z",
      compared: { variant: 3, level: 9, "order-line": 40 },
      differences: { variant: none, level: { ...none, different: 1 }, "order-line": none },
    };
    const state = runStateSchema.parse({ comparison });
    await saveRunProgress(SHOP, runId, { phase: "planning", objects: 52, state });
    expect((await readStatus(SHOP)).comparison).toBeNull();
    await succeedRun(SHOP, runId);
    const { begunAt: _, ...told } = comparison;
    expect((await readStatus(SHOP)).comparison).toEqual(told);
  });

  it("counts the webhooks of the shop alone, and is as young as the last that was acted on", async () => {
    await pullWell(SHOP);
    const topic = "orders/updated";
    const at = (minutesAgo: number) => new Date(Date.now() + 3_600_000 - minutesAgo * 60_000);
    const deliveries = [
      { webhookId: "1", status: "done", triggeredAt: at(10), receivedAt: at(9) },
      { webhookId: "2", status: "ignored", triggeredAt: at(8), receivedAt: at(7) },
      { webhookId: "3", status: "failed", triggeredAt: at(7), receivedAt: at(6), error: "no such zone" },
      { webhookId: "4", status: "unexpected", triggeredAt: at(6), receivedAt: at(5) },
    ];
    await db.webhookDelivery.createMany({
      data: [
        ...deliveries.map((delivery) => ({ ...delivery, shop: SHOP, topic })),
        ...["5", "6"].map((webhookId) => ({
          shop: OTHER_SHOP,
          webhookId,
          topic,
          triggeredAt: at(1),
          receivedAt: at(1),
        })),
      ],
    });
    const status = await readStatus(SHOP);
    expect(status.webhooks).toMatchObject({
      received: 4,
      ignored: 1,
      pending: 0,
      failed: 1,
      unexpected: 1,
      failures: [{ topic, error: "no such zone" }],
    });
    const lastOne = deliveries[3]?.receivedAt.toISOString();
    expect(status.webhooks.lastReceivedAt).toBe(lastOne);
    expect(status.dataAsOf).toBe(lastOne);

    const waiting = { shop: SHOP, webhookId: "7", topic, triggeredAt: at(20), receivedAt: at(2) };
    await db.webhookDelivery.create({ data: waiting });
    expect(await readStatus(SHOP)).toMatchObject({
      webhooks: { pending: 1, received: 5 },
      dataAsOf: waiting.triggeredAt.toISOString(),
    });
  });

  it("shows every run under way with how far it has come", async () => {
    await pullWell(SHOP);
    const { runId } = await openRun(SHOP, "backtest");
    const state = runStateSchema.parse({ backtest: { items: 200, judged: 50 } });
    await saveRunProgress(SHOP, runId, { phase: "planning", objects: 50, state });
    expect((await readStatus(SHOP, inHours(1))).running).toMatchObject([
      { kind: "backtest", phase: "planning", objects: 50, found: 200 },
    ]);
  });

  it("counts the shop's own plans, requests and jobs, and none of another shop's", async () => {
    await storePlans([makePlan(SHOP, 1), makePlan(OTHER_SHOP, 1), makePlan(OTHER_SHOP, 2)]);
    await pool.query("INSERT INTO replan_requests (shop, variant_id) VALUES ($1, 1), ($2, 1), ($2, 2)", [
      SHOP,
      OTHER_SHOP,
    ]);
    await pullNow(OTHER_SHOP);
    await pullWell(SHOP);
    await pullNow(SHOP);
    const status = await readStatus(SHOP);
    expect(status.plans).toMatchObject({ skus: 1, waiting: 1 });
    expect(status.plans.waitingSince).not.toBeNull();
    expect(status.queue?.waiting).toBe(1);
    expect(status.running.map(({ kind }) => kind)).toEqual(["refresh"]);
    expect((await readStatus(OTHER_SHOP)).running.map(({ kind }) => kind)).toEqual(["first-pull"]);
  });
});

describe("pulling now", () => {
  it("begins the first pull of a new shop, and says of a second wish that it is under way", async () => {
    expect(await pullNow(SHOP)).toBe("started");
    expect(await pullNow(SHOP)).toBe("under-way");
    expect(await readLatestRun(SHOP, "first-pull")).toMatchObject({ status: "running" });
    expect(await readLatestRun(OTHER_SHOP, "first-pull")).toBeNull();
  });

  it("reads what changed in a shop that was pulled, once for two wishes at the same time", async () => {
    await pullWell(SHOP);
    const answers = await Promise.all([pullNow(SHOP), pullNow(SHOP)]);
    expect(answers.sort()).toEqual(["started", "under-way"]);
    const { rows } = await pool.query("SELECT kind FROM sync_runs WHERE shop = $1 AND status = 'running'", [SHOP]);
    expect(rows).toEqual([{ kind: "refresh" }]);
  });

  it("compares everything when asked, and reads what changed no second time meanwhile", async () => {
    await pullWell(SHOP);
    expect(await pullNow(SHOP, "reconciliation")).toBe("started");
    expect(await pullNow(SHOP)).toBe("under-way");
    expect((await readStatus(SHOP)).running.map(({ kind }) => kind)).toEqual(["reconciliation"]);
  });
});
