import { describe, expect, it } from "vitest";
import { summarizeDemand } from "~/planning/demand";
import { classifyDemand } from "~/planning/demand-class";
import { PlanningInputError } from "~/planning/planning-input-error";

const OLD = { createdInWindow: false };
const NEW = { createdInWindow: true };

/** Demand of selling days with these sizes, in so many observed days. */
function classOf(sizes: readonly number[], observedDays: number, age = OLD) {
  return classifyDemand(summarizeDemand(sizes, observedDays), age);
}

/** `count` times the same size. */
const times = (count: number, size: number) => Array.from({ length: count }, () => size);

describe("classifyDemand", () => {
  it("classifies the example of its docstring", () => {
    // p = 90/30 = 3. Sizes 1 (20 times) and 4 (10 times): mean 2, s² = (20·1 + 10·4)/29, CV² = 60/29/4 = 0.517.
    expect(classOf([...times(20, 1), ...times(10, 4)], 90)).toBe("lumpy");
    // Sizes 1 and 3: mean 5/3, s² = (110 − 50²/30)/29 = 0.9195, CV² = 0.331.
    expect(classOf([...times(20, 1), ...times(10, 3)], 90)).toBe("intermittent");
  });

  it("draws the line between often and now and then at a mean interval of 1.32 days", () => {
    // 33 days with 25 of them selling: exactly 1.32.
    expect(classOf(times(25, 2), 33)).toBe("smooth");
    expect(classOf(times(25, 2), 34)).toBe("intermittent");
    expect(classOf(times(90, 2), 90)).toBe("smooth");
  });

  it("draws the line between even and uneven sizes at a squared coefficient of variation of 0.49", () => {
    // 3 of 1 unit and 6 of 22: Σx = 135, Σx² = 2907, CV² = 9·(9·2907 − 135²)/(8·135²) = 71442/145800 = 0.49 exactly.
    expect(classOf([...times(3, 1), ...times(6, 22)], 9)).toBe("smooth");
    // 6 of 23 instead: Σx = 141, Σx² = 3177, CV² = 9·(9·3177 − 141²)/(8·141²) = 78408/159048 = 0.493.
    expect(classOf([...times(3, 1), ...times(6, 23)], 9)).toBe("erratic");
    expect(classOf([...times(3, 1), ...times(6, 22)], 12)).toBe("intermittent");
    expect(classOf([...times(3, 1), ...times(6, 23)], 12)).toBe("lumpy");
  });

  it("leaves days without a sale out of the sizes, and counts them into the interval", () => {
    // Seen over all days these are very uneven; the selling days are all alike.
    expect(classOf([7, 7, 7], 90)).toBe("intermittent");
  });

  it("sees no variation in a single selling day of a whole window", () => {
    expect(classOf([40], 90)).toBe("intermittent");
  });

  it("has no class for a window without sales, whether long or short", () => {
    expect(classOf([], 90)).toBe("no-sales");
    expect(classOf([], 2)).toBe("no-sales");
  });

  it("calls a variant new until it has sold on two days, when it was created inside the window", () => {
    expect(classOf([], 60, NEW)).toBe("new");
    expect(classOf([5], 60, NEW)).toBe("new");
    expect(classOf([5, 5], 60, NEW)).toBe("intermittent");
  });

  it("says nothing from fewer than two observed days, however old the variant", () => {
    expect(classOf([], 0)).toBe("new");
    expect(classOf([5], 1)).toBe("new");
  });

  it("does not depend on the unit that is counted in", () => {
    const sizes = [1, 1, 2, 5, 1, 1, 9];
    expect(classOf(sizes, 8)).toBe("erratic");
    expect(
      classOf(
        sizes.map((size) => size * 1_000_000),
        8,
      ),
    ).toBe("erratic");
  });

  it("rejects sums that no demand can have", () => {
    const demand = { observedDays: 90, units: 1, sumOfSquaredUnits: 1, sellingDays: 2 };
    expect(() => classifyDemand(demand, OLD)).toThrow(PlanningInputError);
  });
});
