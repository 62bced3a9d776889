import {
  CALIBRATION_GROUPS,
  calculateLeadTimeDemandStdDev,
  findCalibrationGap,
  findCalibrationGroup,
  leastPeriods,
  type Calibration,
  type CalibrationGroup,
} from "./calibration";
import { CalibrationLearner, coversScore, scoreLeadTime } from "./calibration-learner";
import { DemandHistory, type DemandSeries, type WindowStatistics } from "./demand-history";
import { rejectUnless } from "./planning-input-error";

/** An item whose history is replayed. All items of a replay have the same periods. */
export interface ReplayedItem {
  series: DemandSeries;
  /** Index of its first period, from which on it could sell; 0 when it was there from the start. */
  firstPeriod: number;
  /** Lead time and review period. */
  periodsToCover: number;
  leadTimeStdDev: number;
}

/** Service levels for which a calibration keeps factors. */
const STORED_TARGETS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995];

/** The level of demand never counts for more than this, or for less than its inverse. */
const WIDEST_LEVEL = 2;
/** One item's boom counts for this much at most. */
const LARGEST_ITEM_LEVEL = 3;
/** The recent past is this many lead times; shorter and it would be noise, longer and it would be the window. */
const RECENT_LEAD_TIMES = 2;

// What is noted of an item at an origin, beside the bin of its score.
const NOTHING = 0xffff;
const COVERED_WITHOUT_STOCK = 0xfffe;
const MISSED_WITHOUT_STOCK = 0xfffd;

/** What was known at each period of a replayed history. */
export interface CalibrationReplay {
  /** The level of demand, by period. */
  readonly levels: Float64Array;
  /** The factors, by period, group and target; null while too few lead times were over. */
  readonly factors: readonly (readonly (readonly number[])[] | null)[];
  readonly targets: readonly number[];
  readonly replayedLeadTimes: number;
}

/**
 * Replays a shop's history from its first period to its last and learns at each what could be known then: the level of
 * demand, and the safety factors of {@link CalibrationLearner}. What is noted for a period depends on that period and on
 * those before it alone.
 *
 * @param windowPeriods length of the window that plans are made from; items learn from shorter ones at first
 * @param moreTargets service levels besides the usual ones
 */
export function replayCalibration(
  items: readonly ReplayedItem[],
  windowPeriods: number,
  moreTargets: readonly number[] = [],
): CalibrationReplay {
  rejectUnless(
    Number.isSafeInteger(windowPeriods) && windowPeriods >= 2,
    "window in periods",
    windowPeriods,
    "a whole number, 2 or more",
  );
  const targets = [...new Set([...STORED_TARGETS, ...moreTargets])].sort((a, b) => a - b);
  const levels = measureLevels(items, windowPeriods);
  const notes = scoreHistory(items, windowPeriods, levels);
  return { levels, targets, ...learn(items, windowPeriods, targets, notes, levels.length) };
}

/** The calibration that holds after a period; null while too few lead times were over. */
export function calibrationAfter(replay: CalibrationReplay, period: number): Calibration | null {
  const factors = replay.factors[period];
  const demandLevel = replay.levels[period];
  if (!factors || demandLevel === undefined) return null;
  const safetyFactors = Object.fromEntries(
    CALIBRATION_GROUPS.map((group, index) => [group, factors[index] ?? []]),
  ) as unknown as Record<CalibrationGroup, readonly number[]>;
  return { targets: replay.targets, safetyFactors, demandLevel, replayedLeadTimes: replay.replayedLeadTimes };
}

/** The whole window that ends with a period, or the part of it in which the item was there; null before that. */
export function windowEnding(item: ReplayedItem, period: number, windowPeriods: number): number | null {
  const first = Math.max(item.firstPeriod, period - windowPeriods + 1);
  return first <= period ? first : null;
}

/**
 * How the shop sells lately, in relation to the window: the mean over the items of the recent mean by the window's mean,
 * each item with the same weight and with 3 at most, so that no single order moves it. Between 1/2 and 2.
 *
 * The recent past is two lead times of the shop's median item, half a window at most.
 */
function measureLevels(items: readonly ReplayedItem[], windowPeriods: number): Float64Array {
  const periods = items[0]?.series.units.length ?? 0;
  const sums = new Float64Array(periods);
  const counts = new Int32Array(periods);
  const recentPeriods = findRecentPeriods(items, windowPeriods);
  for (const item of items) {
    const history = new DemandHistory(item.series, 1);
    for (let period = item.firstPeriod; period < periods; period++) {
      const first = windowEnding(item, period, windowPeriods) ?? period;
      const recent = Math.max(first, period - recentPeriods + 1);
      const observed = history.observedPeriodsOf(recent, period);
      if (observed === 0 || history.sellingPeriodsOf(first, period) < 2) continue;
      const mean = history.unitsOf(first, period) / history.observedPeriodsOf(first, period);
      if (mean === 0) continue; // Fractions so small that their mean is lost.
      const level = history.unitsOf(recent, period) / observed / mean;
      sums[period] = (sums[period] ?? 0) + Math.min(LARGEST_ITEM_LEVEL, level);
      counts[period] = (counts[period] ?? 0) + 1;
    }
  }
  return sums.map((sum, period) => {
    const count = counts[period] ?? 0;
    return count === 0 ? 1 : Math.min(WIDEST_LEVEL, Math.max(1 / WIDEST_LEVEL, sum / count));
  });
}

function findRecentPeriods(items: readonly ReplayedItem[], windowPeriods: number): number {
  const sorted = items.map((item) => runPeriodsOf(item)).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 1;
  return Math.max(1, Math.min(RECENT_LEAD_TIMES * median, Math.floor(windowPeriods / 2)));
}

/** Whole periods of the days to cover. */
export function runPeriodsOf(item: ReplayedItem): number {
  return Math.max(1, Math.round(item.periodsToCover));
}

/** Expected units of an item's lead time and their deviation, before the level of demand. */
export function estimateLeadTime(item: ReplayedItem, { mean, runStdDev }: WindowStatistics) {
  const { periodsToCover, leadTimeStdDev } = item;
  return {
    leadTimeDemand: mean * periodsToCover,
    leadTimeDemandStdDev: calculateLeadTimeDemandStdDev({
      runStdDev,
      runPeriods: runPeriodsOf(item),
      periodsToCover,
      mean,
      leadTimeStdDev,
    }),
  };
}

/** By item and period, one after the other: the score of the lead time that begins after the period, and the group. */
interface Notes {
  bins: Uint16Array;
  groups: Uint8Array;
}

function scoreHistory(items: readonly ReplayedItem[], windowPeriods: number, levels: Float64Array): Notes {
  const periods = levels.length;
  const bins = new Uint16Array(items.length * periods).fill(NOTHING);
  const groups = new Uint8Array(items.length * periods);
  items.forEach((item, index) => {
    const runPeriods = runPeriodsOf(item);
    const history = new DemandHistory(item.series, runPeriods);
    const start = item.firstPeriod + leastPeriods(runPeriods, windowPeriods) - 1;
    for (let period = start; period + runPeriods < periods; period++) {
      if (!history.isObserved(period + 1, period + runPeriods)) continue;
      const statistics = history.statisticsOf(windowEnding(item, period, windowPeriods) ?? period, period);
      const demand = history.unitsOf(period + 1, period + runPeriods);
      const place = index * periods + period;
      const gap = findCalibrationGap(statistics, runPeriods, windowPeriods);
      if (gap === "no-sales") bins[place] = demand > 0 ? MISSED_WITHOUT_STOCK : COVERED_WITHOUT_STOCK;
      if (gap !== null) continue;
      const { leadTimeDemand, leadTimeDemandStdDev } = estimateLeadTime(item, statistics);
      // Demand that never varied is planned without a factor and teaches none.
      if (leadTimeDemandStdDev === 0) continue;
      const level = levels[period] ?? 1;
      bins[place] = scoreLeadTime(demand, level * leadTimeDemand, level * leadTimeDemandStdDev);
      groups[place] = CALIBRATION_GROUPS.indexOf(findCalibrationGroup(statistics.pattern, leadTimeDemand));
    }
  });
  return { bins, groups };
}

/** Goes through the periods in their order; a lead time teaches in the period in which it is over. */
function learn(
  items: readonly ReplayedItem[],
  windowPeriods: number,
  targets: readonly number[],
  { bins, groups }: Notes,
  periods: number,
): Pick<CalibrationReplay, "factors" | "replayedLeadTimes"> {
  const learner = new CalibrationLearner(targets, windowPeriods);
  const factors: (number[][] | null)[] = [];
  const runPeriods = items.map(runPeriodsOf);
  const kept = new Float64Array(targets.length);
  for (let period = 0; period < periods; period++) {
    learner.endPeriod();
    let promises = 0;
    kept.fill(0);
    for (let index = 0; index < items.length; index++) {
      const origin = period - (runPeriods[index] ?? 1);
      if (origin < 0) continue;
      const bin = bins[index * periods + origin] ?? NOTHING;
      if (bin === NOTHING) continue;
      const group = groups[index * periods + origin] ?? 0;
      if (bin < MISSED_WITHOUT_STOCK) learner.learnScore(group, bin);
      const promised = factors[origin]?.[group];
      const isWholeWindow = origin >= (items[index]?.firstPeriod ?? 0) + windowPeriods - 1;
      if (!promised || !isWholeWindow) continue;
      promises++;
      for (let target = 0; target < targets.length; target++) {
        const isKept =
          bin >= MISSED_WITHOUT_STOCK ? bin === COVERED_WITHOUT_STOCK : coversScore(promised[target] ?? 0, bin);
        if (isKept) kept[target] = (kept[target] ?? 0) + 1;
      }
    }
    if (promises > 0) learner.learnPromises(kept.map((count) => count / promises));
    factors.push(learner.calculateFactors());
  }
  return { factors, replayedLeadTimes: learner.replayedLeadTimes };
}
