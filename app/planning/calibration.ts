import type { SellingPattern } from "./demand-class";
import type { WindowStatistics } from "./demand-history";
import { checkServiceLevel } from "./planning-terms";

/** How fast an item sells, by its expected demand in a lead time. */
const SPEEDS = ["slow", "medium", "fast"] as const;
type Speed = (typeof SPEEDS)[number];

/** Units in a lead time from which on an item is of the next speed. */
const MEDIUM_FROM_UNITS = 3;
const FAST_FROM_UNITS = 20;

const PATTERNS = ["smooth", "erratic", "intermittent", "lumpy"] as const satisfies readonly SellingPattern[];

/** Items of like class and speed, which learn from each other. */
export type CalibrationGroup = `${SellingPattern} ${Speed}`;

export const CALIBRATION_GROUPS: readonly CalibrationGroup[] = PATTERNS.flatMap((pattern) =>
  SPEEDS.map((speed): CalibrationGroup => `${pattern} ${speed}`),
);

/**
 * What a shop's replayed history teaches: how far above the expected demand of a lead time stock has to reach, in
 * deviations of that demand, so that a share of the lead times is covered.
 */
export interface Calibration {
  /** Service levels for which factors are stored, ascending. */
  targets: readonly number[];
  /** Safety factors by group, one a target, never falling from one target to the next. */
  safetyFactors: Readonly<Record<CalibrationGroup, readonly number[]>>;
  /** What the items sell now, in relation to their demand windows: 1.1 when a tenth more. */
  demandLevel: number;
  /** Lead times that were replayed and judged. */
  replayedLeadTimes: number;
}

/** Why the calibrated method does not apply, so that the item is planned by the formula for normal demand. */
export const CALIBRATION_GAPS = ["no-calibration", "no-sales", "short-history"] as const;
export type CalibrationGap = (typeof CALIBRATION_GAPS)[number];

/**
 * The group an item learns from.
 *
 * Example: 0.5 units a day on single days, 14 days of lead time: 7 units, so "intermittent medium".
 *
 * @param leadTimeDemand units expected in a lead time
 */
export function findCalibrationGroup(pattern: SellingPattern, leadTimeDemand: number): CalibrationGroup {
  if (leadTimeDemand < MEDIUM_FROM_UNITS) return `${pattern} slow`;
  return leadTimeDemand < FAST_FROM_UNITS ? `${pattern} medium` : `${pattern} fast`;
}

/**
 * Why a window is too thin for the calibrated method, or null when it is not. Nothing sold: no deviation to multiply, and
 * what others sell says nothing of an item that nobody asks for. Shorter than two lead times (or, where the window itself
 * is, than the window): the deviation of a lead time's demand is a guess.
 *
 * @param windowPeriods length of a whole window
 */
export function findCalibrationGap(
  { sellingPeriods, observedPeriods, runs }: WindowStatistics,
  runPeriods: number,
  windowPeriods: number,
): Exclude<CalibrationGap, "no-calibration"> | null {
  if (sellingPeriods === 0) return "no-sales";
  return runs < 2 || observedPeriods < leastPeriods(runPeriods, windowPeriods) ? "short-history" : null;
}

/** Periods of history from which on a lead time's demand can be estimated. */
export function leastPeriods(runPeriods: number, windowPeriods: number): number {
  return Math.min(2 * runPeriods, windowPeriods);
}

/**
 * The safety factor of a group for any service level: between two stored targets by straight line over −ln(1 − p), which
 * is how an exponential tail runs, and beyond the last one along the same line.
 *
 * Example: 2 at 0.9 and 3 at 0.99 give 2.5 at 0.9684 and 4 at 0.999.
 *
 * @throws {PlanningInputError} unless 0.5 ≤ p < 1
 */
export function findSafetyFactor(calibration: Calibration, group: CalibrationGroup, serviceLevel: number): number {
  checkServiceLevel(serviceLevel);
  return interpolateFactor(calibration.targets, calibration.safetyFactors[group], serviceLevel);
}

export function interpolateFactor(
  targets: readonly number[],
  factors: readonly number[],
  serviceLevel: number,
): number {
  const [firstFactor = 0] = factors;
  const after = targets.findIndex((target) => target >= serviceLevel);
  if (after === 0 || targets.length < 2) return firstFactor;
  const right = after < 0 ? targets.length - 1 : after;
  const [fromTarget = 0, toTarget = 0] = [targets[right - 1], targets[right]];
  const [from = 0, to = 0] = [factors[right - 1], factors[right]];
  const way = (tailDepth(serviceLevel) - tailDepth(fromTarget)) / (tailDepth(toTarget) - tailDepth(fromTarget));
  return from + way * (to - from);
}

function tailDepth(serviceLevel: number): number {
  return -Math.log(1 - serviceLevel);
}

/**
 * The reorder point of the calibrated method:
 *
 *     level · (μ·D + k·s)
 *
 * with the expected demand μ·D of the days to cover, the deviation s of the demand of as many days in a row as the window
 * shows it, the safety factor k that the replayed history taught items of like class and speed, and the level at which the
 * shop's items sell now compared with their windows. Unlike z·σ·√D it takes demand neither as normal nor as independent
 * from day to day.
 *
 * A lead time that varies by σ_L adds (μ·σ_L)² to s², as in the formula for normal demand.
 *
 * Example: 1 unit a day and 14 days, s = 6, k = 2.5, level 1.1: 1.1 · (14 + 15) = 31.9 units.
 *
 * @returns units, unrounded; 0 or more
 */
export function calculateCalibratedReorderPoint({
  leadTimeDemand,
  leadTimeDemandStdDev,
  safetyFactor,
  demandLevel,
}: {
  leadTimeDemand: number;
  leadTimeDemandStdDev: number;
  safetyFactor: number;
  demandLevel: number;
}): number {
  return Math.max(0, demandLevel * (leadTimeDemand + safetyFactor * leadTimeDemandStdDev));
}

/**
 * The deviation of the demand of the days to cover, from the deviation of the runs in the window: the same when a run has
 * as many days, else scaled by the square root of the days' ratio.
 *
 * @param leadTimeStdDev how much the lead time itself varies, in periods
 */
export function calculateLeadTimeDemandStdDev({
  runStdDev,
  runPeriods,
  periodsToCover,
  mean,
  leadTimeStdDev,
}: {
  runStdDev: number;
  runPeriods: number;
  periodsToCover: number;
  mean: number;
  leadTimeStdDev: number;
}): number {
  const ofFixedLeadTime = runStdDev * Math.sqrt(periodsToCover / runPeriods);
  return leadTimeStdDev === 0 ? ofFixedLeadTime : Math.hypot(ofFixedLeadTime, mean * leadTimeStdDev);
}
