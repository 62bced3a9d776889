import { describe, expect, it } from "vitest";
import { calculateDemandStdDev, calculateMeanDailyDemand, demandWindow, summarizeDemand } from "~/planning/demand";
import { PlanningInputError } from "~/planning/planning-input-error";
import { relativeDifference } from "./relative-difference";

describe("demandWindow", () => {
  it("is the last complete days, ending yesterday", () => {
    expect(demandWindow({ today: "2026-03-10", windowDays: 90, createdDay: "2020-01-01" })).toEqual({
      kind: "days",
      firstDay: "2025-12-10",
      lastDay: "2026-03-09",
      days: 90,
    });
  });

  it("begins on the day a variant was created, when that is inside", () => {
    expect(demandWindow({ today: "2026-03-10", windowDays: 90, createdDay: "2026-03-01" })).toEqual({
      kind: "days",
      firstDay: "2026-03-01",
      lastDay: "2026-03-09",
      days: 9,
    });
  });

  it("counts days across a change of the clocks as days", () => {
    // New York lost an hour on 8 March 2026.
    expect(demandWindow({ today: "2026-03-10", windowDays: 3, createdDay: "2020-01-01" })).toMatchObject({
      firstDay: "2026-03-07",
      days: 3,
    });
  });

  it("is one day for a variant created yesterday", () => {
    expect(demandWindow({ today: "2026-03-10", windowDays: 90, createdDay: "2026-03-09" })).toEqual({
      kind: "days",
      firstDay: "2026-03-09",
      lastDay: "2026-03-09",
      days: 1,
    });
  });

  it.each(["2026-03-10", "2026-03-11"])("is none for a variant created today or later (%s)", (createdDay) => {
    expect(demandWindow({ today: "2026-03-10", windowDays: 90, createdDay })).toEqual({ kind: "none", days: 0 });
  });

  it.each([0, -1, 1.5, NaN, Infinity])("rejects a window of %d days", (windowDays) => {
    expect(() => demandWindow({ today: "2026-03-10", windowDays, createdDay: "2020-01-01" })).toThrow(
      "demand window in days must be a whole number, 1 or more",
    );
  });
});

describe("summarizeDemand", () => {
  it("counts the days without a sale through the observed days", () => {
    expect(summarizeDemand([3, 1], 4)).toEqual({
      observedDays: 4,
      units: 4,
      sumOfSquaredUnits: 10,
      sellingDays: 2,
    });
    expect(summarizeDemand([3, 0, 1], 4).sellingDays).toBe(2);
  });

  it("is all zero without days", () => {
    expect(summarizeDemand([], 0)).toEqual({ observedDays: 0, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 });
  });

  it("rejects more selling days than observed days", () => {
    expect(() => summarizeDemand([1, 1, 1], 2)).toThrow("number of selling days must be at most the 2 observed days");
  });

  it.each([-1, 0.5, NaN, Infinity])("rejects %d units on a day", (units) => {
    expect(() => summarizeDemand([units], 4)).toThrow("demand of a day must be a whole number of units, 0 or more");
  });

  it("rejects sums that would no longer be exact", () => {
    expect(() => summarizeDemand([100_000_000], 4)).toThrow(PlanningInputError);
  });
});

describe("mean and deviation of daily demand", () => {
  it("are units a day and the sample deviation with its zero days, as in the docstrings", () => {
    const demand = summarizeDemand([3, 1], 4);
    expect(calculateMeanDailyDemand(demand)).toBe(1);
    expect(relativeDifference(calculateDemandStdDev(demand), Math.SQRT2)).toBeLessThan(1e-15);
  });

  it("divide the squared deviations by n − 1", () => {
    // 2 4 4 4 5 5 7 9: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, 32/7.
    const demand = summarizeDemand([2, 4, 4, 4, 5, 5, 7, 9], 8);
    expect(calculateMeanDailyDemand(demand)).toBe(5);
    expect(relativeDifference(calculateDemandStdDev(demand), Math.sqrt(32 / 7))).toBeLessThan(1e-15);
  });

  it("cancel nothing where large demand varies little", () => {
    // Days of 9,000,001 and 8,999,999 in turn: squared deviations of 1 each, n of them, so σ² = n/(n−1).
    const days = Array.from({ length: 90 }, (_, day) => (day % 2 === 0 ? 9_000_001 : 8_999_999));
    expect(relativeDifference(calculateDemandStdDev(summarizeDemand(days, 90)), Math.sqrt(90 / 89))).toBeLessThan(
      1e-15,
    );
  });

  it("are 0 without sales and 0 deviation when every day sells the same", () => {
    expect(calculateMeanDailyDemand(summarizeDemand([], 90))).toBe(0);
    expect(calculateDemandStdDev(summarizeDemand([], 90))).toBe(0);
    expect(calculateDemandStdDev(summarizeDemand([7, 7, 7], 3))).toBe(0);
  });

  it("lack a deviation with one observed day and both with none", () => {
    expect(calculateMeanDailyDemand(summarizeDemand([5], 1))).toBe(5);
    expect(calculateDemandStdDev(summarizeDemand([5], 1))).toEqual({ kind: "insufficient-history", observedDays: 1 });
    expect(calculateMeanDailyDemand(summarizeDemand([], 0))).toEqual({ kind: "insufficient-history", observedDays: 0 });
  });

  it.each([
    { observedDays: -1, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 },
    { observedDays: 1.5, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 },
    { observedDays: 90, units: -1, sumOfSquaredUnits: 1, sellingDays: 1 },
    { observedDays: 90, units: NaN, sumOfSquaredUnits: 1, sellingDays: 1 },
    { observedDays: 90, units: 10, sumOfSquaredUnits: 9, sellingDays: 10 },
    { observedDays: 2, units: 10, sumOfSquaredUnits: 49, sellingDays: 2 },
    { observedDays: 90, units: 10, sumOfSquaredUnits: 49, sellingDays: 2 },
    { observedDays: 0, units: 1, sumOfSquaredUnits: 1, sellingDays: 1 },
    { observedDays: 90, units: 1, sumOfSquaredUnits: Infinity, sellingDays: 1 },
    { observedDays: 90, units: 1, sumOfSquaredUnits: 1, sellingDays: 2 },
    { observedDays: 90, units: 1, sumOfSquaredUnits: 1, sellingDays: 0 },
    { observedDays: 90, units: 2, sumOfSquaredUnits: 2, sellingDays: 1.5 },
  ])("reject sums that no demand can have: %j", (demand) => {
    expect(() => calculateMeanDailyDemand(demand)).toThrow(PlanningInputError);
    expect(() => calculateDemandStdDev(demand)).toThrow(PlanningInputError);
  });
});
