import { describe, expect, it } from "vitest";
import { calculateLeadTimeDemand } from "~/planning/lead-time";
import { calculateReorderPoint, roundUpToWholeUnits } from "~/planning/reorder-point";
import { calculateSafetyStock } from "~/planning/safety-stock";
import { relativeDifference } from "./relative-difference";

interface ReorderPointInputs {
  meanDailyDemand: number;
  demandStdDev: number;
  leadTimeDays: number;
  leadTimeStdDevDays: number;
  serviceLevel: number;
}

/**
 * Output of the R package inventorize, cran/inventorize@a520901: R/reorderpoint_normal.R, and R/reorderpoint_ltv.R for a
 * varying lead time.
 */
const INVENTORIZE = [
  {
    name: "inventorize reorderpoint doc example",
    meanDailyDemand: 50,
    demandStdDev: 5,
    leadTimeDays: 6,
    leadTimeStdDevDays: 0,
    serviceLevel: 0.9,
    leadTimeDemand: 300,
    safetyStock: 15.695737073246118,
    reorderPoint: 315.6957370732461,
  },
  {
    name: "inventorize reorderpoint normal 0.99",
    meanDailyDemand: 7.5,
    demandStdDev: 6.25,
    leadTimeDays: 14,
    leadTimeStdDevDays: 0,
    serviceLevel: 0.99,
    leadTimeDemand: 105,
    safetyStock: 54.40247941944229,
    reorderPoint: 159.40247941944227,
  },
  {
    name: "inventorize reorderpoint ltv grid 0.9",
    meanDailyDemand: 12.4,
    demandStdDev: 8.3,
    leadTimeDays: 21,
    leadTimeStdDevDays: 5,
    serviceLevel: 0.9,
    leadTimeDemand: 260.40000000000003,
    safetyStock: 93.21638211435256,
    reorderPoint: 353.6163821143526,
  },
  {
    name: "inventorize reorderpoint ltv grid 0.99",
    meanDailyDemand: 12.4,
    demandStdDev: 8.3,
    leadTimeDays: 21,
    leadTimeStdDevDays: 5,
    serviceLevel: 0.99,
    leadTimeDemand: 260.40000000000003,
    safetyStock: 169.21186644982936,
    reorderPoint: 429.6118664498294,
  },
];

/** Output of the R package SCperf, cran/SCperf@47f9558 R/ROP.R, for a mean of 3.7 and a deviation of 4.9; 2 decimals. */
const SCPERF = [
  { serviceLevel: 0.8, leadTimeDays: 1, safetyStock: 4.12, reorderPoint: 7.82 },
  { serviceLevel: 0.8, leadTimeDays: 30, safetyStock: 22.59, reorderPoint: 133.59 },
  { serviceLevel: 0.9, leadTimeDays: 14, safetyStock: 23.5, reorderPoint: 75.3 },
  { serviceLevel: 0.95, leadTimeDays: 7, safetyStock: 21.32, reorderPoint: 47.22 },
  { serviceLevel: 0.98, leadTimeDays: 1, safetyStock: 10.06, reorderPoint: 13.76 },
  { serviceLevel: 0.98, leadTimeDays: 30, safetyStock: 55.12, reorderPoint: 166.12 },
  { serviceLevel: 0.99, leadTimeDays: 14, safetyStock: 42.65, reorderPoint: 94.45 },
];

function reorderPointOf(inputs: ReorderPointInputs) {
  const leadTimeDemand = calculateLeadTimeDemand({ ...inputs, reviewPeriodDays: 0 });
  const safetyStock = calculateSafetyStock({ ...inputs, reviewPeriodDays: 0 });
  return { leadTimeDemand, safetyStock, reorderPoint: calculateReorderPoint(leadTimeDemand, safetyStock) };
}

describe("reorder point", () => {
  it.each(INVENTORIZE)("agrees with $name", (published) => {
    const { leadTimeDemand, safetyStock, reorderPoint } = reorderPointOf(published);
    expect(relativeDifference(leadTimeDemand, published.leadTimeDemand)).toBeLessThan(1e-12);
    expect(relativeDifference(safetyStock, published.safetyStock)).toBeLessThan(1e-12);
    expect(relativeDifference(reorderPoint, published.reorderPoint)).toBeLessThan(1e-12);
  });

  it.each(SCPERF)("agrees with SCperf at $serviceLevel over $leadTimeDays days", (published) => {
    const { safetyStock, reorderPoint } = reorderPointOf({
      ...published,
      meanDailyDemand: 3.7,
      demandStdDev: 4.9,
      leadTimeStdDevDays: 0,
    });
    expect(safetyStock).toBeCloseTo(published.safetyStock, 2);
    expect(reorderPoint).toBeCloseTo(published.reorderPoint, 2);
  });

  it("is lead time demand and safety stock, shown as its ceiling, as in the docstring", () => {
    expect(calculateReorderPoint(300, 15.6957)).toBeCloseTo(315.6957, 10);
    expect(roundUpToWholeUnits(calculateReorderPoint(300, 15.6957))).toBe(316);
  });
});

describe("roundUpToWholeUnits", () => {
  it.each([
    [42.0000000000001, 42],
    [42.1, 43],
    [42.000001, 43],
    [42, 42],
    [41.9999999999, 42],
    [0, 0],
    [1e-10, 0],
    [1e-8, 1],
  ])("%d is %d", (units, whole) => {
    // toBe also tells 0 from -0.
    expect(roundUpToWholeUnits(units)).toBe(whole);
  });

  it("adds no unit for the noise of the arithmetic", () => {
    // 25 units in 3 days are 250 in 30 days; in floating point 250.00000000000003.
    const units = (25 / 3) * 30;
    expect(Math.ceil(units)).toBe(251);
    expect(roundUpToWholeUnits(units)).toBe(250);
  });
});
