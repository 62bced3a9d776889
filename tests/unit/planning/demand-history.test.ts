import { describe, expect, it } from "vitest";
import { DemandHistory } from "~/planning/demand-history";

describe("a demand history", () => {
  it("takes the deviation of runs of periods in a row: 1, 0, 2, 0, 4 in twos sold 1, 2, 2 and 4", () => {
    const history = new DemandHistory({ units: [1, 0, 2, 0, 4] }, 2);
    const statistics = history.statisticsOf(0, 4);
    expect(statistics).toMatchObject({ observedPeriods: 5, sellingPeriods: 3, mean: 1.4, runs: 4 });
    // Mean 2.25, squared deviations 1.5625 + 0.0625 + 0.0625 + 3.0625 = 4.75, by 3.
    expect(statistics.runStdDev).toBeCloseTo(Math.sqrt(4.75 / 3), 12);
    // Mean 1.4, squared deviations 0.16 + 1.96 + 0.36 + 1.96 + 6.76 = 11.2, by 4.
    expect(statistics.stdDev).toBeCloseTo(Math.sqrt(11.2 / 4), 12);
  });

  it("looks at the window alone: runs that begin before it do not count", () => {
    const history = new DemandHistory({ units: [100, 1, 0, 2, 0, 4] }, 2);
    expect(history.statisticsOf(1, 5)).toEqual(new DemandHistory({ units: [1, 0, 2, 0, 4] }, 2).statisticsOf(0, 4));
  });

  it("leaves out periods out of stock, and every run that has one", () => {
    const history = new DemandHistory({ units: [3, 0, 0, 5, 1], stockouts: [0, 1, 0, 0, 0] }, 2);
    const statistics = history.statisticsOf(0, 4);
    // Observed: 3, 0, 5 and 1; runs 0 + 5 and 5 + 1.
    expect(statistics).toMatchObject({ observedPeriods: 4, mean: 2.25, runs: 2 });
    expect(statistics.runStdDev).toBeCloseTo(Math.SQRT1_2, 12);
    expect(history.isObserved(0, 1)).toBe(false);
    expect(history.isObserved(2, 4)).toBe(true);
  });

  it("classifies how the window sells", () => {
    const daily = (units: number[]) => new DemandHistory({ units }, 1).statisticsOf(0, units.length - 1).pattern;
    expect(daily([2, 2, 2, 3])).toBe("smooth");
    expect(daily([1, 20, 1, 1])).toBe("erratic");
    expect(daily([0, 2, 0, 2])).toBe("intermittent");
    expect(daily([0, 1, 0, 0, 20, 1, 0, 0])).toBe("lumpy");
  });

  it("has no deviation of runs that do not fit into the window", () => {
    expect(new DemandHistory({ units: [1, 2, 3] }, 3).statisticsOf(0, 2)).toMatchObject({ runs: 1, runStdDev: NaN });
    expect(new DemandHistory({ units: [1, 2, 3] }, 9).statisticsOf(0, 2)).toMatchObject({ runs: 0, runStdDev: NaN });
  });

  it("refuses demand that cannot be", () => {
    expect(() => new DemandHistory({ units: [1, -2] }, 1)).toThrow(/demand of a period must be .* it is -2/);
    expect(() => new DemandHistory({ units: [NaN] }, 1)).toThrow(/demand of a period/);
  });
});
