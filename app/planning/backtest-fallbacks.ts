import type { BacktestItem, BacktestOptions } from "./backtest";
import { CALIBRATION_GAPS, findCalibrationGap, type CalibrationGap } from "./calibration";
import { runPeriodsOf, windowEnding, type CalibrationReplay } from "./calibration-replay";
import { DemandHistory } from "./demand-history";

/** Judged lead times that the calibrated method had to plan by the formula for normal demand, by the reason. */
export type FallbackCounts = Record<CalibrationGap, number>;

/**
 * Why, and for how many of the judged lead times, the calibrated method of a backtest fell back to the formula for normal
 * demand: while too few lead times of the shop were over (`no-calibration`), or for an item whose window was too thin.
 * An item that lacks both counts for what its own window lacks.
 *
 * @param replay of the same items and window
 */
export function countFallbacks(
  items: readonly BacktestItem[],
  { windowPeriods, stepPeriods = 1, judgedFrom = 0 }: BacktestOptions,
  replay: CalibrationReplay,
): FallbackCounts {
  const counts = Object.fromEntries(CALIBRATION_GAPS.map((gap) => [gap, 0])) as FallbackCounts;
  for (const item of items) {
    const runPeriods = runPeriodsOf(item);
    const history = new DemandHistory(item.series, runPeriods);
    const first = item.firstPeriod + windowPeriods - 1;
    for (let origin = first; origin + runPeriods < history.periods; origin += stepPeriods) {
      if (origin < judgedFrom || !history.isObserved(origin + 1, origin + runPeriods)) continue;
      const statistics = history.statisticsOf(windowEnding(item, origin, windowPeriods) ?? origin, origin);
      const ofItem = findCalibrationGap(statistics, runPeriods, windowPeriods);
      const gap = ofItem ?? (replay.factors[origin] ? null : "no-calibration");
      if (gap !== null) counts[gap]++;
    }
  }
  return counts;
}
