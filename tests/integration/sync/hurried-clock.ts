import { systemClock, type Clock } from "~/shopify/retry";

const TIMES_FASTER = 20;

/** The clock as it was, for a test about how long a wait is. */
export const unhurriedClock: Clock = { ...systemClock };

/** Makes the waits for Shopify short in all of a test file. */
export function hurryWaits(): void {
  systemClock.sleep = (milliseconds, signal) => unhurriedClock.sleep(milliseconds / TIMES_FASTER, signal);
}
