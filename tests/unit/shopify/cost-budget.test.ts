import { describe, expect, it } from "vitest";
import { CostBudget } from "~/shopify/cost-budget";
import { FakeClock } from "./fake-clock";

const extensions = (requestedQueryCost: number, currentlyAvailable: number) => ({
  cost: { requestedQueryCost, throttleStatus: { maximumAvailable: 1_000, currentlyAvailable, restoreRate: 100 } },
});

describe("the cost budget", () => {
  it("waits until the bucket can pay for a document whose cost it knows", async () => {
    const clock = new FakeClock();
    const budget = new CostBudget(clock);
    budget.record("query A", extensions(300, 100));
    await budget.waitFor("query A");
    expect(clock.sleeps).toEqual([2_000]); // 200 points at 100 a second.
  });

  it("counts what flowed back meanwhile", async () => {
    const clock = new FakeClock();
    const budget = new CostBudget(clock);
    budget.record("query A", extensions(300, 100));
    await clock.sleep(1_500);
    await budget.waitFor("query A");
    expect(clock.sleeps).toEqual([1_500, 500]);
  });

  it("does not hold up a document that it has not seen, nor one that is affordable", async () => {
    const clock = new FakeClock();
    const budget = new CostBudget(clock);
    budget.record("query A", extensions(50, 100));
    await budget.waitFor("query A");
    await budget.waitFor("query B");
    expect(clock.sleeps).toEqual([]);
  });

  it("ignores answers without a cost", async () => {
    const clock = new FakeClock();
    const budget = new CostBudget(clock);
    budget.record("query A", undefined);
    await budget.waitFor("query A");
    expect(clock.sleeps).toEqual([]);
  });
});
