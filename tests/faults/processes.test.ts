import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";
import type { AppProcess } from "./app-process";
import { FIRST_PULL_DONE, NOTHING_PENDING, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { expectShopsTruth } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let faulty: FaultyShop;
/** Beside the one that takes the webhooks. */
let other: AppProcess;

const SETTLE_LIMIT_MS = 600_000;
const KINDS = ["refresh", "reconciliation"] as const;

describe.skipIf(!DATABASES.includes("server"))("two processes of the app on one database", () => {
  beforeAll(async () => {
    faulty = await startFaultyShop({ on: "server", skus: SIZE.skus });
    await faulty.query(COUNT_WORK);
    other = await faulty.anotherApp();
    await faulty.open();
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
  });
  afterAll(() => faulty.close());

  it("pull a new shop once", async () => {
    expect(await timesClaimed("first-pull")).toEqual([1]);
    expect(await timesClaimed("order-history")).toEqual([1]);
    // The catalogue, the orders of the demand window, and those before it.
    expect(faulty.sandbox.installation.bulkOperations.all).toHaveLength(3);
  });

  it("act on each webhook once, and pull a shop one time after the other, without a deadlock", async () => {
    const { traffic, webhooks, faults } = faulty.sandbox.installation;
    faults.set({ webhooks: { duplicateShare: 0.2 }, seed: 11 });
    const burst = traffic.burst(burstSchema.parse({ changes: SIZE.changes, seed: 11 }));
    for (const kind of [...KINDS, ...KINDS]) {
      await Promise.all([pull(kind, faulty.app), pull(kind, other)]);
      await sleep(500);
      // One is under way, or has just ended.
      await Promise.all(KINDS.flatMap((wished) => [pull(wished, other), pull(wished, faulty.app)]));
      await untilIdle();
    }
    await burst;
    expect(await webhooks.settled(SETTLE_LIMIT_MS)).toBe(true);
    await faulty.until(NOTHING_PENDING, [faulty.shop]);
    await untilIdle();
    faults.clear();

    const [acted] = await faulty.query<{ deliveries: number; most: number; received: number }>(
      `SELECT count(*)::integer AS deliveries, max(times)::integer AS most,
         (SELECT count(*)::integer FROM webhook_deliveries) AS received
       FROM (SELECT count(*) AS times FROM work_done WHERE what = 'delivery' GROUP BY id) AS delivery`,
    );
    expect(acted).toEqual({ deliveries: acted?.received, most: 1, received: acted?.received });
    expect(acted?.received).toBeGreaterThan(SIZE.changes);
    for (const kind of KINDS) expect(new Set(await timesClaimed(kind))).toEqual(new Set([1]));
    expect(await faulty.query(PULLS_AT_THE_SAME_TIME)).toEqual([]);
    await expectNoDeadlock();
  });

  it("do what a schedule asks for once", async () => {
    expect(
      await faulty.query(
        `SELECT name, count(*)::integer AS jobs, count(DISTINCT singleton_on)::integer AS periods
         FROM pgboss.job WHERE singleton_on IS NOT NULL AND name <> 'refresh-due-shops' AND state = 'completed'
         GROUP BY name HAVING count(*) <> count(DISTINCT singleton_on) OR count(*) > 2`,
      ),
    ).toEqual([]);
    const scheduled = await faulty.query("SELECT DISTINCT name FROM pgboss.job WHERE singleton_on IS NOT NULL");
    expect(scheduled).toHaveLength(6);
  });

  it("take over from the queue what the other gives back when it is told to stop", async () => {
    const runId = await beginReconciliation(other);
    await other.stop();
    await faulty.until(TAKEN_OVER, [runId]);
    expect(await claimsFrom(runId)).toEqual(["queue", "queue"]);
    await expectToEndWell(runId);
    await other.start();
  });

  it("take over by themselves what the other leaves when it is killed", async () => {
    const runId = await beginReconciliation(other);
    await other.kill();
    if (!SIZE.waitsForSilence) await faulty.passTime();
    await faulty.until(TAKEN_OVER, [runId]);
    expect(await claimsFrom(runId)).toEqual(["queue", "process"]);
    await expectToEndWell(runId);
    await expectNoDeadlock();
    await expectShopsTruth(faulty);
    await other.start();
  });
});

/** Notes in the database itself who did what how often. */
const COUNT_WORK = `
  CREATE TABLE work_done (what text, id text, taken_from text, at timestamptz DEFAULT clock_timestamp());
  CREATE FUNCTION note_delivery() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO work_done VALUES ('delivery', NEW.webhook_id); RETURN NULL; END $$;
  CREATE TRIGGER acted_on AFTER UPDATE ON webhook_deliveries FOR EACH ROW
    WHEN (OLD.status = 'pending' AND NEW.status <> 'pending') EXECUTE FUNCTION note_delivery();
  CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      INSERT INTO work_done VALUES (NEW.kind, NEW.run_id, CASE OLD.phase WHEN 'queued' THEN 'queue' ELSE 'process' END);
      RETURN NULL;
    END $$;
  CREATE TRIGGER claimed AFTER UPDATE ON sync_runs FOR EACH ROW
    WHEN (NEW.claim IS DISTINCT FROM OLD.claim) EXECUTE FUNCTION note_claim();`;

const PULLS_AT_THE_SAME_TIME = `
  WITH pull AS (
    SELECT * FROM sync_runs WHERE kind IN ('first-pull', 'refresh', 'reconciliation')
  )
  SELECT one.kind, other.kind FROM pull AS one, pull AS other
  WHERE one.run_id < other.run_id AND one.started_at < other.finished_at AND other.started_at < one.finished_at`;

const TAKEN_OVER = "SELECT FROM work_done WHERE id = $1 HAVING count(*) = 2";

/** How many times each run of a kind was claimed by a process. */
async function timesClaimed(kind: string): Promise<number[]> {
  const rows = await faulty.query<{ times: number }>(
    "SELECT count(*)::integer AS times FROM work_done WHERE what = $1 GROUP BY id",
    [kind],
  );
  return rows.map(({ times }) => times);
}

/** From where processes took a run, one after the other: from the queue, or from another process that did not end it. */
async function claimsFrom(runId: string): Promise<string[]> {
  const rows = await faulty.query<{ from: string }>(
    'SELECT taken_from AS "from" FROM work_done WHERE id = $1 ORDER BY at',
    [runId],
  );
  return rows.map(({ from }) => from);
}

/** The merchant's wish comes to one of the processes, which has its own workers begin at once. */
async function pull(kind: "refresh" | "reconciliation", at: AppProcess): Promise<void> {
  const wish = await faulty.request("/app/status");
  const { pathname, search } = new URL(wish.url);
  const body = new URLSearchParams({ kind });
  const answer = await fetch(new URL(pathname + search, at.address), { method: "POST", headers: wish.headers, body });
  expect(answer.status).toBe(200);
  await answer.body?.cancel();
}

async function beginReconciliation(at: AppProcess): Promise<string> {
  faulty.sandbox.installation.faults.set({ latencyMs: 1_500 });
  await pull("reconciliation", at);
  const running =
    "SELECT run_id FROM sync_runs WHERE kind = 'reconciliation' AND status = 'running' AND phase <> 'queued'";
  await faulty.until(running);
  const [run] = await faulty.query<{ run_id: string }>(running);
  return run?.run_id ?? "";
}

async function expectToEndWell(runId: string): Promise<void> {
  faulty.sandbox.installation.faults.clear();
  await faulty.until("SELECT FROM sync_runs WHERE run_id = $1 AND status = 'succeeded'", [runId]);
  expect(await faulty.query("SELECT FROM work_done WHERE id = $1", [runId])).toHaveLength(2);
}

async function untilIdle(): Promise<void> {
  await faulty.until("SELECT WHERE NOT EXISTS (SELECT FROM sync_runs WHERE status = 'running' AND kind <> 'backtest')");
}

async function expectNoDeadlock(): Promise<void> {
  expect(
    await faulty.query("SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()"),
  ).toEqual([{ deadlocks: 0 }]);
}
