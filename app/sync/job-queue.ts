import PgBoss from "pg-boss";
import { z } from "zod";
import { noteReplanAsked } from "~/data/plan-age";
import { executeSql } from "~/data/queue-storage";
import { openRun, readLatestRun, reopenRun, RUN_KINDS, type RunKind } from "~/data/sync-runs";
import { logger } from "~/ops/logger";
import { QueueWorker } from "./queue-worker";

/** Runs, and what is too short to be one. */
export const QUEUES = [
  "first-pull",
  "refresh",
  "reconciliation",
  "order-history",
  "replan",
  "replan-requests",
  "backtest",
  "deliveries",
  "old-deliveries",
  "mapping-import",
  "redactions",
  "refresh-due-shops",
  "start-due-backtests",
  "start-due-reconciliations",
  "look-for-alerts",
  "alert-deliveries",
  "old-alerts",
] as const;
export type QueueName = (typeof QUEUES)[number];

export const runJobSchema = z.object({ shop: z.string(), runId: z.string() });
export const redactionJobSchema = z.object({ shop: z.string(), requestedAt: z.coerce.date() });
export const deliveriesJobSchema = z.object({ shop: z.string() });
export const replanRequestsJobSchema = z.object({ shop: z.string() });
export const alertDeliveriesJobSchema = z.object({ shop: z.string() });

/** A pull of a very large shop takes this long at most; the run itself notices much earlier that its process is gone. */
const LONGEST_RUN_SECONDS = 12 * 60 * 60;
const LONGEST_JOB_SECONDS = 10 * 60;
/** As long as the longest period of a schedule, at least: of each period one job is sent. */
const JOBS_KEPT_SECONDS = 2 * 60 * 60;
/** For the status page. */
const FAILED_JOBS_KEPT_SECONDS = 24 * 60 * 60;
/** Priority of jobs for which nobody waits; 0 is that of the others. */
const IN_BACKGROUND = -1;
/** Whether a scheduled job is due is looked at this often. */
const SCHEDULE_LOOK_MS = 60_000;

let boss: PgBoss | undefined;
let opening: Promise<PgBoss> | undefined;
const workers = new Map<QueueName, QueueWorker>();
const schedules = new Set<NodeJS.Timeout>();

/** The process's connection to the job queue, which lives in the app's own database. */
export function openQueue(): Promise<PgBoss> {
  opening ??= startBoss().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function startBoss(): Promise<PgBoss> {
  // Its own clock for schedules would end the process when it meets a database that is gone.
  boss = new PgBoss({
    db: { executeSql },
    schedule: false,
    archiveCompletedAfterSeconds: JOBS_KEPT_SECONDS,
    archiveFailedAfterSeconds: FAILED_JOBS_KEPT_SECONDS,
    deleteAfterSeconds: JOBS_KEPT_SECONDS,
  });
  boss.on("error", (error) => logger.error({ err: error }, "The job queue reports a fault"));
  await boss.start();
  for (const name of QUEUES) {
    const options = { name, ...queueOptions(name) };
    await boss.createQueue(name, options);
    // One that an earlier version has made keeps its options otherwise.
    await boss.updateQueue(name, options);
  }
  return boss;
}

/** `short`: of the jobs with one key, one waits at most. Of times pg-boss takes over seconds alone. */
function queueOptions(name: QueueName): Omit<PgBoss.Queue, "name"> {
  if (name === "redactions")
    return { policy: "short", expireInSeconds: LONGEST_JOB_SECONDS, retryLimit: 5, retryBackoff: true };
  if (!isRunQueue(name)) return { policy: "short", expireInSeconds: LONGEST_JOB_SECONDS, retryLimit: 0 };
  // A failed run is repeated by its run, which knows whether that makes sense.
  return { policy: "short", expireInSeconds: LONGEST_RUN_SECONDS, retryLimit: 0 };
}

function isRunQueue(name: QueueName): boolean {
  return RUN_KINDS.some((kind) => kind === name);
}

/** Takes no more jobs, and waits for those under way. Others can still be sent. */
export async function stopWorkers(): Promise<void> {
  for (const timer of schedules) clearInterval(timer);
  schedules.clear();
  await Promise.all([...workers.values()].map((worker) => worker.stop()));
  workers.clear();
}

/** As {@link stopWorkers}, and closes the queue. */
export async function closeQueue(): Promise<void> {
  await stopWorkers();
  const open = boss;
  boss = undefined;
  opening = undefined;
  await open?.stop({ graceful: false });
}

/** Takes jobs of a queue, so many at a time. */
export async function workQueue(
  name: QueueName,
  atOnce: number,
  handle: (data: unknown) => Promise<void>,
): Promise<void> {
  workers.set(name, new QueueWorker(await openQueue(), { name, atOnce, handle }));
}

/**
 * Starts a run, unless one of its kind is under way for the shop.
 *
 * @param options.inBackground after those for which somebody waits
 * @returns whether it was started
 */
export async function enqueueRun(
  shop: string,
  kind: RunKind,
  { inBackground = false }: { inBackground?: boolean } = {},
): Promise<boolean> {
  const { runId, isNew } = await openRun(shop, kind);
  const options = { singletonKey: `${shop}/${runId}`, priority: inBackground ? IN_BACKGROUND : 0 };
  if (isNew) await send(kind, { shop, runId }, options);
  return isNew;
}

/** Has a run that waits in the background begin before those for which nobody waits. The first of its jobs does its work. */
export async function hurryRun(shop: string, { runId, kind }: { runId: string; kind: RunKind }): Promise<void> {
  await send(kind, { shop, runId }, { singletonKey: `${shop}/${runId}/hurry` });
}

/**
 * Lets the latest run of a kind that failed go on where it stopped; without one, starts a new run.
 */
export async function retryRun(shop: string, kind: RunKind): Promise<void> {
  const latest = await readLatestRun(shop, kind);
  if (latest?.status === "failed" && (await reopenRun(shop, latest.runId))) await sendRun(shop, latest.runId, kind);
  else await enqueueRun(shop, kind);
}

/** Hands a run to the workers, now or after some seconds. Of the two jobs, the first to come does the run's work. */
export async function sendRun(shop: string, runId: string, kind: RunKind, delaySeconds = 0): Promise<void> {
  // Under one key, a repetition that waits for its time would keep the merchant's "Try again" out of the queue.
  const singletonKey = delaySeconds === 0 ? `${shop}/${runId}` : `${shop}/${runId}/repetition`;
  await send(kind, { shop, runId }, { singletonKey, startAfter: delaySeconds });
}

/** Hands runs to the workers that may have been forgotten. */
export async function resumeRuns(runs: readonly { shop: string; runId: string; kind: RunKind }[]): Promise<void> {
  await sendAll(
    runs.map(({ shop, runId, kind }) => ({ name: kind, data: { shop, runId }, singletonKey: `${shop}/${runId}` })),
  );
}

/** Has every variant of a shop planned anew in the background, for instance after a change of its settings. */
export async function enqueueReplan(shop: string): Promise<void> {
  await noteReplanAsked(shop);
  // One that is under way sees the wish before it ends.
  await enqueueRun(shop, "replan");
}

/** Has the variants planned anew, in the background, for which a new plan was asked for. */
export async function enqueueReplanRequests(shop: string): Promise<void> {
  await send("replan-requests", { shop }, { singletonKey: shop });
}

/** Has a shop's webhook deliveries worked on, now or after some seconds. */
export async function enqueueDeliveries(shop: string, delaySeconds = 0): Promise<void> {
  // Under one key, one that waits for its time would keep new deliveries waiting too.
  const singletonKey = delaySeconds === 0 ? shop : `${shop}/later`;
  await send("deliveries", { shop }, { singletonKey, startAfter: delaySeconds });
}

/** Has something done for each of some shops, as soon as a worker is free. */
export async function enqueueForShops(
  name: "deliveries" | "replan-requests" | "alert-deliveries",
  shops: readonly string[],
): Promise<void> {
  await sendAll(shops.map((shop) => ({ name, data: { shop }, singletonKey: shop })));
}

/** Has a refresh started, soon, of every shop whose data need one. */
export async function enqueueDueRefreshes(): Promise<void> {
  await send("refresh-due-shops", {}, { singletonKey: "at-once" });
}

/** A job that was under way when a shop's data were deleted has ended by then, a run's long before. */
const REDACTION_DELAY_SECONDS = LONGEST_JOB_SECONDS + 60;

/** Has the data of a shop deleted again, once all jobs have ended that could still have written some. */
export async function enqueueRedaction(shop: string, requestedAt: Date): Promise<void> {
  const job = { shop, requestedAt: requestedAt.toISOString() };
  await send("redactions", job, { singletonKey: shop, startAfter: REDACTION_DELAY_SECONDS });
}

/** Has a queue filled with one job for each period, whatever the number of processes. */
export function scheduleJob(name: QueueName, periodSeconds: number): void {
  const sendDue = async () => {
    try {
      const queue = await openQueue();
      await queue.send(name, {}, { singletonKey: name, singletonSeconds: periodSeconds });
    } catch (error) {
      logger.warn({ err: error, queue: name }, "A scheduled job could not be queued; it is tried again");
    }
  };
  schedules.add(setInterval(() => void sendDue(), SCHEDULE_LOOK_MS));
  void sendDue();
}

type JobOptions = Pick<PgBoss.JobOptions, "priority"> & { singletonKey: string; startAfter?: number };

async function send(name: QueueName, data: object, options: JobOptions): Promise<void> {
  const queue = await openQueue();
  await queue.send(name, data, options);
  // A worker of this process need not wait for its next poll.
  if (!options.startAfter) workers.get(name)?.wake();
}

/** In one statement, however many; those that wait already are left out. */
async function sendAll(jobs: readonly { name: QueueName; data: object; singletonKey: string }[]): Promise<void> {
  if (jobs.length === 0) return;
  const queue = await openQueue();
  await queue.insert([...jobs]);
  for (const name of new Set(jobs.map((job) => job.name))) workers.get(name)?.wake();
}
