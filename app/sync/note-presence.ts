import { notePresence, noteWorkerPresence } from "~/data/app-presence";
import { logger } from "~/ops/logger";
import { enqueueDueRefreshes } from "./job-queue";

/** A restart is no gap: what was not answered meanwhile, Shopify soon repeats. Later it repeats more and more seldom. */
const LONGEST_PAUSE_SECONDS = 180;

/**
 * Notes that this process is there to take webhooks. After a gap (the app was down, its machine slept, its database was gone)
 * every shop is refreshed: what Shopify could not deliver comes hours later, or never.
 */
export async function notePresenceOrGap(): Promise<void> {
  try {
    const goneSince = await notePresence(LONGEST_PAUSE_SECONDS);
    if (goneSince === null) return;
    logger.warn({ goneSince }, "Webhooks could not be received for some time: every shop is refreshed");
    await enqueueDueRefreshes();
  } catch (error) {
    logger.error({ err: error }, "The app could not note that it is there to take webhooks");
  }
}

/** Notes that this process is there to take jobs. */
export async function noteWorker(): Promise<void> {
  try {
    await noteWorkerPresence();
  } catch (error) {
    logger.warn({ err: error }, "The app could not note that it is there to take jobs");
  }
}
