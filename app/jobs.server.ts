import { setTimeout as sleep } from "node:timers/promises";
import { pruneDigests } from "~/data/alert-digests";
import { renewWebhooks } from "~/data/alert-webhook";
import { usesCalibration } from "~/data/calibrations";
import { listShopsToReplan } from "~/data/plan-age";
import { releaseAllWork } from "~/data/shop-claims";
import {
  bringsUpToDate,
  listAbandonedRuns,
  releaseAllRuns,
  RUN_KINDS,
  type OpenedRun,
  type RunKind,
} from "~/data/sync-runs";
import { pruneDeliveries } from "~/data/webhook-deliveries";
import { environment } from "~/ops/env";
import { logger } from "~/ops/logger";
import { lookForAlerts } from "~/sync/alerts/look";
import { systemClock } from "~/sync/alerts/schedule";
import { sendAlerts } from "~/sync/alerts/send";
import { queueDueReplans, takePlanningTurn } from "~/sync/answer-replan-requests";
import { refreshDueShops, startAskedRefresh } from "~/sync/ensure-fresh";
import {
  alertDeliveriesJobSchema,
  closeQueue,
  deliveriesJobSchema,
  enqueueDeliveries,
  enqueueRun,
  openQueue,
  redactionJobSchema,
  replanRequestsJobSchema,
  resumeRuns,
  runJobSchema,
  scheduleJob,
  sendRun,
  stopWorkers,
  workQueue,
} from "~/sync/job-queue";
import { performRun } from "~/sync/perform-run";
import { notePresenceOrGap, noteWorker } from "~/sync/note-presence";
import { processDeliveries, queueDueDeliveries } from "~/sync/process-deliveries";
import { finishRedaction } from "~/sync/shop-lifecycle";
import { startDueBacktests } from "~/sync/start-backtests";
import { startDueReconciliations } from "~/sync/start-reconciliations";
import { lacksOrderHistory } from "~/sync/run-pull";

/** A pull waits for Shopify most of its time; the others keep the processor or the database busy. */
const RUNS_AT_A_TIME: Record<RunKind, number> = {
  "first-pull": 3,
  refresh: 4,
  reconciliation: 3,
  "order-history": 2,
  backtest: 1,
  "mapping-import": 1,
  replan: 2,
};
const LOOK_FOR_LEFT_WORK_MS = 10_000;
const NOTE_PRESENCE_MS = 20_000;
const NOTE_WORKER_MS = 10_000;
/** Whose webhook deliveries are worked on at the same time, in how many shops what they ask for is planned, and whose alerts are sent. */
const SHOPS_AT_A_TIME = { deliveries: 3, replans: 2, alerts: 3 };
const MINUTES = 60;
const EVERY_MINUTE = MINUTES;
const EVERY_TEN_MINUTES = 10 * MINUTES;
/** Each shop's history is replayed in the shop's own night. */
const EVERY_HOUR = 60 * MINUTES;
/** So are its data compared with Shopify's. */
const EVERY_HALF_HOUR = 30 * MINUTES;

interface Services {
  stop: AbortController;
  /** What is done again and again. */
  watches: Promise<void>[];
}

let services: Services | undefined;

/**
 * Connects to the job queue and, unless this process serves pages only, takes jobs from it.
 *
 * @param isAlone no other process works on this database: whatever is under way was left by one that has ended
 */
export async function startServices({ isAlone = false } = {}): Promise<void> {
  if (services) return;
  const started: Services = { stop: new AbortController(), watches: [] };
  services = started;
  await openQueue();
  const { signal } = started.stop;
  if (environment().role !== "worker") {
    started.watches.push(repeatedly(signal, NOTE_PRESENCE_MS, notePresenceOrGap));
  }
  if (environment().role === "web") return;
  if (isAlone) await Promise.all([releaseAllWork(), releaseAllRuns()]);
  for (const kind of RUN_KINDS) {
    await workQueue(kind, RUNS_AT_A_TIME[kind], (data) => handleRun(kind, data, signal));
  }
  await workQueue("replan-requests", SHOPS_AT_A_TIME.replans, (data) => handleReplanRequests(data, signal));
  await workQueue("deliveries", SHOPS_AT_A_TIME.deliveries, (data) => handleDeliveries(data, signal));
  await workQueue("redactions", 1, handleRedaction);
  await workQueue("old-deliveries", 1, () => pruneDeliveries());
  scheduleJob("old-deliveries", EVERY_HOUR);
  await workQueue("refresh-due-shops", 1, () => refreshDueShops());
  scheduleJob("refresh-due-shops", EVERY_TEN_MINUTES);
  await workQueue("start-due-backtests", 1, () => startDueBacktests());
  scheduleJob("start-due-backtests", EVERY_HOUR);
  await workQueue("start-due-reconciliations", 1, () => startDueReconciliations());
  scheduleJob("start-due-reconciliations", EVERY_HALF_HOUR);
  await workQueue("alert-deliveries", SHOPS_AT_A_TIME.alerts, (data) => handleAlertDeliveries(data, signal));
  await workQueue("look-for-alerts", 1, () => lookForAlerts({ signal, clock: systemClock }));
  scheduleJob("look-for-alerts", EVERY_MINUTE);
  await workQueue("old-alerts", 1, () => tidyAlerts());
  scheduleJob("old-alerts", EVERY_HOUR);
  started.watches.push(
    repeatedly(signal, NOTE_WORKER_MS, noteWorker),
    repeatedly(signal, LOOK_FOR_LEFT_WORK_MS, takeUpLeftWork),
  );
}

/** Stops taking jobs, and gives those under way back to the queue. Pages can still send jobs there. */
export async function stopWork(): Promise<void> {
  const stopping = services;
  services = undefined;
  stopping?.stop.abort(new Error("The app is stopping"));
  if (stopping) await Promise.all(stopping.watches);
  await stopWorkers();
}

/** As {@link stopWork}, and disconnects. */
export async function stopServices(): Promise<void> {
  await stopWork();
  await closeQueue();
}

async function handleRun(kind: RunKind, data: unknown, stop: AbortSignal): Promise<void> {
  const { shop, runId } = runJobSchema.parse(data);
  const outcome = await performRun(shop, runId, { stop, findNext: findNextRun });
  if (outcome.kind === "released") await sendRun(shop, runId, kind);
  if (outcome.kind === "failed" && outcome.repeatAfterSeconds !== null) {
    await sendRun(shop, runId, kind, outcome.repeatAfterSeconds);
  }
  if (outcome.kind === "succeeded") await followUp(shop, kind, outcome.next);
}

/** The run that follows from one that ends well. */
async function findNextRun(shop: string, kind: RunKind): Promise<RunKind | null> {
  if (kind === "backtest" || kind === "mapping-import" || kind === "replan") return null;
  if (kind !== "order-history" && (await lacksOrderHistory(shop, new Date()))) return "order-history";
  return kind === "refresh" || kind === "reconciliation" ? null : "backtest";
}

/** What a run that ended well brings with it; where the process ends before, it is found later. */
async function followUp(shop: string, kind: RunKind, next: OpenedRun | undefined): Promise<void> {
  if (next) await sendRun(shop, next.runId, next.kind);
  if (kind === "first-pull") await enqueueDeliveries(shop);
  if (bringsUpToDate(kind)) await startAskedRefresh(shop);
  if (kind === "backtest" && (await usesCalibration(shop))) await enqueueRun(shop, "replan");
}

async function handleDeliveries(data: unknown, signal: AbortSignal): Promise<void> {
  const { shop } = deliveriesJobSchema.parse(data);
  await processDeliveries(shop, { signal });
}

async function handleAlertDeliveries(data: unknown, signal: AbortSignal): Promise<void> {
  const { shop } = alertDeliveriesJobSchema.parse(data);
  await sendAlerts(shop, { signal });
}

/** Forgets what is long over, and stores what is kept under the present key. */
async function tidyAlerts(): Promise<void> {
  await pruneDigests();
  await renewWebhooks();
}

async function handleRedaction(data: unknown): Promise<void> {
  const { shop, requestedAt } = redactionJobSchema.parse(data);
  await finishRedaction(shop, requestedAt);
}

async function handleReplanRequests(data: unknown, signal: AbortSignal): Promise<void> {
  const { shop } = replanRequestsJobSchema.parse(data);
  await takePlanningTurn(shop, { signal });
}

/** Does something now, and so long after each time that it was done, until the app stops. */
async function repeatedly(stop: AbortSignal, pauseMs: number, work: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    await work();
    // Ends early, by a rejection, when the app stops.
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => {});
  }
}

/** Has work taken up whose process ended without giving it back, also of before this process started. */
async function takeUpLeftWork(): Promise<void> {
  try {
    await resumeAbandonedRuns();
    await queueDueDeliveries();
    await queueDueReplans();
    for (const shop of await listShopsToReplan()) await enqueueRun(shop, "replan");
  } catch (error) {
    logger.error({ err: error }, "Work that was left could not be looked for");
  }
}

async function resumeAbandonedRuns(): Promise<void> {
  const runs = await listAbandonedRuns();
  for (const { shop, kind, phase } of runs) {
    if (phase !== "queued") logger.info({ shop, kind }, "Resuming a run that was interrupted");
  }
  await resumeRuns(runs);
}
