import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAbsent } from "~/planning/absence";
import { backtest, calculateFigures, sumTallies, type BacktestItem } from "~/planning/backtest";
import { calibrationAfter, replayCalibration } from "~/planning/calibration-replay";
import { summarizeDemand } from "~/planning/demand";
import { planVariant, type VariantPlan } from "~/planning/plan";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { shopLikeDemand } from "./shop-like-demand";

const WINDOW = 90;
const LEAD_TIME = 14;
const DEMAND = shopLikeDemand({ items: 150, periods: 300, seed: 3, boomFrom: 220 });
const ITEMS: BacktestItem[] = DEMAND.map((units) => ({
  series: { units },
  firstPeriod: 0,
  periodsToCover: LEAD_TIME,
  leadTimeStdDev: 0,
  leadTimePeriods: LEAD_TIME,
  coverPeriods: 30,
}));
const CALIBRATION = calibrationAfter(replayCalibration(ITEMS, WINDOW), 299);

const TERMS = {
  leadTimeDays: LEAD_TIME,
  leadTimeStdDevDays: 0,
  reviewPeriodDays: 0,
  serviceLevel: 0.95,
  coverageDays: 30,
  overstockDays: 180,
  minimumOrderQuantity: 0,
  packSize: 1,
};

function planWindow(
  units: readonly number[],
  terms: Partial<typeof TERMS> = {},
  calibrated: Partial<CalibratedDemand> = {},
): VariantPlan {
  return planVariant({
    tracked: true,
    demand: summarizeDemand(
      units.filter((sold) => sold > 0),
      units.length,
    ),
    stock: { available: 0, incoming: 0 },
    terms: { ...TERMS, ...terms },
    unitCost: null,
    today: "2026-03-10",
    calibrated: { history: { units }, windowDays: WINDOW, calibration: CALIBRATION, ...calibrated },
  });
}

const windows = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: 60 })), {
  minLength: WINDOW,
  maxLength: WINDOW,
});

describe("a plan by the calibrated method", () => {
  it("keeps its promise where the formula does not: in every season, on lumpy demand", () => {
    const [at95] = backtest(ITEMS, [0.95], { windowPeriods: WINDOW });
    const normal = calculateFigures(sumTallies(at95?.normal ?? []));
    const calibrated = calculateFigures(sumTallies(at95?.calibrated ?? []));
    expect(normal.coverage).toBeLessThan(0.93);
    expect(Math.abs((calibrated.coverage ?? 0) - 0.95)).toBeLessThan(0.01);
  });

  it("is the plan that the backtest judges", () => {
    const window = Array.from(DEMAND[5]?.subarray(210) ?? []);
    const { method, reorderPoint, leadTimeDemand, safetyFactor, leadTimeDemandStdDev, demandLevel } =
      planWindow(window);
    expect(method).toBe("calibrated");
    if (isAbsent(leadTimeDemand) || isAbsent(safetyFactor) || isAbsent(leadTimeDemandStdDev)) throw new Error("absent");
    const total = window.reduce((sum, sold) => sum + sold, 0);
    expect(leadTimeDemand).toBeCloseTo((total / WINDOW) * LEAD_TIME, 10);
    const runs = window.slice(LEAD_TIME - 1).map((_, end) => sum(window.slice(end, end + LEAD_TIME)));
    expect(leadTimeDemandStdDev).toBeCloseTo(sampleStdDev(runs), 9);
    expect(reorderPoint).toBe(Math.ceil(demandLevel * (leadTimeDemand + safetyFactor * leadTimeDemandStdDev) - 1e-9));
  });

  it("never asks for less at a higher service level", () => {
    const level = fc.double({ min: 0.5, max: 0.9999, noNaN: true });
    fc.assert(
      fc.property(windows, level, level, (units, one, other) => {
        const lower = planWindow(units, { serviceLevel: Math.min(one, other) }).exactReorderPoint;
        const higher = planWindow(units, { serviceLevel: Math.max(one, other) }).exactReorderPoint;
        if (isAbsent(lower) || isAbsent(higher)) throw new Error("absent");
        expect(higher).toBeGreaterThanOrEqual(lower - 1e-9);
      }),
    );
  });

  it("orders up to its level in whole packs", () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 48 }), (units, packSize) => {
        const { suggestedOrderQuantity, orderUpToLevel } = planWindow(units, { packSize });
        if (isAbsent(suggestedOrderQuantity) || isAbsent(orderUpToLevel)) throw new Error("absent");
        expect(suggestedOrderQuantity % packSize).toBe(0);
        expect(suggestedOrderQuantity).toBeGreaterThanOrEqual(orderUpToLevel);
      }),
    );
  });

  it.each([
    ["no-calibration", [1, ...Array<number>(89).fill(0)], { calibration: null }],
    ["no-sales", Array<number>(90).fill(0), {}],
    ["short-history", [3, 0, 0, 2, ...Array<number>(20).fill(1)], {}],
  ] as const)("is the formula's where there is %s, and says so", (gap, units, calibrated) => {
    const plan = planWindow(units, {}, calibrated);
    const { calibrated: _, ...normalInputs } = plan.inputs;
    expect(plan).toMatchObject({ method: "normal", calibrationGap: gap });
    expect(plan.reorderPoint).toEqual(planVariant(normalInputs).reorderPoint);
  });

  it("is absent where the formula is: after one day there is no deviation", () => {
    expect(planWindow([3])).toMatchObject({ method: "normal", reorderPoint: { kind: "insufficient-history" } });
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sampleStdDev(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}
