import { describe, expect, it } from "vitest";
import { calculateDaysToCover, calculateLeadTimeDemand } from "~/planning/lead-time";

describe("lead time demand", () => {
  it("is the mean over the lead time, as in the docstring", () => {
    expect(calculateLeadTimeDemand({ meanDailyDemand: 2.5, leadTimeDays: 14, reviewPeriodDays: 0 })).toBe(35);
  });

  it("also covers the wait for the next occasion to order", () => {
    expect(calculateDaysToCover(14, 7)).toBe(21);
    expect(calculateLeadTimeDemand({ meanDailyDemand: 2.5, leadTimeDays: 14, reviewPeriodDays: 7 })).toBe(52.5);
  });

  it("is 0 without sales", () => {
    expect(calculateLeadTimeDemand({ meanDailyDemand: 0, leadTimeDays: 14, reviewPeriodDays: 0 })).toBe(0);
  });

  it.each([0, -1, NaN, Infinity])("rejects a lead time of %d", (leadTimeDays) => {
    expect(() => calculateLeadTimeDemand({ meanDailyDemand: 1, leadTimeDays, reviewPeriodDays: 0 })).toThrow(
      `The lead time in days must be a finite number more than 0; it is ${leadTimeDays}.`,
    );
  });

  it.each([-1, NaN, Infinity])("rejects a review period of %d", (reviewPeriodDays) => {
    expect(() => calculateLeadTimeDemand({ meanDailyDemand: 1, leadTimeDays: 14, reviewPeriodDays })).toThrow(
      "review period in days",
    );
  });

  it.each([-0.1, NaN, Infinity])("rejects a mean of %d", (meanDailyDemand) => {
    expect(() => calculateLeadTimeDemand({ meanDailyDemand, leadTimeDays: 14, reviewPeriodDays: 0 })).toThrow(
      "mean daily demand",
    );
  });
});
