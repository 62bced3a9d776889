import { readPlanWindowEnd } from "~/data/plan-age";
import { readSyncStatus, type SyncStatus } from "~/data/sync-runs";
import { readFreshness } from "~/reports/freshness";
import { ensureFresh } from "~/sync/ensure-fresh";

/** The shop has no plan yet: how far the first pull has come, or why it stopped. */
function describeFirstPull({ running, failure }: SyncStatus, now: Date) {
  return {
    stage: "first-pull" as const,
    phase: running?.phase ?? ("queued" as const),
    objects: running?.objects ?? 0,
    found: running?.found ?? 0,
    elapsedMs: running ? now.getTime() - running.startedAt.getTime() : 0,
    failure: running ? null : (failure?.message ?? null),
  };
}

/**
 * What every page that shows plans has to know of the pulls behind them. Starts one when the shop's data need it, and
 * waits for none.
 */
export async function readPull(shop: string) {
  const now = new Date();
  await ensureFresh(shop, now);
  // Before any row is read: a page may show more than this says, never less.
  const freshness = await readFreshness(shop);
  const status = await readSyncStatus(shop);
  if (!status.hasPlan) return describeFirstPull(status, now);
  return {
    stage: "ready" as const,
    freshness,
    notices: {
      now: now.toISOString(),
      refreshFailure: status.failure?.message ?? null,
      refreshing: status.running !== null,
      readingOlderOrders: status.orderHistory?.status === "running",
      cutWindow: status.cutWindow ? await describeCutWindow(shop, status.ordersKnownFrom) : null,
    },
  };
}

export type FirstPull = ReturnType<typeof describeFirstPull>;

/** The days of the demand window that there are: complete days from the first known one to the last of the plans' window. */
async function describeCutWindow(shop: string, firstDay: string | null) {
  const lastDay = await readPlanWindowEnd(shop);
  return firstDay !== null && lastDay !== null && firstDay <= lastDay ? { firstDay, lastDay } : null;
}
