import { describe, expect, it, vi } from "vitest";
import { CostBudget, TooFewPointsError, type SharedAccount } from "~/shopify/cost-budget";
import type { PointsWish } from "~/shopify/point-bucket";
import { FakeClock } from "./fake-clock";

const costOf = (requestedQueryCost: number, currentlyAvailable: number, actualQueryCost = requestedQueryCost) => ({
  requestedQueryCost,
  actualQueryCost,
  throttleStatus: { maximumAvailable: 1_000, currentlyAvailable, restoreRate: 100 },
});

const PATIENT = { priority: "interactive", deadline: Infinity } as const;

/** A budget whose last answer, to query A, reported a cost. */
async function budgetAfter(cost: ReturnType<typeof costOf>, account?: SharedAccount) {
  const clock = new FakeClock();
  const budget = new CostBudget({ clock, account });
  await budget.settle(await budget.reserve("query A", PATIENT), cost);
  return { clock, budget };
}

describe("the budget of a process that counts for itself", () => {
  it("waits until the bucket can pay for a query whose cost it knows", async () => {
    const { clock, budget } = await budgetAfter(costOf(300, 100));
    await budget.reserve("query A", PATIENT);
    expect(clock.sleeps).toEqual([2_000]); // 200 points at 100 a second.
  });

  it("counts what flowed back meanwhile", async () => {
    const { clock, budget } = await budgetAfter(costOf(300, 100));
    await clock.sleep(1_500);
    await budget.reserve("query A", PATIENT);
    expect(clock.sleeps).toEqual([1_500, 500]);
  });

  it("takes 100 points for a query that it has not seen", async () => {
    const { clock, budget } = await budgetAfter(costOf(300, 150));
    expect(await budget.reserve("query B", PATIENT)).toMatchObject({ points: 100 });
    await budget.reserve("query B", PATIENT);
    expect(clock.sleeps).toEqual([500]);
  });

  it("takes points at once for requests that are sent at the same time", async () => {
    const { clock, budget } = await budgetAfter(costOf(100, 250));
    await Promise.all([1, 2, 3].map(() => budget.reserve("query A", PATIENT)));
    expect(clock.sleeps).toEqual([500]);
  });

  it("tells at once who would wait longer than it can", async () => {
    const { clock, budget } = await budgetAfter(costOf(300, 100));
    const impatient = budget.reserve("query A", { priority: "interactive", deadline: clock.now() + 1_999 });
    await expect(impatient).rejects.toThrow(TooFewPointsError);
    await expect(impatient).rejects.toMatchObject({ code: "throttled", waitMs: 2_000 });
    expect(clock.sleeps).toEqual([]);
  });

  it("lets points flow back that were taken for a request without an answer", async () => {
    const { clock, budget } = await budgetAfter(costOf(300, 300));
    await budget.settle(await budget.reserve("query A", PATIENT), null);
    await budget.reserve("query A", PATIENT);
    expect(clock.sleeps).toEqual([3_000]);
  });
});

describe("the budget of a process that shares an account", () => {
  const reserve = vi.fn<SharedAccount["reserve"]>();
  const settle = vi.fn<SharedAccount["settle"]>();

  it("asks the account for what the last query of the kind asked for, and settles what it was charged", async () => {
    reserve.mockReset().mockResolvedValue(0);
    settle.mockReset().mockResolvedValue();
    const cost = costOf(300, 800, 40);
    const { budget } = await budgetAfter(cost, { reserve, settle });
    await budget.settle(await budget.reserve("query A", { priority: "background", deadline: Infinity }), cost);
    expect(reserve.mock.calls.map(([wish]: [PointsWish]) => wish)).toEqual([
      { points: 100, priority: "interactive" },
      { points: 300, priority: "background" },
    ]);
    expect(settle).toHaveBeenLastCalledWith({ reserved: 300, spent: 40, bucket: cost.throttleStatus });
  });

  it("waits as long as the account says, and asks again", async () => {
    reserve.mockReset().mockResolvedValueOnce(700).mockResolvedValueOnce(300).mockResolvedValueOnce(0);
    const clock = new FakeClock();
    await new CostBudget({ clock, account: { reserve, settle } }).reserve("query A", PATIENT);
    expect(clock.sleeps).toEqual([700, 300]);
  });

  it("fails no request when the account does, but counts for itself for a while", async () => {
    reserve.mockReset().mockRejectedValue(new Error("The database is gone"));
    settle.mockReset().mockRejectedValue(new Error("The database is gone"));
    const { clock, budget } = await budgetAfter(costOf(300, 100), { reserve, settle });
    await budget.reserve("query A", PATIENT);
    expect(clock.sleeps).toEqual([2_000]);
    expect(reserve).toHaveBeenCalledTimes(1);
    await clock.sleep(10_000);
    reserve.mockResolvedValue(0);
    expect(await budget.reserve("query A", PATIENT)).toMatchObject({ isShared: true });
  });

  it("tells the account later of points that were spent meanwhile", async () => {
    reserve.mockReset().mockResolvedValue(0);
    settle.mockReset().mockRejectedValueOnce(new Error("The database is gone")).mockResolvedValue();
    const cost = costOf(300, 800, 40);
    const { clock, budget } = await budgetAfter(cost, { reserve, settle });
    await budget.settle(await budget.reserve("query A", PATIENT), cost);
    expect(settle).toHaveBeenCalledTimes(1);
    await clock.sleep(10_000);
    await budget.settle(await budget.reserve("query A", PATIENT), cost);
    expect(settle).toHaveBeenLastCalledWith({ reserved: 380, spent: 120, bucket: cost.throttleStatus });
    await budget.settle(await budget.reserve("query A", PATIENT), cost);
    expect(settle).toHaveBeenLastCalledWith({ reserved: 300, spent: 40, bucket: cost.throttleStatus });
  });

  it("goes on without an account that does not answer in time", async () => {
    vi.useFakeTimers();
    try {
      reserve.mockReset().mockReturnValue(new Promise(() => {}));
      const budget = new CostBudget({ account: { reserve, settle } });
      const reserving = budget.reserve("query A", PATIENT);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await reserving).toMatchObject({ isShared: false });
    } finally {
      vi.useRealTimers();
    }
  });
});
