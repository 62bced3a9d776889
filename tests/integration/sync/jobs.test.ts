import { connectShop, openApp, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readActiveLocationIds } from "~/data/locations";
import { saveSettings } from "~/data/shop-settings";
import { claimWork } from "~/data/shop-claims";
import { claimRun, failRun, openRun, readLatestRun } from "~/data/sync-runs";
import { readSyncStatus } from "~/data/sync-status";
import { pool } from "~/db.server";
import { startServices, stopServices } from "~/jobs.server";
import { action as receiveWebhook } from "~/routes/webhooks.data";
import { ensureFresh } from "~/sync/ensure-fresh";
import { enqueueReplan, retryRun, sendRun } from "~/sync/job-queue";
import { pullNow } from "./pulled-facts";
import { deliver, samplePayload } from "./signed-delivery";

let connected: ConnectedShop;
let shop: string;

const status = async (kind: "first-pull" | "refresh" | "order-history") => (await readLatestRun(shop, kind))?.status;
const patiently = { timeout: 40_000, interval: 100 };

beforeAll(async () => {
  connected = await connectShop();
  shop = connected.shop;
  await startServices();
});
afterAll(async () => {
  await stopServices();
  await connected.sandbox.close();
});

describe("a loader that asks for fresh data", () => {
  it("starts the first pull of a new shop at once, and only one", async () => {
    const answers = await Promise.all([ensureFresh(shop), ensureFresh(shop), ensureFresh(shop)]);
    expect(answers).toContain("first-pull-started");
    await vi.waitFor(async () => expect(await status("first-pull")).toBe("succeeded"), patiently);
    const { rows } = await pool.query("SELECT count(*)::integer AS runs FROM sync_runs WHERE kind = 'first-pull'");
    expect(rows).toEqual([{ runs: 1 }]);
  });

  it("finds the order history pulled in the background after that", async () => {
    await vi.waitFor(async () => expect(await status("order-history")).toBe("succeeded"), patiently);
    expect((await readSyncStatus(shop)).orderHistory?.objects).toBeGreaterThan(1_000);
  });

  it("finds fresh data fresh", async () => {
    expect(await ensureFresh(shop)).toBe("fresh");
  });

  it("starts a refresh when the data are old, and when the day has changed", async () => {
    const later = new Date(Date.now() + 16 * 60_000);
    expect(await ensureFresh(shop, later)).toBe("refresh-started");
    await vi.waitFor(async () => expect(await status("refresh")).toBe("succeeded"), patiently);

    await pool.query("UPDATE shops SET planned_window_end = planned_window_end - 1 WHERE shop = $1", [shop]);
    expect(await ensureFresh(shop)).toBe("refresh-started");
    await vi.waitFor(async () => expect(await status("refresh")).toBe("succeeded"), patiently);
    expect(await ensureFresh(shop)).toBe("fresh");
  });
});

describe("a location that is closed while a refresh is under way", () => {
  it("is closed in the plans too: another refresh follows", async () => {
    const { faults } = connected.sandbox.installation;
    const [location] = connected.store.locations;
    if (!location) throw new Error("The store has no location");
    faults.set({ latencyMs: 300 });
    expect(await ensureFresh(shop, new Date(Date.now() + 16 * 60_000))).toBe("refresh-started");
    const underWay = await readLatestRun(shop, "refresh");
    await vi.waitFor(async () => expect((await readLatestRun(shop, "refresh"))?.phase).toBe("reading"), patiently);

    location.isActive = false;
    const payload = samplePayload("locations/deactivate", { id: BigInt(location.id) });
    expect(await deliver(receiveWebhook, { shop, topic: "locations/deactivate", payload })).toBe(200);
    faults.clear();
    await vi.waitFor(async () => {
      const latest = await readLatestRun(shop, "refresh");
      expect(latest?.runId).not.toBe(underWay?.runId);
      expect(latest?.status).toBe("succeeded");
    }, patiently);
    expect(await readActiveLocationIds(shop)).not.toContain(location.id);
  });
});

describe("a replan", () => {
  it("takes over the settings that hold when it runs", async () => {
    await saveSettings(shop, { leadTimeDays: 21, leadTimeStdDevDays: 3 });
    await enqueueReplan(shop);
    const leadTimes = () =>
      pool.query(
        `SELECT DISTINCT lead_time_days AS days, lead_time_std_dev_days AS "stdDevDays" FROM plans WHERE shop = $1`,
        [shop],
      );
    await vi.waitFor(async () => expect((await leadTimes()).rows).toEqual([{ days: 21, stdDevDays: 3 }]), patiently);
  });
});

describe("a failed pull", () => {
  it("is not started again by every page, but by the merchant", async () => {
    connected.sandbox.installation.tokens.revokeAll();
    const later = new Date(Date.now() + 16 * 60_000);
    expect(await ensureFresh(shop, later)).toBe("refresh-started");
    await vi.waitFor(async () => expect(await status("refresh")).toBe("failed"), patiently);
    expect(await ensureFresh(shop, new Date())).toBe("no-access");

    await openApp(connected.sandbox);
    await retryRun(shop, "refresh");
    await vi.waitFor(async () => expect(await status("refresh")).toBe("succeeded"), patiently);
  });

  it("goes on at once when the merchant wants it to, though its repetition is due later", async () => {
    const { runId } = await openRun(shop, "refresh");
    await failRun(shop, runId, "unavailable", "Shopify could not answer.");
    await sendRun(shop, runId, "refresh", 600);
    await retryRun(shop, "refresh");
    await vi.waitFor(async () => {
      expect(await readLatestRun(shop, "refresh")).toMatchObject({ runId, status: "succeeded" });
    }, patiently);
  });

  it("goes on where it stopped when somebody looks at the shop later, if it is the first", async () => {
    const { shop: newShop, sandbox } = await connectShop({ domain: "second-shop.myshopify.com", skus: 20 });
    try {
      sandbox.installation.tokens.revokeAll();
      expect(await pullNow(newShop, "first-pull")).toMatchObject({ kind: "failed" });
      const failed = await readLatestRun(newShop, "first-pull");
      await openApp(sandbox);
      expect(await ensureFresh(newShop, new Date(Date.now() + 6 * 60_000))).toBe("first-pull-started");
      await vi.waitFor(async () => {
        expect(await readLatestRun(newShop, "first-pull")).toMatchObject({ runId: failed?.runId, status: "succeeded" });
      }, patiently);
      await vi.waitFor(async () => {
        expect((await readLatestRun(newShop, "order-history"))?.status).toBe("succeeded");
      }, patiently);
    } finally {
      await sandbox.close();
    }
  });
});

describe("a process that was killed", () => {
  it("leaves a pull that the next one takes up", async () => {
    await stopServices();
    const { runId } = await openRun(shop, "refresh");
    await pool.query(
      "UPDATE sync_runs SET phase = 'reading', updated_at = now() - interval '1 minute' WHERE run_id = $1",
      [runId],
    );
    await startServices();
    await vi.waitFor(async () => {
      const latest = await readLatestRun(shop, "refresh");
      expect(latest).toMatchObject({ runId, status: "succeeded" });
    }, patiently);
  });

  it("leaves nothing for which the next one waits that is alone", async () => {
    await stopServices();
    const { runId } = await openRun(shop, "refresh");
    const claimed = await claimRun(shop, runId);
    expect(await claimWork(shop, "deliveries", null)).not.toBeNull();
    await startServices({ isAlone: true });
    expect(await claimWork(shop, "deliveries", null)).not.toBeNull();
    const latest = await readLatestRun(shop, "refresh");
    const silentMs = Date.now() - (latest?.updatedAt.getTime() ?? 0);
    expect(latest?.claim !== claimed?.claim || silentMs > 15_000).toBe(true);
    await vi.waitFor(async () => {
      expect(await readLatestRun(shop, "refresh")).toMatchObject({ runId, status: "succeeded" });
    }, patiently);
  });
});
