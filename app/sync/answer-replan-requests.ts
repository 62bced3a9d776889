import { countReplanRequests, listShopsWithReplanRequests } from "~/data/replan-requests";
import { claimWork, releaseWork } from "~/data/shop-claims";
import { logger } from "~/ops/logger";
import { planningSeconds, plansMade } from "~/ops/metrics";
import { enqueueForShops, enqueueReplanRequests } from "./job-queue";
import { replanRequested } from "./replan";

/** Planned while the merchant waits, in about a second; of more, the plans follow in the background. */
const MOST_PLANNED_AT_ONCE = 1_000;
/** After this the shop goes to the end of the queue, so that a busy one does not keep others waiting. */
const LONGEST_TURN_MS = 3_000;

/**
 * Plans what a change asked for, at once if that is quickly done, or else in the background. The requests wait in the
 * database until their plans are stored: when this fails, the change stands all the same, and its plans follow.
 *
 * @returns false when the plans follow in the background
 */
export async function answerReplanRequests(shop: string, now: Date): Promise<boolean> {
  try {
    if ((await countReplanRequests(shop)) <= MOST_PLANNED_AT_ONCE) {
      await replanRequested(shop, { now });
      return true;
    }
    await enqueueReplanRequests(shop);
  } catch (error) {
    logger.error({ err: error, shop }, "The plans that a change asks for could not be made at once; they follow");
  }
  return false;
}

/**
 * Plans what was asked for in a shop until nothing is left, or its turn ends. Of several that are called for one shop, in one
 * process or in many, one does the work; whatever is left then is queued again.
 */
export async function takePlanningTurn(shop: string, { signal }: { signal: AbortSignal }): Promise<void> {
  const claim = await claimWork(shop, "replans", null);
  if (!claim) return;
  const end = performance.now() + LONGEST_TURN_MS;
  const stopTimer = planningSeconds.startTimer();
  try {
    plansMade.inc(await replanRequested(shop, { isTimeUp: () => signal.aborted || performance.now() > end }));
  } finally {
    stopTimer();
    await releaseWork(shop, "replans", claim);
  }
  // Also what came while nobody else could claim it.
  if ((await countReplanRequests(shop)) > 0) await enqueueReplanRequests(shop);
}

/** Queues the shops in which variants wait to be planned: those of processes that ended before they could, too. */
export async function queueDueReplans(): Promise<void> {
  await enqueueForShops("replan-requests", await listShopsWithReplanRequests());
}
