import { readBacktestWindowEnd } from "~/data/backtests";
import { listInstalledShops } from "~/data/shops";
import { readLatestRun } from "~/data/sync-runs";
import { logger } from "~/ops/logger";
import { enqueueRun } from "./job-queue";
import { readLastCompleteDay } from "./run-backtest";

/** After all its repetitions failed, a backtest rests as long before it is tried again without anybody asking. */
const PAUSE_AFTER_FAILURE_MS = 20 * 60 * 60_000;

/**
 * Has the history of every shop that has the app replayed where the latest backtest does not know the last complete day
 * yet: once a day for each shop, in its own night, as soon as its orders of the day before were pulled.
 */
export async function startDueBacktests(now = new Date()): Promise<void> {
  for (const shop of await listInstalledShops()) {
    try {
      if (await isBacktestDue(shop, now)) await enqueueRun(shop, "backtest", { inBackground: true });
    } catch (error) {
      logger.error({ err: error, shop }, "It could not be found out whether the shop's history has to be replayed");
    }
  }
}

async function isBacktestDue(shop: string, now: Date): Promise<boolean> {
  const [lastCompleteDay, knownDay, orderHistory, latest] = await Promise.all([
    readLastCompleteDay(shop),
    readBacktestWindowEnd(shop),
    readLatestRun(shop, "order-history"),
    readLatestRun(shop, "backtest"),
  ]);
  // Once the older orders are there a backtest follows anyway.
  if (lastCompleteDay === null || orderHistory?.status === "running") return false;
  if (latest?.status === "failed" && now.getTime() - latest.startedAt.getTime() < PAUSE_AFTER_FAILURE_MS) return false;
  return knownDay === null || knownDay < lastCompleteDay;
}
