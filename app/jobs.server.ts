import { setTimeout as sleep } from "node:timers/promises";
import { usesCalibration } from "~/data/calibrations";
import { bringsUpToDate, listAbandonedRuns, RUN_KINDS, type RunKind } from "~/data/sync-runs";
import { pruneDeliveries } from "~/data/webhook-deliveries";
import { environment } from "~/ops/env";
import { logger } from "~/ops/logger";
import { refreshDueShops, startAskedRefresh } from "~/sync/ensure-fresh";
import {
  closeQueue,
  deliveriesJobSchema,
  enqueueDeliveries,
  enqueueReplan,
  enqueueRun,
  openQueue,
  redactionJobSchema,
  replanJobSchema,
  runJobSchema,
  scheduleJob,
  sendRun,
  workQueue,
} from "~/sync/job-queue";
import { performRun } from "~/sync/perform-run";
import { notePresenceOrGap } from "~/sync/note-presence";
import { processDeliveries, queueDueDeliveries } from "~/sync/process-deliveries";
import { finishRedaction } from "~/sync/shop-lifecycle";
import { startDueBacktests } from "~/sync/start-backtests";
import { startDueReconciliations } from "~/sync/start-reconciliations";
import { replanRequested, replanShop } from "~/sync/replan";
import { lacksOrderHistory } from "~/sync/run-pull";

/** A pull waits for Shopify most of its time; the others keep the processor or the database busy. */
const RUNS_AT_A_TIME: Record<RunKind, number> = {
  "first-pull": 2,
  refresh: 2,
  reconciliation: 2,
  "order-history": 2,
  backtest: 1,
  "mapping-import": 1,
};
const LOOK_FOR_ABANDONED_RUNS_MS = 10_000;
const NOTE_PRESENCE_MS = 20_000;
/** Whose webhook deliveries are worked on at the same time. */
const SHOPS_AT_A_TIME = 3;
const EVERY_MINUTE = "* * * * *";
const EVERY_DAY = "20 3 * * *";
const EVERY_TEN_MINUTES = "*/10 * * * *";
/** Each shop's history is replayed in the shop's own night. */
const EVERY_HOUR = "35 * * * *";
/** So are its data compared with Shopify's. */
const EVERY_HALF_HOUR = "*/30 * * * *";

interface Services {
  stop: AbortController;
  /** Jobs that are being worked on, and what is done again and again. */
  work: Set<Promise<void>>;
}

let services: Services | undefined;

/** Connects to the job queue and, unless this process serves pages only, takes jobs from it. */
export async function startServices(): Promise<void> {
  if (services) return;
  const started = { stop: new AbortController(), work: new Set<Promise<void>>() };
  services = started;
  await openQueue();
  if (environment().role !== "worker")
    void tracked(started, () => repeatedly(started, NOTE_PRESENCE_MS, notePresenceOrGap));
  if (environment().role === "web") return;
  for (const kind of RUN_KINDS) {
    await workQueue(kind, RUNS_AT_A_TIME[kind], (data) => tracked(started, () => handleRun(kind, data, started)));
  }
  await workQueue("replan", 1, (data) => tracked(started, () => handleReplan(data, started)));
  await workQueue("deliveries", SHOPS_AT_A_TIME, (data) => tracked(started, () => handleDeliveries(data, started)));
  await workQueue("due-deliveries", 1, () => tracked(started, () => queueDueDeliveries()));
  await scheduleJob("due-deliveries", EVERY_MINUTE);
  await queueDueDeliveries();
  await workQueue("redactions", 1, (data) => tracked(started, () => handleRedaction(data)));
  await workQueue("old-deliveries", 1, () => tracked(started, () => pruneDeliveries()));
  await scheduleJob("old-deliveries", EVERY_DAY);
  await workQueue("refresh-due-shops", 1, () => tracked(started, () => refreshDueShops()));
  await scheduleJob("refresh-due-shops", EVERY_TEN_MINUTES);
  await workQueue("start-due-backtests", 1, () => tracked(started, () => startDueBacktests()));
  await scheduleJob("start-due-backtests", EVERY_HOUR);
  await workQueue("start-due-reconciliations", 1, () => tracked(started, () => startDueReconciliations()));
  await scheduleJob("start-due-reconciliations", EVERY_HALF_HOUR);
  void tracked(started, () => repeatedly(started, LOOK_FOR_ABANDONED_RUNS_MS, resumeAbandonedRuns));
}

/** Stops taking jobs, gives those under way back to the queue, and disconnects. */
export async function stopServices(): Promise<void> {
  const stopping = services;
  services = undefined;
  stopping?.stop.abort(new Error("The app is stopping"));
  if (stopping) await Promise.allSettled(stopping.work);
  await closeQueue();
}

async function handleRun(kind: RunKind, data: unknown, { stop }: Services): Promise<void> {
  const { shop, runId } = runJobSchema.parse(data);
  const outcome = await performRun(shop, runId, { stop: stop.signal });
  if (outcome.kind === "failed" && outcome.repeatAfterSeconds !== null) {
    await sendRun(shop, runId, kind, outcome.repeatAfterSeconds);
  }
  if (outcome.kind === "succeeded") await followUp(kind, shop);
}

/** What a run that ended well brings with it. */
async function followUp(kind: RunKind, shop: string): Promise<void> {
  if (kind === "first-pull") await enqueueDeliveries(shop);
  if (bringsUpToDate(kind)) await startAskedRefresh(shop);
  if (kind === "mapping-import") return;
  if (kind === "backtest") {
    if (await usesCalibration(shop)) await enqueueReplan(shop);
  } else if (kind !== "order-history" && (await lacksOrderHistory(shop, new Date()))) {
    await enqueueRun(shop, "order-history");
  } else if (kind !== "refresh" && kind !== "reconciliation") {
    await enqueueRun(shop, "backtest");
  }
}

async function handleDeliveries(data: unknown, { stop }: Services): Promise<void> {
  const { shop } = deliveriesJobSchema.parse(data);
  await processDeliveries(shop, { signal: stop.signal });
}

async function handleRedaction(data: unknown): Promise<void> {
  const { shop, requestedAt } = redactionJobSchema.parse(data);
  await finishRedaction(shop, requestedAt);
}

async function handleReplan(data: unknown, { stop }: Services): Promise<void> {
  const { shop, scope } = replanJobSchema.parse(data);
  const replan = scope === "shop" ? replanShop : replanRequested;
  await replan(shop, { signal: stop.signal });
}

/** Does something now, and so long after each time that it was done, until the app stops. */
async function repeatedly({ stop }: Services, pauseMs: number, work: () => Promise<void>): Promise<void> {
  while (!stop.signal.aborted) {
    await work();
    // Ends early, by a rejection, when the app stops.
    await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
  }
}

/** Takes up runs whose process ended without giving them back, also those of before this process started. */
async function resumeAbandonedRuns(): Promise<void> {
  try {
    for (const { shop, runId, kind } of await listAbandonedRuns()) {
      logger.info({ shop, kind }, "Resuming a run that was interrupted");
      await sendRun(shop, runId, kind);
    }
  } catch (error) {
    logger.error({ err: error }, "Interrupted runs could not be looked for");
  }
}

async function tracked({ work }: Services, job: () => Promise<void>): Promise<void> {
  const running = job().finally(() => work.delete(running));
  work.add(running);
  await running;
}
