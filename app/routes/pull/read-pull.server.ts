import { describeSync, readSyncFacts, type SyncFacts, type SyncStatus } from "~/data/sync-status";
import { describeFreshness } from "~/reports/freshness";
import { startDuePull } from "~/sync/ensure-fresh";
import { wordFault } from "~/words/fault-words.server";
import { wordsFor } from "~/words/request-language.server";
import type { Words } from "~/words/words";

/** The shop has no plan yet: how far the first pull has come, or why it stopped. */
function describeFirstPull({ running, failure }: SyncStatus, now: Date, t: Words["t"]) {
  return {
    stage: "first-pull" as const,
    phase: running?.phase ?? ("queued" as const),
    objects: running?.objects ?? 0,
    found: running?.found ?? 0,
    elapsedMs: running ? now.getTime() - running.startedAt.getTime() : 0,
    failure: running || !failure ? null : wordFault(failure.message, t),
  };
}

/**
 * What every page that shows plans has to know of the pulls behind them. Starts one when the shop's data need it, and
 * waits for none.
 *
 * @param request by whom the page is asked for, in whose language
 */
export async function readPull(shop: string, request: Request) {
  const now = new Date();
  const { t } = wordsFor(request);
  // Before any row is read: a page may show more than this says, never less.
  let facts = await readSyncFacts(shop);
  const found = await startDuePull(shop, facts, now);
  if (found === "first-pull-started" || found === "refresh-started") facts = await readSyncFacts(shop);
  const status = describeSync(facts);
  if (!status.hasPlan) return describeFirstPull(status, now, t);
  return {
    stage: "ready" as const,
    freshness: describeFreshness(facts),
    notices: {
      now: now.toISOString(),
      refreshFailure: status.failure && wordFault(status.failure.message, t),
      refreshing: status.running !== null,
      readingOlderOrders: status.orderHistory?.status === "running",
      cutWindow: status.cutWindow ? describeCutWindow(facts) : null,
    },
  };
}

export type FirstPull = ReturnType<typeof describeFirstPull>;

/** The days of the demand window that there are: complete days from the first known one to the last of the plans' window. */
function describeCutWindow({ stored, plannedWindowEnd: lastDay }: SyncFacts) {
  const firstDay = stored?.ordersKnownFrom ?? null;
  return firstDay !== null && lastDay !== null && firstDay <= lastDay ? { firstDay, lastDay } : null;
}
