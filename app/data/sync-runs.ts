import { randomUUID } from "node:crypto";
import { z } from "zod";
import { pool } from "~/db.server";
import type { Transaction } from "./transaction";

/**
 * first-pull: a new shop's. refresh: what changed since. reconciliation: what changed, and whether all the rest is as Shopify
 * has it. order-history: orders older than the demand window.
 */
export const PULL_KINDS = ["first-pull", "refresh", "reconciliation", "order-history"] as const;

/**
 * The others ask Shopify for nothing. backtest: replays the stored history. mapping-import: applies a file that states who
 * supplies what, or undoes that. replan: plans all variants anew.
 */
export const RUN_KINDS = [...PULL_KINDS, "backtest", "mapping-import", "replan"] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Whether a run of this kind that ended well knows all that had changed in Shopify when it began. */
export function bringsUpToDate(kind: RunKind): boolean {
  return kind === "first-pull" || kind === "refresh" || kind === "reconciliation";
}

/** What a run is doing, in this order. */
export const RUN_PHASES = ["queued", "shop", "waiting-for-shopify", "reading", "deriving", "planning", "done"] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

const isoDay = z.iso.date();
const isoTime = z.iso.datetime();

const exportStateSchema = z.object({
  /** Shopify's global id of the bulk operation. */
  operationId: z.string().nullable(),
  /** Objects that Shopify has found so far. */
  found: z.int().nonnegative(),
  /** Lines of the result file that need not be read again. */
  linesStored: z.int().nonnegative(),
  complete: z.boolean(),
});

/** How far one bulk operation of a run has come. */
export type ExportState = z.infer<typeof exportStateSchema>;

const count = z.int().nonnegative().default(0);

/** By what is stored: missing here, something else here, or here though Shopify has it no more. */
const differencesSchema = z.object({ missing: count, different: count, extra: count });

export const DIFFERENCE_SUBJECTS = ["variant", "level", "order-line"] as const;
const DIFFERENCE_KINDS = ["missing", "different", "extra"] as const;

/** What a comparison of the stored data with Shopify's has found, and put right. */
const comparisonSchema = z.object({
  /** What changed in Shopify later is no difference: it is on its way. */
  begunAt: isoTime,
  /** Null until all was compared. */
  finishedAt: isoTime.nullable().default(null),
  /** How many of each were compared. */
  compared: z.record(z.enum(DIFFERENCE_SUBJECTS), count),
  differences: z.record(z.enum(DIFFERENCE_SUBJECTS), differencesSchema),
  /** Some of the differences, by Shopify's numeric ids: of a level, its item's and its location's. */
  examples: z
    .array(z.object({ subject: z.enum(DIFFERENCE_SUBJECTS), kind: z.enum(DIFFERENCE_KINDS), id: z.string() }))
    .default([]),
  /** Days of orders that were compared, and those of them whose orders differed. */
  days: count,
  differingDays: z.array(isoDay).default([]),
});

export type Comparison = z.infer<typeof comparisonSchema>;
export type DifferenceSubject = (typeof DIFFERENCE_SUBJECTS)[number];
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export const runStateSchema = z.object({
  catalogue: exportStateSchema
    // When Shopify was asked: what the complete catalogue then did not list is deleted.
    .extend({ observedAt: isoTime })
    .optional(),
  orders: exportStateSchema
    .extend({
      search: z.string(),
      /** First day from which every order is known once this is complete. */
      knownFrom: isoDay.nullable(),
    })
    .optional(),
  /** Objects that were found page by page, since they changed. */
  changes: z.int().nonnegative().default(0),
  /** Of these, changes to stored data of which a webhook should have told, and none had. */
  missed: z.int().nonnegative().default(0),
  /** Whether every variant of the shop has to be planned anew, and not just those whose facts changed. */
  replansShop: z.boolean().default(false),
  /** Locations are active of which only part of the levels may be known. */
  hasNewLocations: z.boolean().default(false),
  /** The export with which a reconciliation compares the stored orders. */
  comparedOrders: exportStateSchema.extend({ observedAt: isoTime }).optional(),
  comparison: comparisonSchema.optional(),
  /** Items whose history a backtest replays, and how many of them it has judged. */
  backtest: z.object({ items: z.int().nonnegative(), judged: z.int().nonnegative() }).optional(),
  /** Items that an import of a mapping touched, and how many of them have a new plan. */
  mappingImport: z.object({ toPlan: z.int().nonnegative(), planned: z.int().nonnegative() }).optional(),
  /** Variants of which all are planned anew, and how many of them are. */
  replan: z.object({ toPlan: z.int().nonnegative(), planned: z.int().nonnegative() }).optional(),
  /** Orders older than 60 days are hidden from the app, and the run would have needed some. */
  cutWindow: z.boolean().default(false),
  /** Automatic repetitions after a failure. */
  repetitions: z.int().nonnegative().default(0),
  /** When each phase began. */
  phases: z.partialRecord(z.enum(RUN_PHASES), isoTime).default({}),
});

/** What a retry needs to go on where the run stopped. */
export type RunState = z.infer<typeof runStateSchema>;

export interface SyncRun {
  shop: string;
  runId: string;
  kind: RunKind;
  status: "running" | "succeeded" | "failed";
  phase: RunPhase;
  /** Objects read from Shopify so far. */
  objects: number;
  state: RunState;
  errorCode: string | null;
  error: string | null;
  startedAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
  /** The process that claimed it last; another one with every claim. */
  claim: string | null;
}

export const SYNC_RUN = `shop, run_id AS "runId", kind, status, phase, objects, state, error_code AS "errorCode", error,
  started_at AS "startedAt", updated_at AS "updatedAt", finished_at AS "finishedAt", claim`;

export interface SyncRunRow extends Omit<SyncRun, "state"> {
  state: unknown;
}

/** A run gives a sign of life this often. */
export const HEARTBEAT_MS = 5_000;
/** A run without a sign of life for so long has lost its process. */
const SILENCE_SECONDS = 20;

/** Finished runs of a kind that are kept, beside those of the last day, for somebody who looks into a shop's troubles. */
const KEPT_RUNS = 20;

export const parseRun = (row: SyncRunRow): SyncRun => ({ ...row, state: runStateSchema.parse(row.state) });

/** Of runs with the same, a shop has one at a time, which a unique index guarantees: one pull, and one of each other kind. */
const workOf = (kind: string) =>
  `(CASE WHEN ${kind} IN ('first-pull', 'refresh', 'reconciliation') THEN 'pull' ELSE ${kind} END)`;

/**
 * Opens a run, unless one is under way that it would be in the way of: another one of its kind, or another pull. Removes old
 * ones of its kind.
 *
 * @returns the run under way, new or not
 */
export async function openRun(shop: string, kind: RunKind): Promise<{ runId: string; isNew: boolean }> {
  const runId = randomUUID();
  const { rowCount } = await pool.query(
    `INSERT INTO sync_runs (shop, run_id, kind, status, phase) VALUES ($1, $2, $3, 'running', 'queued')
     ON CONFLICT (shop, ${workOf("kind")}) WHERE status = 'running' DO NOTHING`,
    [shop, runId, kind],
  );
  if (rowCount === 1) {
    await forgetOldRuns(shop, kind);
    return { runId, isNew: true };
  }
  const { rows } = await pool.query<{ runId: string }>(
    `SELECT run_id AS "runId" FROM sync_runs
     WHERE shop = $1 AND ${workOf("kind")} = ${workOf("$2::text")} AND status = 'running'`,
    [shop, kind],
  );
  const running = rows[0];
  // It ended between the two statements.
  return running ? { runId: running.runId, isNew: false } : openRun(shop, kind);
}

/** The latest run that succeeded stays, however many failed since: it says how old the data are. */
async function forgetOldRuns(shop: string, kind: RunKind): Promise<void> {
  await pool.query(
    `DELETE FROM sync_runs
     WHERE shop = $1 AND kind = $2 AND status <> 'running' AND started_at < now() - interval '1 day' AND run_id NOT IN (
       (SELECT run_id FROM sync_runs WHERE shop = $1 AND kind = $2 AND status <> 'running'
        ORDER BY started_at DESC LIMIT $3)
       UNION ALL
       (SELECT run_id FROM sync_runs WHERE shop = $1 AND kind = $2 AND status = 'succeeded'
        ORDER BY started_at DESC LIMIT 1)
     )`,
    [shop, kind, KEPT_RUNS],
  );
}

/**
 * Puts a failed run back to the queue, with its state.
 *
 * @returns false when it is not the latest of its kind, did not fail, or one is under way that it would be in the way of
 */
export async function reopenRun(shop: string, runId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE sync_runs AS run SET status = 'running', phase = 'queued', finished_at = NULL, updated_at = now()
     WHERE shop = $1 AND run_id = $2 AND status = 'failed' AND NOT EXISTS (
       SELECT FROM sync_runs AS other
       WHERE other.shop = $1 AND other.run_id <> $2 AND (
         other.status = 'running' AND ${workOf("other.kind")} = ${workOf("run.kind")}
         OR other.started_at > run.started_at AND other.kind = run.kind
       )
     )`,
    [shop, runId],
  );
  return rowCount === 1;
}

/**
 * Takes a queued run, or one whose process is gone, so that no other worker works on it too.
 *
 * @returns null when there is nothing to take
 */
export async function claimRun(shop: string, runId: string): Promise<SyncRun | null> {
  const { rows } = await pool.query<SyncRunRow>(
    `UPDATE sync_runs SET phase = 'shop', updated_at = now(), claim = gen_random_uuid()
     WHERE shop = $1 AND run_id = $2 AND status = 'running'
       AND (phase = 'queued' OR updated_at < now() - make_interval(secs => $3))
     RETURNING ${SYNC_RUN}`,
    [shop, runId, SILENCE_SECONDS],
  );
  return rows[0] ? parseRun(rows[0]) : null;
}

type AbandonedRun = Pick<SyncRun, "shop" | "runId" | "kind" | "phase">;

/** Runs that are under way but have no process: interrupted, or queued for some time, and forgotten perhaps. */
export async function listAbandonedRuns(): Promise<AbandonedRun[]> {
  const { rows } = await pool.query<AbandonedRun>(
    `SELECT shop, run_id AS "runId", kind, phase FROM sync_runs
     WHERE status = 'running' AND updated_at < now() - make_interval(secs => $1)`,
    [SILENCE_SECONDS],
  );
  return rows;
}

/** Stores how far a run has come. A run that was ended by somebody else (the shop uninstalled) stays ended. */
export async function saveRunProgress(
  shop: string,
  runId: string,
  progress: { phase: RunPhase; objects: number; state: RunState },
): Promise<void> {
  await pool.query(
    `UPDATE sync_runs SET phase = $3, objects = $4, state = $5, updated_at = now()
     WHERE shop = $1 AND run_id = $2 AND status = 'running'`,
    [shop, runId, progress.phase, progress.objects, JSON.stringify(progress.state)],
  );
}

/**
 * A sign of life of the process that claimed the run.
 *
 * @returns false when its work should stop: the run is not under way any more, or another process has taken it over since
 *   there was no sign of life of this one
 */
export async function keepRunAlive({ shop, runId, claim }: SyncRun): Promise<boolean> {
  const { rowCount } = await pool.query(
    "UPDATE sync_runs SET updated_at = now() WHERE shop = $1 AND run_id = $2 AND claim = $3 AND status = 'running'",
    [shop, runId, claim],
  );
  return rowCount === 1;
}

/**
 * Keeps a run under way as it is until the transaction ends, so that nobody ends it while its results are written.
 *
 * @returns false when it has been ended
 */
export async function holdRun(shop: string, transaction: Transaction, runId: string): Promise<boolean> {
  const { rowCount } = await transaction.query(
    "SELECT FROM sync_runs WHERE shop = $1 AND run_id = $2 AND status = 'running' FOR UPDATE",
    [shop, runId],
  );
  return rowCount === 1;
}

/** Gives a claimed run back, so that the next worker takes it at once. */
export async function releaseRun(shop: string, runId: string): Promise<void> {
  await pool.query(
    `UPDATE sync_runs SET phase = 'queued', updated_at = now() - make_interval(secs => $3 + 1)
     WHERE shop = $1 AND run_id = $2 AND status = 'running'`,
    [shop, runId, SILENCE_SECONDS],
  );
}

/**
 * Gives back the runs under way of every shop, so that they are taken up at once. Only for a process that knows that there is
 * no other one: whoever worked on them was ended before it could.
 */
export async function releaseAllRuns(): Promise<void> {
  await pool.query(
    `UPDATE sync_runs SET phase = 'queued', updated_at = now() - make_interval(secs => $1 + 1) WHERE status = 'running'`,
    [SILENCE_SECONDS],
  );
}

/** A run that was opened and waits for a worker. */
export interface OpenedRun {
  kind: RunKind;
  runId: string;
}

/**
 * Notes that a run has ended well, and opens the one that follows from it, both or neither, whatever ends the process.
 *
 * @returns the run that follows; null where there is none, or one is under way that it would be in the way of
 */
export async function succeedRun(shop: string, runId: string, next: RunKind | null = null): Promise<OpenedRun | null> {
  const { rows } = await pool.query<OpenedRun>(
    `WITH ended AS (
       UPDATE sync_runs SET status = 'succeeded', phase = 'done', error_code = NULL, error = NULL,
         finished_at = now(), updated_at = now()
       WHERE shop = $1 AND run_id = $2 AND status = 'running'
       RETURNING shop
     )
     INSERT INTO sync_runs (shop, run_id, kind, status, phase)
     SELECT shop, $3, $4, 'running', 'queued' FROM ended WHERE $4::text IS NOT NULL
     ON CONFLICT (shop, ${workOf("kind")}) WHERE status = 'running' DO NOTHING
     RETURNING kind, run_id AS "runId"`,
    [shop, runId, randomUUID(), next],
  );
  return rows[0] ?? null;
}

/** @param error for the merchant: what failed and what to do next */
export async function failRun(shop: string, runId: string, errorCode: string, error: string): Promise<void> {
  await pool.query(
    `UPDATE sync_runs SET status = 'failed', error_code = $3, error = $4, finished_at = now(), updated_at = now()
     WHERE shop = $1 AND run_id = $2 AND status = 'running'`,
    [shop, runId, errorCode, error],
  );
}

/** Ends all runs of a shop that are under way. Their workers notice at the next sign of life. */
export async function cancelRuns(shop: string, errorCode: string, error: string): Promise<void> {
  await pool.query(
    `UPDATE sync_runs SET status = 'failed', error_code = $2, error = $3, finished_at = now(), updated_at = now()
     WHERE shop = $1 AND status = 'running'`,
    [shop, errorCode, error],
  );
}

/** The latest run of a kind. */
export async function readLatestRun(shop: string, kind: RunKind): Promise<SyncRun | null> {
  const { rows } = await pool.query<SyncRunRow>(
    `SELECT ${SYNC_RUN} FROM sync_runs WHERE shop = $1 AND kind = $2 ORDER BY started_at DESC LIMIT 1`,
    [shop, kind],
  );
  return rows[0] ? parseRun(rows[0]) : null;
}

/** When the last pull began that ended well: everything that changed in Shopify since may be missing here. */
export async function readLastPullStart(shop: string): Promise<Date | null> {
  const { rows } = await pool.query<{ startedAt: Date }>(
    `SELECT started_at AS "startedAt" FROM sync_runs
     WHERE shop = $1 AND kind IN ('first-pull', 'refresh', 'reconciliation') AND status = 'succeeded'
     ORDER BY started_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0]?.startedAt ?? null;
}

/** The last pull that ended well: how old the data are, and what reading them took. */
export async function readLastGoodPull(shop: string): Promise<RunProgress | null> {
  const { rows } = await pool.query<SyncRunRow>(
    `SELECT ${SYNC_RUN} FROM sync_runs
     WHERE shop = $1 AND kind IN ('first-pull', 'refresh', 'reconciliation') AND status = 'succeeded'
     ORDER BY started_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0] ? progressOf(parseRun(rows[0])) : null;
}

/** The runs of every kind that are under way, the oldest first. */
export async function listRunningRuns(shop: string): Promise<RunProgress[]> {
  const { rows } = await pool.query<SyncRunRow>(
    `SELECT ${SYNC_RUN} FROM sync_runs WHERE shop = $1 AND status = 'running' ORDER BY started_at, run_id`,
    [shop],
  );
  return rows.map((row) => progressOf(parseRun(row)));
}

export interface RunFailure {
  kind: RunKind;
  /** For the merchant: what failed and what to do next. */
  message: string;
  failedAt: Date;
  /** A later run of its kind ended well, or a later pull where a pull failed. */
  isRepaired: boolean;
}

/** The runs of every kind that failed last, the latest first. */
export async function listFailedRuns(shop: string, limit: number): Promise<RunFailure[]> {
  const { rows } = await pool.query<RunFailure>(
    `SELECT kind, coalesce(error, '') AS message, finished_at AS "failedAt", EXISTS (
       SELECT FROM sync_runs AS later
       WHERE later.shop = run.shop AND later.status = 'succeeded' AND later.started_at > run.started_at
         AND (later.kind = run.kind
           OR later.kind IN ('first-pull', 'refresh', 'reconciliation') AND run.kind IN ('first-pull', 'refresh', 'reconciliation'))
     ) AS "isRepaired"
     FROM sync_runs AS run WHERE shop = $1 AND status = 'failed' AND finished_at IS NOT NULL
     ORDER BY finished_at DESC LIMIT $2`,
    [shop, limit],
  );
  return rows;
}

/** When a shop's data were last pulled as a whole: by its first pull, or by a reconciliation. */
export async function readLastWholePullStart(shop: string): Promise<Date | null> {
  const { rows } = await pool.query<{ startedAt: Date }>(
    `SELECT started_at AS "startedAt" FROM sync_runs
     WHERE shop = $1 AND kind IN ('first-pull', 'reconciliation') AND status = 'succeeded'
     ORDER BY started_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0]?.startedAt ?? null;
}

/** What the latest reconciliation that ended well has found; null before the first. */
export async function readLastComparison(shop: string): Promise<Comparison | null> {
  const { rows } = await pool.query<SyncRunRow>(
    `SELECT ${SYNC_RUN} FROM sync_runs WHERE shop = $1 AND kind = 'reconciliation' AND status = 'succeeded'
     ORDER BY started_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0] ? (parseRun(rows[0]).state.comparison ?? null) : null;
}

/** How many changes pulls of the last day have found of which a webhook should have told, and none had. */
export async function countMissedChanges(shop: string): Promise<number> {
  const { rows } = await pool.query<{ missed: number }>(
    `SELECT coalesce(sum((state->>'missed')::integer), 0)::integer AS missed FROM sync_runs
     WHERE shop = $1 AND kind IN ('refresh', 'reconciliation') AND started_at > now() - interval '1 day'`,
    [shop],
  );
  return rows[0]?.missed ?? 0;
}

export interface RunProgress {
  kind: RunKind;
  phase: RunPhase;
  status: SyncRun["status"];
  /** Objects read so far; of a backtest, items judged; of a replan, variants planned. */
  objects: number;
  /** Objects that Shopify has found so far; grows while Shopify prepares its exports. Of the others, all that is to be done. */
  found: number;
  startedAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

export function progressOf(run: SyncRun): RunProgress {
  const { kind, phase, status, objects, state, startedAt, updatedAt, finishedAt } = run;
  const { catalogue, orders, backtest, replan } = state;
  const toRead = (catalogue?.found ?? 0) + (orders?.found ?? 0);
  const found = Math.max(objects, toRead + (backtest?.items ?? 0) + (replan?.toPlan ?? 0));
  return { kind, phase, status, objects, found, startedAt, updatedAt, finishedAt };
}
