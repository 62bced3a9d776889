import { beforeEach, expect, it } from "vitest";
import { claimRun, failRun, keepRunAlive, openRun, readLastPullStart, reopenRun, type RunKind } from "~/data/sync-runs";
import { readSyncStatus } from "~/data/sync-status";
import { pool } from "~/db.server";

const shop = "first-shop.myshopify.com";

/** Finished runs, one a minute from noon on; the last of the list is the latest. */
async function storeRuns(kind: RunKind, statuses: readonly ("succeeded" | "failed")[]): Promise<void> {
  await pool.query(
    `INSERT INTO sync_runs (shop, run_id, kind, status, phase, started_at, finished_at)
     SELECT $1, $2 || '-' || number, $2, status, 'done', start.at, start.at
     FROM unnest($3::text[]) WITH ORDINALITY AS run (status, number),
       LATERAL (SELECT timestamptz '2026-03-01T12:00:00Z' + number * interval '1 minute' AS at) AS start`,
    [shop, kind, statuses],
  );
}

async function storedRuns(kind: RunKind): Promise<string[]> {
  const { rows } = await pool.query<{ runId: string }>(
    `SELECT run_id AS "runId" FROM sync_runs WHERE shop = $1 AND kind = $2 AND status <> 'running' ORDER BY started_at`,
    [shop, kind],
  );
  return rows.map(({ runId }) => runId);
}

const failures = (count: number) => Array.from({ length: count }, () => "failed" as const);
const runIds = (kind: RunKind, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${kind}-${first + index}`);

beforeEach(() => pool.query("DELETE FROM sync_runs"));

it("a new run leaves 20 finished ones of its kind, and all of the others", async () => {
  await storeRuns("first-pull", failures(25));
  await storeRuns("refresh", failures(25));
  await openRun(shop, "refresh");
  expect(await storedRuns("refresh")).toEqual(runIds("refresh", 6, 25));
  expect(await storedRuns("first-pull")).toHaveLength(25);
});

it("the latest run that succeeded stays, however many failed since", async () => {
  await storeRuns("refresh", ["succeeded", "succeeded", ...failures(30)]);
  await openRun(shop, "refresh");
  expect(await storedRuns("refresh")).toEqual(["refresh-2", ...runIds("refresh", 13, 32)]);
  expect(await readLastPullStart(shop)).toEqual(new Date("2026-03-01T12:02:00Z"));
});

it("the status of a shop is that of the latest run of each kind", async () => {
  await storeRuns("first-pull", ["failed", "succeeded"]);
  await storeRuns("order-history", ["failed", "succeeded", "failed"]);
  await storeRuns("refresh", ["failed", "succeeded", "failed", "failed"]);
  const status = await readSyncStatus(shop);
  expect(status).toMatchObject({ running: null, lastPulledAt: new Date("2026-03-01T12:02:00Z"), hasPlan: true });
  expect(status.failure).toMatchObject({ kind: "refresh", failedAt: new Date("2026-03-01T12:04:00Z") });
  expect(status.orderHistory).toMatchObject({ status: "failed", startedAt: new Date("2026-03-01T12:03:00Z") });

  await openRun(shop, "refresh");
  expect(await readSyncStatus(shop)).toMatchObject({ running: { kind: "refresh" }, failure: null });
});

it("a shop has one pull at a time, of whatever kind, and other work beside it", async () => {
  const refresh = await openRun(shop, "refresh");
  expect(await openRun(shop, "reconciliation")).toEqual({ runId: refresh.runId, isNew: false });
  expect(await openRun(shop, "backtest")).toMatchObject({ isNew: true });
  expect(await openRun("second-shop.myshopify.com", "reconciliation")).toMatchObject({ isNew: true });

  await failRun(shop, refresh.runId, "unavailable", "Shopify could not answer.");
  await openRun(shop, "reconciliation");
  expect(await reopenRun(shop, refresh.runId)).toBe(false);
});

it("a run whose process was silent for long belongs to the one that takes it over", async () => {
  const { runId } = await openRun(shop, "refresh");
  const first = await claimRun(shop, runId);
  expect(await claimRun(shop, runId)).toBeNull();
  expect(first && (await keepRunAlive(first))).toBe(true);

  await pool.query("UPDATE sync_runs SET updated_at = now() - interval '1 minute'");
  const second = await claimRun(shop, runId);
  expect(first && (await keepRunAlive(first))).toBe(false);
  expect(second && (await keepRunAlive(second))).toBe(true);
});
