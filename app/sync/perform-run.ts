import { noteReplanAsked } from "~/data/plan-age";
import {
  claimRun,
  failRun,
  HEARTBEAT_MS,
  keepRunAlive,
  releaseRun,
  reopenRun,
  succeedRun,
  type OpenedRun,
  type RunKind,
  type SyncRun,
} from "~/data/sync-runs";
import { logger } from "~/ops/logger";
import { runSeconds } from "~/ops/metrics";
import { connectToShop, withShopAccess } from "~/shopify/connect";
import { ShopifyError } from "~/shopify/shopify-error";
import { runBacktest } from "./run-backtest";
import { runMappingImport } from "./run-mapping-import";
import { RunProgress, type RunContext } from "./run-progress";
import { loseAccess } from "./shop-lifecycle";
import { runOrderHistory, runPull } from "./run-pull";
import { runReconciliation } from "./run-reconciliation";
import { runRefresh } from "./run-refresh";
import { runReplan } from "./run-replan";

const REPETITIONS = 5;
const FIRST_REPETITION_SECONDS = 15;

const PULL_MESSAGES = { done: "Pulled the shop's data", failed: "A pull of the shop's data failed" };
const MESSAGES: Record<RunKind, typeof PULL_MESSAGES> = {
  "first-pull": PULL_MESSAGES,
  refresh: PULL_MESSAGES,
  reconciliation: PULL_MESSAGES,
  "order-history": PULL_MESSAGES,
  backtest: { done: "Replayed the shop's history", failed: "The shop's history could not be replayed" },
  "mapping-import": { done: "Carried out an import of a mapping", failed: "An import of a mapping failed" },
  replan: { done: "Planned the shop anew", failed: "The shop could not be planned anew" },
};

/** How a run ended, and when it should be repeated without anybody asking. */
export type RunOutcome =
  | { kind: "not-claimed" | "released" | "ended-elsewhere" }
  | { kind: "succeeded"; next: OpenedRun | undefined }
  | { kind: "failed"; code: string; repeatAfterSeconds: number | null };

interface RunOptions {
  /** Ends the work early; the run is then given back, to go on later. */
  stop: AbortSignal;
  now?: Date;
  /** Of which kind the run is that follows from one that ends well. */
  findNext?: (shop: string, kind: RunKind) => Promise<RunKind | null>;
}

/**
 * Does the work of a queued or abandoned run and notes how it ended. A failed run leaves everything as the last good one
 * left it, apart from facts that are newer.
 */
export async function performRun(
  shop: string,
  runId: string,
  { stop, now = new Date(), findNext = () => Promise.resolve(null) }: RunOptions,
): Promise<RunOutcome> {
  const run = (await claimRun(shop, runId)) ?? (await claimRepetition(shop, runId));
  if (!run) return { kind: "not-claimed" };
  const ended = new AbortController();
  const heartbeat = setInterval(() => {
    keepRunAlive(run).then(
      (isUnderWay) => !isUnderWay && ended.abort(),
      (error: unknown) => logger.warn({ err: error, shop, runId }, "A run could not give its sign of life"),
    );
  }, HEARTBEAT_MS);
  const context = {
    shop,
    progress: new RunProgress(run),
    signal: AbortSignal.any([stop, ended.signal]),
  };
  try {
    await work(run.kind, context, now);
    const nextKind = await findNext(shop, run.kind);
    if (!(await keepRunAlive(run))) return { kind: "ended-elsewhere" };
    const next = await succeedRun(shop, runId, nextKind);
    const durationMs = Date.now() - run.startedAt.getTime();
    runSeconds.observe({ kind: run.kind, outcome: "succeeded" }, durationMs / 1_000);
    logger.info({ shop, kind: run.kind, durationMs }, MESSAGES[run.kind].done);
    return { kind: "succeeded", next: next ?? undefined };
  } catch (error) {
    if (ended.signal.aborted || !(await keepRunAlive(run))) return { kind: "ended-elsewhere" };
    if (stop.aborted) {
      await context.progress.save();
      await releaseRun(shop, runId);
      return { kind: "released" };
    }
    return await noteFailure(run, context.progress, error);
  } finally {
    clearInterval(heartbeat);
  }
}

/** A repetition meets its run as failed, so that the merchant sees the failure meanwhile. */
async function claimRepetition(shop: string, runId: string): Promise<SyncRun | null> {
  return (await reopenRun(shop, runId)) ? claimRun(shop, runId) : null;
}

const PULLS = {
  "first-pull": runPull,
  refresh: runRefresh,
  reconciliation: runReconciliation,
  "order-history": runOrderHistory,
};

async function work(kind: RunKind, context: RunContext, now: Date): Promise<void> {
  if (kind === "backtest") return runBacktest(context);
  if (kind === "mapping-import") return runMappingImport(context, now);
  if (kind === "replan") return runReplan(context, now);
  const pull = PULLS[kind];
  await withShopAccess(context.shop, () => pull({ ...context, client: connectToShop(context.shop) }, now));
}

async function noteFailure(run: SyncRun, progress: RunProgress, error: unknown): Promise<RunOutcome> {
  const { shop, runId, kind } = run;
  const { code, message, repeatable } = describeFailure(error);
  const { state } = progress;
  const repeats = repeatable && state.repetitions < REPETITIONS;
  const repeatAfterSeconds = repeats ? FIRST_REPETITION_SECONDS * 2 ** state.repetitions : null;
  state.repetitions += repeats ? 1 : 0;
  await progress.save();
  // Facts that change every plan are stored by now, or will be: another run than a repetition of this one would not know.
  if (state.replansShop) await noteReplanAsked(shop);
  await failRun(shop, runId, code, message);
  runSeconds.observe({ kind, outcome: "failed" }, (Date.now() - run.startedAt.getTime()) / 1_000);
  if (error instanceof ShopifyError && error.code === "unauthorized") await loseAccess(shop, error);
  logger.error({ err: error, shop, kind, code, repeatAfterSeconds }, MESSAGES[kind].failed);
  return { kind: "failed", code, repeatAfterSeconds };
}

function describeFailure(error: unknown): { code: string; message: string; repeatable: boolean } {
  if (error instanceof ShopifyError) return { code: error.code, message: error.message, repeatable: error.repeatable };
  const message =
    "The app could not process the shop's data. Nothing is lost: try again, and if it fails again please report the time.";
  return { code: "internal", message, repeatable: true };
}
