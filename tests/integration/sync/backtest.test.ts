import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readItemBacktest, readLatestBacktest } from "~/data/backtests";
import { readCalibration, usesCalibration } from "~/data/calibrations";
import { saveSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { openRun, readLatestRun } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { startServices, stopServices } from "~/jobs.server";
import { addDays, daysBetween } from "~/planning/calendar";
import { ensureFresh } from "~/sync/ensure-fresh";
import { performRun } from "~/sync/perform-run";
import { runBacktest } from "~/sync/run-backtest";
import { RunProgress } from "~/sync/run-progress";
import { redactShop } from "~/sync/shop-lifecycle";
import { startDueBacktests } from "~/sync/start-backtests";
import { pullNow } from "./pulled-facts";

const OTHER_SHOP = "other-shop.myshopify.com";
const patiently = { timeout: 50_000, interval: 100 };

let connected: ConnectedShop;
let shop: string;

beforeAll(async () => {
  connected = await connectShop();
  shop = connected.shop;
});
afterAll(async () => {
  await stopServices();
  await connected.sandbox.close();
});

const count = async (table: string) =>
  (await pool.query<{ rows: number }>(`SELECT count(*)::integer AS rows FROM ${table} WHERE shop = $1`, [shop])).rows[0]
    ?.rows;

/** As a worker would, with other bounds. */
async function replayNow(mostItems: number): Promise<void> {
  const { runId } = await openRun(shop, "backtest");
  const run = await readLatestRun(shop, "backtest");
  if (run?.runId !== runId) throw new Error("The run was not opened");
  await runBacktest({ shop, progress: new RunProgress(run), signal: new AbortController().signal }, { mostItems });
  await pool.query("UPDATE sync_runs SET status = 'succeeded', finished_at = now() WHERE run_id = $1", [runId]);
}

describe("a shop's backtest", () => {
  it("follows the first pull and the pull of older orders, in a process of its own", async () => {
    await startServices();
    await ensureFresh(shop);
    await vi.waitFor(async () => expect((await readLatestRun(shop, "backtest"))?.status).toBe("succeeded"), patiently);
    const stored = await readLatestBacktest(shop);
    const { rows } = await pool.query<{ knownFrom: string }>(
      `SELECT orders_known_from AS "knownFrom" FROM shops WHERE shop = $1`,
      [shop],
    );
    expect(stored?.firstDay).toBe(rows[0]?.knownFrom);
    expect(stored?.items).toBe(stored?.itemsSold);
    const verdict = stored?.verdict;
    if (stored === null || verdict?.kind !== "judged") throw new Error(`Not judged: ${verdict?.kind}`);
    // The default window of 90 days, and the default lead time of 14 days after the last plan.
    expect(verdict.firstOrigin).toBe(89);
    expect(addDays(stored.firstDay, verdict.lastOrigin)).toBe(addDays(stored.windowEnd, -14));
    expect(verdict.total.promised).toBeCloseTo(0.95, 9);
    expect(verdict.total.methods.calibrated.coverage).toBeGreaterThan(0.9);
    expect(verdict.byVendor.length).toBeGreaterThan(1);
  });

  it("judges items one by one", async () => {
    const { rows } = await pool.query<{ variantId: string }>(
      `SELECT variant_id AS "variantId" FROM item_backtests WHERE shop = $1 ORDER BY lead_times DESC`,
      [shop],
    );
    const verdict = (await readLatestBacktest(shop))?.verdict;
    expect(verdict).toMatchObject({ kind: "judged", total: { items: rows.length } });
    const item = await readItemBacktest(shop, rows[0]?.variantId ?? "");
    expect(item).toMatchObject({ variantId: rows[0]?.variantId, promised: 0.95 });
    expect(item?.leadTimes).toBeGreaterThan(100);
    expect(item?.methods.normal.coverage).toBeGreaterThan(0);
  });

  it("leaves a calibration to plan by, and nothing that another shop sees", async () => {
    expect((await readCalibration(shop))?.replayedLeadTimes).toBeGreaterThan(1_000);
    expect(await readCalibration(OTHER_SHOP)).toBeNull();
    expect(await readLatestBacktest(OTHER_SHOP)).toBeNull();
    expect(await readItemBacktest(OTHER_SHOP, "1")).toBeNull();
  });

  it("is due again on the next day only, once that day's orders were pulled", async () => {
    const before = await readLatestRun(shop, "backtest");
    await startDueBacktests();
    expect((await readLatestRun(shop, "backtest"))?.runId).toBe(before?.runId);

    await pool.query("UPDATE backtests SET window_end = window_end - 1 WHERE shop = $1", [shop]);
    await startDueBacktests();
    await vi.waitFor(async () => {
      const latest = await readLatestRun(shop, "backtest");
      expect(latest?.runId).not.toBe(before?.runId);
      expect(latest?.status).toBe("succeeded");
    }, patiently);
    expect(await count("backtests")).toBe(2);
  });

  it("has the shop planned anew when an item is planned by what it learnt", async () => {
    expect(await usesCalibration(shop)).toBe(false);
    await pool.query("INSERT INTO item_policies (shop, variant_id, method) VALUES ($1, 1, 'calibrated')", [shop]);
    expect(await usesCalibration(shop)).toBe(true);
    await pool.query("DELETE FROM item_policies WHERE shop = $1", [shop]);
    await saveSettings(shop, { method: "calibrated" });
    expect(await usesCalibration(shop)).toBe(true);
    const plannedAt = async () =>
      (await pool.query<{ at: Date }>("SELECT min(planned_at) AS at FROM plans WHERE shop = $1", [shop])).rows[0]?.at;
    const before = await plannedAt();
    await pool.query("UPDATE backtests SET window_end = window_end - 2 WHERE shop = $1", [shop]);
    await startDueBacktests();
    await vi.waitFor(async () => expect(await plannedAt()).not.toEqual(before), patiently);
    await stopServices();
  });

  it("asks for these plans before its run ends, so that none ends without", async () => {
    await pool.query("UPDATE shops SET replan_asked_at = NULL WHERE shop = $1", [shop]);
    await replayNow(2);
    expect((await readShop(shop))?.replanAskedAt).toBeInstanceOf(Date);
  });

  it("takes an evenly spread sample of a large catalogue", async () => {
    await replayNow(10);
    const stored = await readLatestBacktest(shop);
    expect(stored?.items).toBe(10);
    expect(stored?.itemsSold).toBeGreaterThan(20);
    const { rows } = await pool.query<{ place: number }>(
      `SELECT place::integer FROM (
         SELECT variant_id, row_number() OVER (ORDER BY variant_id) AS place FROM variants
         WHERE shop = $1 AND tracked AND deleted_at IS NULL
           AND EXISTS (SELECT FROM daily_demand AS demand WHERE demand.shop = $1 AND demand.variant_id = variants.variant_id)
       ) AS sold JOIN item_backtests USING (variant_id) WHERE shop = $1 ORDER BY place`,
      [shop],
    );
    const widest = Math.ceil((stored?.itemsSold ?? 0) / 10);
    rows.slice(1).forEach(({ place }, index) => expect(place - (rows[index]?.place ?? 0)).toBeLessThanOrEqual(widest));
  });

  it("is given back when the app stops", async () => {
    const { runId } = await openRun(shop, "backtest");
    const stop = new AbortController();
    const running = performRun(shop, runId, { stop: stop.signal });
    await vi.waitFor(async () => expect((await readLatestRun(shop, "backtest"))?.phase).toBe("planning"), patiently);
    stop.abort(new Error("The app is stopping"));
    expect(await running).toEqual({ kind: "released" });
    expect(await readLatestRun(shop, "backtest")).toMatchObject({ runId, status: "running", phase: "queued" });
  });

  it("says when too little is known to judge, while older orders are hidden from the app", async () => {
    const { rows } = await pool.query<{ knownFrom: string; windowEnd: string }>(
      `UPDATE shops SET orders_known_from = (SELECT max(window_end) - 59 FROM backtests WHERE backtests.shop = $1)
       WHERE shop = $1 RETURNING orders_known_from AS "knownFrom"`,
      [shop],
    );
    expect(await pullNow(shop, "backtest")).toEqual({ kind: "succeeded" });
    const stored = await readLatestBacktest(shop);
    // 90 days of window, 28 of plans and 14 that follow the last one, less one, of which 60 are known.
    expect(stored?.verdict).toEqual({ kind: "short-history", missingDays: 90 + 28 + 14 - 1 - 60 });
    expect(daysBetween(rows[0]?.knownFrom ?? "", stored?.windowEnd ?? "")).toBe(59);
    expect(await count("item_backtests")).toBe(0);
  });

  it("is deleted with the shop, and none is stored after that", async () => {
    await redactShop(shop);
    for (const table of ["backtests", "item_backtests", "calibrations"]) expect(await count(table)).toBe(0);
  });
});
