import { describe, expect, it } from "vitest";
import { retry, type Failure } from "~/shopify/retry";
import { FakeClock } from "./fake-clock";

/** Fails with each of the errors, then succeeds. */
function attempts(...errors: Error[]) {
  const remaining = [...errors];
  return () => {
    const error = remaining.shift();
    return error ? Promise.reject(error) : Promise.resolve("done");
  };
}

const repeatable =
  (waitMs = 0) =>
  (thrown: unknown): Failure => ({ error: thrown as Error, waitMs, repeatable: true });
const final = (thrown: unknown): Failure => ({ error: thrown as Error, waitMs: 0, repeatable: false });
const fault = new Error("fault");

describe("retry", () => {
  it("waits a random part of a delay that doubles", async () => {
    const clock = new FakeClock(0.5);
    await expect(
      retry(attempts(fault, fault, fault), { patienceMs: 60_000, classify: repeatable(), clock }),
    ).resolves.toBe("done");
    expect(clock.sleeps).toEqual([200, 400, 800]);
  });

  it("waits at least as long as the other side asked for", async () => {
    const clock = new FakeClock(0);
    await retry(attempts(fault), { patienceMs: 60_000, classify: repeatable(2_000), clock });
    expect(clock.sleeps).toEqual([2_000]);
  });

  it("gives up when the next attempt would come after patience ends", async () => {
    const clock = new FakeClock(0);
    const errors = Array.from({ length: 50 }, () => fault);
    await expect(retry(attempts(...errors), { patienceMs: 5_000, classify: repeatable(2_000), clock })).rejects.toBe(
      fault,
    );
    expect(clock.sleeps).toEqual([2_000, 2_000]);
  });

  it("does not repeat what can't succeed", async () => {
    const clock = new FakeClock();
    await expect(retry(attempts(fault), { patienceMs: 60_000, classify: final, clock })).rejects.toBe(fault);
    expect(clock.sleeps).toEqual([]);
  });

  it("stops with the reason of its signal", async () => {
    const stop = new AbortController();
    const reason = new Error("The app is stopping");
    const attempt = () => {
      stop.abort(reason);
      return Promise.reject(fault);
    };
    const options = { patienceMs: 60_000, classify: repeatable(), clock: new FakeClock(), signal: stop.signal };
    await expect(retry(attempt, options)).rejects.toBe(reason);
  });
});
