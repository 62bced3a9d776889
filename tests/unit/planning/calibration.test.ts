import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CALIBRATION_GROUPS,
  calculateCalibratedReorderPoint,
  calculateLeadTimeDemandStdDev,
  findCalibrationGroup,
  findSafetyFactor,
  type Calibration,
} from "~/planning/calibration";
import { calibrationAfter, replayCalibration, type ReplayedItem } from "~/planning/calibration-replay";
import { scoreLeadTime } from "~/planning/calibration-learner";
import { randomNumbers, shopLikeDemand } from "./shop-like-demand";

const WINDOW = 60;
const LEAD_TIME = 7;

function replayedItems(demand: readonly Float64Array[]): ReplayedItem[] {
  return demand.map((units) => ({ series: { units }, firstPeriod: 0, periodsToCover: LEAD_TIME, leadTimeStdDev: 0 }));
}

function calibrationWith(factors: readonly number[], targets: readonly number[]): Calibration {
  const safetyFactors = Object.fromEntries(CALIBRATION_GROUPS.map((group) => [group, factors]));
  return {
    targets,
    demandLevel: 1,
    replayedLeadTimes: 1000,
    safetyFactors: safetyFactors as Calibration["safetyFactors"],
  };
}

describe("a calibrated reorder point", () => {
  it("is level · (μ·D + k·s): 1.1 · (14 + 2.5 · 6) = 31.9", () => {
    const reorderPoint = calculateCalibratedReorderPoint({
      leadTimeDemand: 14,
      leadTimeDemandStdDev: 6,
      safetyFactor: 2.5,
      demandLevel: 1.1,
    });
    expect(reorderPoint).toBeCloseTo(31.9, 12);
  });

  it("is 0 at least", () => {
    const nothing = { leadTimeDemand: 1, leadTimeDemandStdDev: 6, safetyFactor: -0.5, demandLevel: 1 };
    expect(calculateCalibratedReorderPoint(nothing)).toBe(0);
  });

  it("scales the deviation of whole runs to the days to cover, and adds how much the lead time itself varies", () => {
    const runs = { runStdDev: 6, runPeriods: 14, mean: 2 };
    expect(calculateLeadTimeDemandStdDev({ ...runs, periodsToCover: 14, leadTimeStdDev: 0 })).toBe(6);
    expect(calculateLeadTimeDemandStdDev({ ...runs, periodsToCover: 3.5, leadTimeStdDev: 0 })).toBe(3);
    // √(6² + (2·4)²)
    expect(calculateLeadTimeDemandStdDev({ ...runs, periodsToCover: 14, leadTimeStdDev: 4 })).toBe(10);
  });
});

describe("a safety factor", () => {
  const calibration = calibrationWith([2, 3], [0.9, 0.99]);

  it("runs straight over −ln(1 − p) between two targets and beyond the last one", () => {
    expect(findSafetyFactor(calibration, "lumpy slow", 0.9)).toBe(2);
    expect(findSafetyFactor(calibration, "lumpy slow", 0.99)).toBeCloseTo(3, 12);
    // 1 − p = 10^−1.5 is half way.
    expect(findSafetyFactor(calibration, "lumpy slow", 1 - 10 ** -1.5)).toBeCloseTo(2.5, 12);
    expect(findSafetyFactor(calibration, "lumpy slow", 0.999)).toBeCloseTo(4, 12);
    expect(findSafetyFactor(calibration, "lumpy slow", 0.6)).toBe(2);
  });

  it("exists for no service level of 1", () => {
    expect(() => findSafetyFactor(calibration, "lumpy slow", 1)).toThrow(/service level/);
  });

  it("is learnt from items of like class and speed", () => {
    expect(findCalibrationGroup("intermittent", 0.5 * LEAD_TIME)).toBe("intermittent medium");
    expect(findCalibrationGroup("smooth", 2.99)).toBe("smooth slow");
    expect(findCalibrationGroup("erratic", 20)).toBe("erratic fast");
  });

  it("scores a lead time by the least factor that covers it, stock being whole units", () => {
    // Demand of 12 with 10 expected ± 4: a reorder point above 11, so a factor just above 0.25.
    const bin = scoreLeadTime(12, 10, 4);
    const factor = -5 + (bin + 1) / 25;
    expect(Math.ceil(10 + factor * 4)).toBeGreaterThanOrEqual(12);
    expect(Math.ceil(10 + (factor - 1 / 25) * 4)).toBeLessThan(12);
    expect(scoreLeadTime(0, 10, 4)).toBe(0);
  });
});

describe("a replay", () => {
  const demand = shopLikeDemand({ items: 60, periods: 200, seed: 1, boomFrom: 150 });
  const replay = replayCalibration(replayedItems(demand), WINDOW);

  it("knows nothing before enough lead times are over, and then keeps factors for every group", () => {
    expect(calibrationAfter(replay, 2 * LEAD_TIME)).toBeNull();
    const calibration = calibrationAfter(replay, 199);
    expect(Object.keys(calibration?.safetyFactors ?? {})).toEqual([...CALIBRATION_GROUPS]);
    expect(calibration?.targets).toContain(0.95);
  });

  it("never looks ahead: what happens after a period changes nothing that was known then", () => {
    const known = 140;
    const random = randomNumbers(7);
    const other = demand.map((units) =>
      units.map((sold, period) => (period > known ? Math.floor(random() * 90) : sold)),
    );
    const otherReplay = replayCalibration(replayedItems(other), WINDOW);
    for (let period = 0; period <= known; period++) {
      expect(otherReplay.factors[period]).toEqual(replay.factors[period]);
      expect(otherReplay.levels[period]).toBe(replay.levels[period]);
    }
    expect(otherReplay.factors[199]).not.toEqual(replay.factors[199]);
  });

  it("never asks for less at a higher target, in any group, at any time", () => {
    for (const factors of replay.factors) {
      for (const ofGroup of factors ?? []) {
        expect(ofGroup).toEqual([...ofGroup].sort((a, b) => a - b));
      }
    }
  });

  it("measures how the shop sells lately, whatever one item does", () => {
    const steady = Array.from({ length: 20 }, () => new Float64Array(100).fill(2));
    const levelOf = (series: Float64Array[]) => replayCalibration(replayedItems(series), WINDOW).levels[99];
    expect(levelOf(steady)).toBe(1);
    const oneBoom = steady.map((units, item) =>
      item === 0 ? units.map((sold, day) => (day > 90 ? 500 : sold)) : units,
    );
    // Counted as 3 at most: (19 · 1 + 3) / 20.
    expect(levelOf(oneBoom)).toBeCloseTo(1.1, 12);
    const allBoom = steady.map((units) => units.map((sold, day) => (day > 85 ? 4 : sold)));
    // The last 14 days sell 4, the window of 60 (46 · 2 + 14 · 4) / 60 = 2.4667.
    expect(levelOf(allBoom)).toBeCloseTo(4 / (148 / 60), 12);
  });

  it("learns nothing from items that never sell, and from constant demand no factor", () => {
    const nothing = replayCalibration(replayedItems([new Float64Array(120)]), WINDOW);
    expect(calibrationAfter(nothing, 119)).toBeNull();
    const constant = Array.from({ length: 50 }, () => new Float64Array(120).fill(3));
    expect(calibrationAfter(replayCalibration(replayedItems(constant), WINDOW), 119)).toBeNull();
  });

  it("survives histories of any length and shape", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })), { maxLength: 40 }), {
          maxLength: 3,
        }),
        fc.integer({ min: 2, max: 30 }),
        (series, window) => {
          const periods = Math.min(...series.map((units) => units.length));
          const items = replayedItems(series.map((units) => Float64Array.from(units.slice(0, periods))));
          const { levels } = replayCalibration(items, window);
          for (const level of levels) expect(level >= 0.5 && level <= 2).toBe(true);
        },
      ),
    );
  });
});
