import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  backtest,
  calculateFigures,
  sumTallies,
  type BacktestItem,
  type BacktestOptions,
  type BacktestTally,
} from "~/planning/backtest";
import { countFallbacks } from "~/planning/backtest-fallbacks";
import { replayCalibration } from "~/planning/calibration-replay";
import type { PlanMethod } from "~/planning/plan-method";

/** Lead time 2, an order lasts 2 periods. */
const itemOf = (units: readonly number[]): BacktestItem => ({
  series: { units },
  firstPeriod: 0,
  leadTimePeriods: 2,
  periodsToCover: 2,
  leadTimeStdDev: 0,
  coverPeriods: 2,
});

const tallyOf = (units: readonly number[], options: Partial<BacktestOptions> = {}): BacktestTally => {
  const [atHalf] = backtest([itemOf(units)], [0.5], { windowPeriods: 3, ...options });
  return sumTallies(atHalf?.normal ?? []);
};

describe("one item, by hand: window 3, lead time 2, cover 2, and no safety stock at a service level of 0.5", () => {
  // ⌈reorder point⌉ and order quantity are both ⌈2/3 of the last three periods⌉:
  //                     4  4  4  4  6  6  4  2  4  6  4  6  6  10   from period 2 on
  const units = [3, 0, 3, 3, 0, 3, 6, 0, 0, 3, 3, 3, 0, 6, 3, 6];

  it("covers 6 of the 12 lead times", () => {
    // Demand of two periods after each origin: 3 3 9* 6* 0 3 6* 6* 3 6 9* 9*, beyond the reorder point where starred.
    expect(tallyOf(units)).toMatchObject({ leadTimes: 12, coveredLeadTimes: 6 });
  });

  it("judges coverage from the asked origin on alone, and simulates as before", () => {
    const { leadTimes, coveredLeadTimes, ...simulated } = tallyOf(units, { judgedFrom: 8 });
    expect({ leadTimes, coveredLeadTimes }).toEqual({ leadTimes: 6, coveredLeadTimes: 2 });
    expect(tallyOf(units)).toMatchObject(simulated);
  });

  it("serves before it receives, loses what it cannot serve, and leaves out two lead times of warm-up", () => {
    // Begins period 3 with 4 + 4 = 8. Orders: 6 in period 5 (from 2 on hand, up to 8), 6 in 6, 9 in 11, 6 in 14, 14 in 15.
    // Periods 7 to 15 count; on hand after serving: 0 6 9 6 3 3 0 6 0. Period 13 asks 6 and has 3, though 9 are due in it.
    expect(tallyOf(units)).toMatchObject({ periods: 9, unitPeriodsOnHand: 33, unitsAsked: 24, unitsServed: 21 });
  });

  it("counts cycles from delivery to delivery", () => {
    // Deliveries in 7, 8 and 13; the second cycle ends with the shortage of period 13.
    expect(tallyOf(units)).toMatchObject({ cycles: 2, cyclesWithoutShortage: 1 });
  });

  it("comes to coverage 6/12, cycle service 1/2, fill rate 21/24 and a stock of 33/24 periods, 33/9 units", () => {
    expect(calculateFigures(tallyOf(units))).toEqual({
      coverage: 0.5,
      cycleService: 0.5,
      fillRate: 0.875,
      stock: 1.375,
      stockUnits: 33 / 9,
    });
  });

  it("keeps a plan until the next origin when origins are more than a period apart", () => {
    // Origins 2, 6 and 10, with reorder points 4, 6 and 4 against 3, 0 and 3.
    expect(tallyOf(units, { stepPeriods: 4 })).toMatchObject({ leadTimes: 3, coveredLeadTimes: 3 });
  });
});

describe("a backtest", () => {
  it("measures nothing where nothing happened: no figure, never NaN", () => {
    const tally = tallyOf([1, 2]);
    expect(calculateFigures(tally)).toEqual({
      coverage: null,
      cycleService: null,
      fillRate: null,
      stock: null,
      stockUnits: null,
    });
  });

  it("never looks ahead: what comes later changes no judgement of either method", () => {
    const periods = 50;
    const shop = fc.array(fc.array(fc.nat({ max: 4 }), { minLength: periods, maxLength: periods }), {
      minLength: 8,
      maxLength: 8,
    });
    const windowPeriods = 10;
    const judged = (items: BacktestItem[], method: PlanMethod, judgedFrom = 0) => {
      const [tallies] = backtest(items, [0.9], { windowPeriods, judgedFrom });
      const { leadTimes, coveredLeadTimes } = sumTallies(tallies?.[method] ?? []);
      return { leadTimes, coveredLeadTimes };
    };
    fc.assert(
      fc.property(shop, fc.integer({ min: 35, max: 49 }), (histories, known) => {
        const whole = histories.map(itemOf);
        const cut = histories.map((units) => itemOf(units.slice(0, known)));
        for (const method of ["normal", "calibrated"] as const) {
          const all = judged(whole, method);
          const later = judged(whole, method, known - 2);
          expect(judged(cut, method)).toEqual({
            leadTimes: all.leadTimes - later.leadTimes,
            coveredLeadTimes: all.coveredLeadTimes - later.coveredLeadTimes,
          });
        }
        // Not vacuous: the calibrated method has learnt before the last origin that both runs judge.
        expect(replayCalibration(cut, windowPeriods).factors[known - 3]).not.toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it("counts what the calibrated method plans as normal, by the reason", () => {
    const items = [itemOf([1, 0, 2, 1, 0, 2, 1, 0]), itemOf([0, 0, 0, 0, 0, 0, 0, 0])];
    const windowPeriods = 4;
    // Three origins each; two items have far fewer than 200 lead times to learn from.
    expect(countFallbacks(items, { windowPeriods }, replayCalibration(items, windowPeriods))).toEqual({
      "no-calibration": 3,
      "no-sales": 3,
      "short-history": 0,
    });
  });
});
