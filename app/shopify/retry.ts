import { setTimeout as sleep } from "node:timers/promises";

/** The parts of the world that waiting needs; tests pass their own. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  now(): number;
  /** Rejects with the signal's reason when it fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  random: Math.random,
};

/** What a failed attempt says of the next one. */
export interface Failure {
  error: Error;
  /** The least time to wait that the other side named, in milliseconds; 0 when it named none. */
  waitMs: number;
  /** Whether another attempt makes sense. */
  repeatable: boolean;
}

export interface RetryOptions {
  /** No attempt starts later than this after the first one, in milliseconds. */
  patienceMs: number;
  classify: (error: unknown) => Failure;
  clock?: Clock;
  signal?: AbortSignal;
}

const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 20_000;

/**
 * Runs an attempt until it succeeds, fails for good, or patience ends. Between attempts it waits what the other side
 * asked for, and on top of it a random part of a delay that doubles: clients that failed together must not come back
 * together ("full jitter", Brooker, Exponential Backoff And Jitter, AWS 2015).
 *
 * @throws the classified error of the last attempt, or the signal's reason
 */
export async function retry<Result>(attempt: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const { patienceMs, classify, clock = systemClock, signal } = options;
  const deadline = clock.now() + patienceMs;
  for (let failures = 0; ; failures++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (thrown) {
      signal?.throwIfAborted();
      const failure = classify(thrown);
      const delayMs = failure.waitMs + clock.random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
      if (!failure.repeatable || clock.now() + delayMs > deadline) throw failure.error;
      await clock.sleep(delayMs, signal);
    }
  }
}
