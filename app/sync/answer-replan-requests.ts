import { countReplanRequests } from "~/data/replan-requests";
import { enqueueReplanRequests } from "./job-queue";
import { replanRequested } from "./replan";

/** Planned while the merchant waits, in about a second; of more, the plans follow in the background. */
const MOST_PLANNED_AT_ONCE = 1_000;

/**
 * Plans what a change asked for, at once if that is quickly done, or else in the background. The requests wait in the
 * database until their plans are stored, so that none is lost when this fails.
 *
 * @returns false when the plans follow in the background
 */
export async function answerReplanRequests(shop: string, now: Date): Promise<boolean> {
  if ((await countReplanRequests(shop)) > MOST_PLANNED_AT_ONCE) {
    await enqueueReplanRequests(shop);
    return false;
  }
  await replanRequested(shop, { now });
  return true;
}
