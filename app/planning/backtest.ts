import {
  CALIBRATION_GROUPS,
  calculateCalibratedReorderPoint,
  findCalibrationGap,
  findCalibrationGroup,
  interpolateFactor,
} from "./calibration";
import {
  estimateLeadTime,
  replayCalibration,
  runPeriodsOf,
  windowEnding,
  type CalibrationReplay,
  type ReplayedItem,
} from "./calibration-replay";
import { DemandHistory } from "./demand-history";
import { PLAN_METHODS, type PlanMethod } from "./plan-method";
import { rejectUnless } from "./planning-input-error";
import { checkServiceLevel } from "./planning-terms";
import { calculateReorderPoint, ROUNDING_NOISE_UNITS, roundUpToWholeUnits } from "./reorder-point";
import { zScore } from "./safety-stock";

/** An item whose policy is replayed. */
export interface BacktestItem extends ReplayedItem {
  /** From an order to the goods on the shelf, in whole periods. */
  leadTimePeriods: number;
  /** Periods of mean demand that an order is to last beyond the reorder point. */
  coverPeriods: number;
}

export interface BacktestOptions {
  /** Length of the window before each origin that makes the plan. */
  windowPeriods: number;
  /** Periods between occasions to order; 1 looks at the stock in every period. */
  reviewPeriods?: number;
  /** Periods from one origin to the next: how often a new plan is made. */
  stepPeriods?: number;
  /** Index of the first period whose origin is judged for coverage, to look at a season alone; the first one of all. */
  judgedFrom?: number;
}

/** What happened to one item, or to several together, under one method at one service level. */
export interface BacktestTally {
  /** Lead times that were judged, and those of them whose demand the reorder point covered. */
  leadTimes: number;
  coveredLeadTimes: number;
  /** Units asked for and served in the simulation. */
  unitsAsked: number;
  unitsServed: number;
  /** Deliveries to the next one, and those of them without unmet demand. */
  cycles: number;
  cyclesWithoutShortage: number;
  /** Sum over the periods of the units on hand, and how many periods. */
  unitPeriodsOnHand: number;
  periods: number;
}

/** What the tallies amount to; null where nothing was there to be measured. */
export interface BacktestFigures {
  /** Share of the lead times whose demand was at most the reorder point. */
  coverage: number | null;
  /** Share of the cycles from delivery to delivery without unmet demand. */
  cycleService: number | null;
  /** Share of the units asked for that were served from stock. */
  fillRate: number | null;
  /** Mean stock on hand, in periods of mean demand. */
  stock: number | null;
  /** Mean stock on hand of an item, in units. */
  stockUnits: number | null;
}

/** One method at one service level, item by item. */
export type MethodTallies = Record<PlanMethod, BacktestTally[]>;

/** Service levels of the curve of stock against service. */
export const CURVE_TARGETS: readonly number[] = [0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995];

const NO_TALLY: BacktestTally = {
  leadTimes: 0,
  coveredLeadTimes: 0,
  unitsAsked: 0,
  unitsServed: 0,
  cycles: 0,
  cyclesWithoutShortage: 0,
  unitPeriodsOnHand: 0,
  periods: 0,
};

/** Periods at the start of the simulation that are not counted, in lead times: the first stock is none of the policy's. */
const WARM_UP_LEAD_TIMES = 2;

/**
 * Replays both methods on the items' history with rolling origins and no look-ahead: an origin is every period from the
 * end of the first whole window on; the window before it makes the plan, what follows judges it.
 *
 * *Coverage*: the share of lead times, over items and origins, whose demand is at most ⌈reorder point⌉; origins are those
 * with a whole lead time after them, less those whose lead time the item spent out of stock.
 *
 * *Simulation*, per item: at the first origin ⌈reorder point⌉ + Q on hand. In each later period demand is served from
 * stock and what cannot be served is lost; then a delivery that is due arrives; then, if on hand and on order together
 * are at most ⌈reorder point⌉, an order brings them up to ⌈reorder point⌉ + Q, usable from the period after the lead time
 * on. Q is the mean demand of `coverPeriods`, at least 1. The first two lead times are not counted. Stock on hand is
 * counted between serving and delivery.
 *
 * A window's worth of history is needed before the first origin and a lead time after it; an item with less is not judged.
 *
 * @param serviceLevels one result each
 */
export function backtest(
  items: readonly BacktestItem[],
  serviceLevels: readonly number[],
  options: BacktestOptions,
): MethodTallies[] {
  checkInput(items, serviceLevels, options);
  const replay = replayCalibration(items, options.windowPeriods, serviceLevels);
  return backtestReplay(items, serviceLevels, options, replay);
}

/** {@link backtest} with a replay that was made before, for the same items, window and service levels. */
export function backtestReplay(
  items: readonly BacktestItem[],
  serviceLevels: readonly number[],
  options: BacktestOptions,
  replay: CalibrationReplay,
): MethodTallies[] {
  const results = serviceLevels.map((): MethodTallies => ({ normal: [], calibrated: [] }));
  for (const item of items) {
    const history = new DemandHistory(item.series, runPeriodsOf(item));
    const plans = planOrigins(item, history, options, replay);
    serviceLevels.forEach((serviceLevel, index) => {
      for (const method of PLAN_METHODS) {
        const reorderPoints = plans && findReorderPoints(plans, method, serviceLevel, replay);
        const tally =
          plans && reorderPoints ? tallyItem(item, history, plans, reorderPoints, options) : { ...NO_TALLY };
        results[index]?.[method].push(tally);
      }
    });
  }
  return results;
}

function checkInput(
  items: readonly BacktestItem[],
  serviceLevels: readonly number[],
  { reviewPeriods = 1, stepPeriods = 1 }: BacktestOptions,
): void {
  serviceLevels.forEach(checkServiceLevel);
  rejectUnless(isPositiveInteger(reviewPeriods), "review in periods", reviewPeriods, "a whole number, 1 or more");
  rejectUnless(isPositiveInteger(stepPeriods), "step in periods", stepPeriods, "a whole number, 1 or more");
  for (const { leadTimePeriods } of items) {
    rejectUnless(
      isPositiveInteger(leadTimePeriods),
      "lead time in periods",
      leadTimePeriods,
      "a whole number, 1 or more",
    );
  }
}

function isPositiveInteger(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

/** What the plans of one item need at each period from `first` on, whatever the service level. */
interface OriginPlans {
  /** The first origin. */
  first: number;
  /** By period from `first`: μ·D, σ·√D, s, group (−1: planned as normal) and the order beyond the reorder point. */
  leadTimeDemands: Float64Array;
  normalStdDevs: Float64Array;
  runStdDevs: Float64Array;
  groups: Int8Array;
  orderQuantities: Float64Array;
}

function planOrigins(
  item: BacktestItem,
  history: DemandHistory,
  { windowPeriods, stepPeriods = 1 }: BacktestOptions,
  replay: CalibrationReplay,
): OriginPlans | null {
  const first = item.firstPeriod + windowPeriods - 1;
  const count = history.periods - first;
  if (count < 1) return null;
  const plans: OriginPlans = {
    first,
    leadTimeDemands: new Float64Array(count),
    normalStdDevs: new Float64Array(count),
    runStdDevs: new Float64Array(count),
    groups: new Int8Array(count),
    orderQuantities: new Float64Array(count),
  };
  for (let index = 0; index < count; index++) {
    const origin = index - (index % stepPeriods);
    if (origin < index) copyPlan(plans, origin, index);
    else planOrigin(plans, index, item, history, windowPeriods, replay);
  }
  return plans;
}

function planOrigin(
  plans: OriginPlans,
  index: number,
  item: BacktestItem,
  history: DemandHistory,
  windowPeriods: number,
  replay: CalibrationReplay,
): void {
  const period = plans.first + index;
  const statistics = history.statisticsOf(windowEnding(item, period, windowPeriods) ?? period, period);
  // Out of stock for all but a day of the window: nothing is known, nothing is ordered.
  const isKnown = statistics.observedPeriods >= 2;
  const mean = isKnown ? statistics.mean : 0;
  const stdDev = isKnown ? statistics.stdDev : 0;
  const { leadTimeDemand, leadTimeDemandStdDev } = estimateLeadTime(item, statistics);
  plans.leadTimeDemands[index] = isKnown ? leadTimeDemand : 0;
  plans.normalStdDevs[index] = Math.hypot(stdDev * Math.sqrt(item.periodsToCover), mean * item.leadTimeStdDev);
  plans.orderQuantities[index] = Math.max(1, roundUpToWholeUnits(mean * item.coverPeriods));
  const isCalibrated =
    replay.factors[period] !== null &&
    isKnown &&
    findCalibrationGap(statistics, runPeriodsOf(item), windowPeriods) === null;
  plans.runStdDevs[index] = isCalibrated ? leadTimeDemandStdDev : 0;
  plans.groups[index] = isCalibrated
    ? CALIBRATION_GROUPS.indexOf(findCalibrationGroup(statistics.pattern, leadTimeDemand))
    : -1;
}

/** Between two origins the last plan holds. */
function copyPlan(plans: OriginPlans, from: number, to: number): void {
  const { leadTimeDemands, normalStdDevs, runStdDevs, groups, orderQuantities } = plans;
  for (const values of [leadTimeDemands, normalStdDevs, runStdDevs, groups, orderQuantities]) {
    values[to] = values[from] ?? 0;
  }
}

/** ⌈reorder point⌉ at each period from the first origin on. */
function findReorderPoints(
  plans: OriginPlans,
  method: PlanMethod,
  serviceLevel: number,
  { factors, levels, targets }: CalibrationReplay,
): Float64Array {
  const z = zScore(serviceLevel);
  const target = targets.indexOf(serviceLevel);
  return plans.leadTimeDemands.map((leadTimeDemand, index) => {
    const group = plans.groups[index] ?? -1;
    const period = plans.first + index;
    const ofGroup = factors[period]?.[group];
    if (method === "normal" || !ofGroup) {
      return roundUpToWholeUnits(calculateReorderPoint(leadTimeDemand, z * (plans.normalStdDevs[index] ?? 0)));
    }
    return roundUpToWholeUnits(
      calculateCalibratedReorderPoint({
        leadTimeDemand,
        leadTimeDemandStdDev: plans.runStdDevs[index] ?? 0,
        safetyFactor: ofGroup[target] ?? interpolateFactor(targets, ofGroup, serviceLevel),
        demandLevel: levels[period] ?? 1,
      }),
    );
  });
}

function tallyItem(
  item: BacktestItem,
  history: DemandHistory,
  plans: OriginPlans,
  reorderPoints: Float64Array,
  options: BacktestOptions,
): BacktestTally {
  return {
    ...judgeLeadTimes(item, history, plans.first, reorderPoints, options),
    ...simulateStock(item, plans, reorderPoints, options.reviewPeriods ?? 1),
  };
}

function judgeLeadTimes(
  item: BacktestItem,
  history: DemandHistory,
  first: number,
  reorderPoints: Float64Array,
  { stepPeriods = 1, judgedFrom = 0 }: BacktestOptions,
): Pick<BacktestTally, "leadTimes" | "coveredLeadTimes"> {
  const runPeriods = runPeriodsOf(item);
  let leadTimes = 0;
  let coveredLeadTimes = 0;
  for (let origin = first; origin + runPeriods < history.periods; origin += stepPeriods) {
    if (origin < judgedFrom || !history.isObserved(origin + 1, origin + runPeriods)) continue;
    leadTimes++;
    const demand = history.unitsOf(origin + 1, origin + runPeriods);
    if (roundUpToWholeUnits(demand) <= (reorderPoints[origin - first] ?? 0)) coveredLeadTimes++;
  }
  return { leadTimes, coveredLeadTimes };
}

function simulateStock(
  { series, leadTimePeriods }: BacktestItem,
  { first, orderQuantities }: OriginPlans,
  reorderPoints: Float64Array,
  reviewPeriods: number,
): Omit<BacktestTally, "leadTimes" | "coveredLeadTimes"> {
  const tally = {
    unitsAsked: 0,
    unitsServed: 0,
    cycles: 0,
    cyclesWithoutShortage: 0,
    unitPeriodsOnHand: 0,
    periods: 0,
  };
  const { units } = series;
  const due = new Float64Array(units.length + leadTimePeriods + 1);
  let onHand = (reorderPoints[0] ?? 0) + (orderQuantities[0] ?? 0);
  let onOrder = 0;
  let isInCycle = false;
  let hadShortage = false;
  for (let period = first + 1; period < units.length; period++) {
    const counts = period - first > WARM_UP_LEAD_TIMES * leadTimePeriods;
    const asked = units[period] ?? 0;
    const served = Math.min(onHand, asked);
    onHand -= served;
    if (asked - served > ROUNDING_NOISE_UNITS) hadShortage = true;
    if (counts) {
      tally.unitsAsked += asked;
      tally.unitsServed += served;
      tally.unitPeriodsOnHand += onHand;
      tally.periods++;
    }
    const delivered = due[period] ?? 0;
    if (delivered > 0) {
      onHand += delivered;
      onOrder -= delivered;
      if (counts && isInCycle) {
        tally.cycles++;
        if (!hadShortage) tally.cyclesWithoutShortage++;
      }
      isInCycle = true;
      hadShortage = false;
    }
    if ((period - first) % reviewPeriods !== 0) continue;
    const reorderPoint = reorderPoints[period - first] ?? 0;
    if (onHand + onOrder > reorderPoint + ROUNDING_NOISE_UNITS) continue;
    const ordered = reorderPoint + (orderQuantities[period - first] ?? 1) - onHand - onOrder;
    due[period + leadTimePeriods] = ordered;
    onOrder += ordered;
  }
  return tally;
}

/** Several tallies as one, as if all had happened to one item. */
export function sumTallies(tallies: Iterable<BacktestTally>): BacktestTally {
  const sum = { ...NO_TALLY };
  for (const tally of tallies) {
    for (const name of TALLY_NAMES) sum[name] += tally[name];
  }
  return sum;
}

const TALLY_NAMES = Object.keys(NO_TALLY) as (keyof BacktestTally)[];

/**
 * The figures of a tally. Stock in periods is mean stock by mean demand, so both over the same periods.
 *
 * Example: 95 of 100 lead times covered, 190 of 200 units served in 50 periods with 12 units on hand on average: coverage
 * 0.95, fill rate 0.95, stock 12 units or, at 4 units a period, 3 periods.
 */
export function calculateFigures(tally: BacktestTally): BacktestFigures {
  return {
    coverage: share(tally.coveredLeadTimes, tally.leadTimes),
    cycleService: share(tally.cyclesWithoutShortage, tally.cycles),
    fillRate: share(tally.unitsServed, tally.unitsAsked),
    stock: share(tally.unitPeriodsOnHand, tally.unitsAsked),
    stockUnits: share(tally.unitPeriodsOnHand, tally.periods),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
