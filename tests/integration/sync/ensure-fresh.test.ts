import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createApiToken, readApiTokens, revokeApiToken } from "~/data/api-tokens";
import { readLatestRun } from "~/data/sync-runs";
import { db, pool } from "~/db.server";
import { keepFresh, refreshDueShops } from "~/sync/ensure-fresh";
import { closeQueue } from "~/sync/job-queue";
import { storeShop } from "../reports/stored-plans";

const ACTOR = { id: "user 1", name: "Ada" };
const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";
const HOUR_MS = 3_600_000;

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

async function storePull(shop: string, startedAt: Date): Promise<void> {
  const run = { shop, runId: randomUUID(), kind: "refresh", status: "succeeded", phase: "done" };
  await db.syncRun.create({ data: { ...run, startedAt, finishedAt: startedAt } });
}

const isRefreshing = async (shop: string) => (await readLatestRun(shop, "refresh"))?.status === "running";

beforeEach(async () => {
  for (const table of ["sync_runs", "shops", "webhook_deliveries", "api_tokens"])
    await pool.query(`DELETE FROM ${table}`);
  for (const shop of [SHOP, OTHER_SHOP]) {
    await storeShop(shop, { installedAt: hoursAgo(100) });
    await storePull(shop, hoursAgo(2));
  }
});

afterAll(closeQueue);

describe("a shop at which nobody looks", () => {
  it("is left in peace for a day: webhooks bring its changes", async () => {
    await refreshDueShops();
    expect(await isRefreshing(SHOP)).toBe(false);
    await refreshDueShops(new Date(Date.now() + 23 * HOUR_MS));
    expect(await isRefreshing(SHOP)).toBe(true);
  });

  it("is refreshed every hour while a script can read its data", async () => {
    await createApiToken(SHOP, { name: "nightly export", canWrite: false }, ACTOR);
    await refreshDueShops();
    expect(await isRefreshing(SHOP)).toBe(true);
    expect(await isRefreshing(OTHER_SHOP)).toBe(false);
  });

  it("is left in peace again once its tokens hold no more", async () => {
    await createApiToken(SHOP, { name: "export", canWrite: false }, ACTOR);
    const [token] = await readApiTokens(SHOP);
    await revokeApiToken(SHOP, { tokenId: token?.tokenId ?? "", now: new Date(), actor: ACTOR });
    await createApiToken(SHOP, { name: "trial", canWrite: false, expiresAt: hoursAgo(1) }, ACTOR);
    await refreshDueShops();
    expect(await isRefreshing(SHOP)).toBe(false);
  });

  it.each(["failed", "unexpected"])("is refreshed within the hour after a webhook that was %s", async (status) => {
    const delivery = { shop: SHOP, webhookId: "1", topic: "orders/updated", triggeredAt: hoursAgo(1.5), status };
    await db.webhookDelivery.create({ data: { ...delivery, processedAt: hoursAgo(1.4) } });
    const before = { shop: OTHER_SHOP, webhookId: "2", topic: "orders/updated", triggeredAt: hoursAgo(4), status };
    await db.webhookDelivery.create({ data: { ...before, processedAt: hoursAgo(3) } });
    await refreshDueShops();
    expect(await isRefreshing(SHOP)).toBe(true);
    // What the last pull came after, it has brought.
    expect(await isRefreshing(OTHER_SHOP)).toBe(false);
  });
});

describe("a page that stays open", () => {
  it("has data that are older than a quarter of an hour refreshed, and looks once a minute", async () => {
    const minutesLater = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    await storePull(SHOP, new Date());
    await keepFresh(SHOP, minutesLater(14.5));
    await keepFresh(SHOP, minutesLater(15.2));
    expect(await isRefreshing(SHOP)).toBe(false);
    await keepFresh(SHOP, minutesLater(15.6));
    expect(await isRefreshing(SHOP)).toBe(true);
  });
});
