import { isAbsent } from "./absence";
import type { InsufficientHistory } from "./absence";
import {
  calculateCalibratedReorderPoint,
  calculateLeadTimeDemandStdDev,
  findCalibrationGap,
  findCalibrationGroup,
  findSafetyFactor,
  type Calibration,
  type CalibrationGap,
} from "./calibration";
import { calculateDemandStdDev, calculateMeanDailyDemand } from "./demand";
import type { DemandSums } from "./demand";
import { DemandHistory, type DemandSeries } from "./demand-history";
import { calculateDaysToCover, calculateLeadTimeDemand } from "./lead-time";
import { calculateOrderUpToLevel } from "./order-quantity";
import type { PlanMethod } from "./plan-method";
import type { PlanningTerms } from "./planning-terms";
import { calculateReorderPoint, roundUpToWholeUnits } from "./reorder-point";
import { calculateSafetyStock, zScore } from "./safety-stock";

/** What the calibrated method needs beside the sums of demand. */
export interface CalibratedDemand {
  /** Demand of each day of the variant's window, oldest first. */
  history: DemandSeries;
  /** Length of a whole window, in days. */
  windowDays: number;
  /** What the shop's replayed history teaches; null while it is too thin to teach anything. */
  calibration: Calibration | null;
}

/** What demand and terms say, whatever the stock is. A value that does not exist is an absence that says why. */
export interface StockLevels {
  /** The method that found the reorder point. */
  readonly method: PlanMethod;
  /** Why that is not the method asked for; null when it is. */
  readonly calibrationGap: CalibrationGap | null;
  /** Units a day. */
  readonly meanDailyDemand: number | InsufficientHistory;
  readonly demandStdDev: number | InsufficientHistory;
  /** Units. */
  readonly leadTimeDemand: number | InsufficientHistory;
  /** The deviation of the lead time's demand that the safety factor multiplies, units. */
  readonly leadTimeDemandStdDev: number | InsufficientHistory;
  /** z of the service level, or the factor that the replayed history taught. */
  readonly safetyFactor: number | InsufficientHistory;
  /** What the shop sells now in relation to its demand windows; 1 for the normal method, which looks at the window alone. */
  readonly demandLevel: number;
  /** What the reorder point holds beyond the lead time's demand; below 0 only where the shop sells less than it did. */
  readonly safetyStock: number | InsufficientHistory;
  /** Unrounded. */
  readonly exactReorderPoint: number | InsufficientHistory;
  /** The ceiling of the unrounded one: what is shown and compared. */
  readonly reorderPoint: number | InsufficientHistory;
  readonly orderUpToLevel: number | InsufficientHistory;
}

/**
 * The levels of one variant.
 *
 * @param calibrated what the calibrated method needs; null asks for the normal one
 */
export function calculateStockLevels(
  demand: DemandSums,
  terms: PlanningTerms,
  calibrated: CalibratedDemand | null,
): StockLevels {
  const { leadTimeDays, reviewPeriodDays, coverageDays } = terms;
  const meanDailyDemand = calculateMeanDailyDemand(demand);
  const demandStdDev = calculateDemandStdDev(demand);
  const leadTimeDemand = isAbsent(meanDailyDemand)
    ? meanDailyDemand
    : calculateLeadTimeDemand({ meanDailyDemand, leadTimeDays, reviewPeriodDays });
  if (isAbsent(meanDailyDemand) || isAbsent(demandStdDev) || isAbsent(leadTimeDemand)) {
    const absence: InsufficientHistory = { kind: "insufficient-history", observedDays: demand.observedDays };
    return {
      method: "normal",
      calibrationGap: calibrated ? "short-history" : null,
      meanDailyDemand,
      demandStdDev,
      leadTimeDemand,
      leadTimeDemandStdDev: absence,
      safetyFactor: absence,
      demandLevel: 1,
      safetyStock: absence,
      exactReorderPoint: absence,
      reorderPoint: absence,
      orderUpToLevel: absence,
    };
  }
  const known = { meanDailyDemand, demandStdDev, leadTimeDemand };
  const found = findReorderPoint(known, terms, calibrated);
  const { exactReorderPoint } = found;
  // Written out: a spread of objects takes ten times as long as all of the arithmetic.
  return {
    method: found.method,
    calibrationGap: found.calibrationGap,
    meanDailyDemand,
    demandStdDev,
    leadTimeDemand,
    leadTimeDemandStdDev: found.leadTimeDemandStdDev,
    safetyFactor: found.safetyFactor,
    demandLevel: found.demandLevel,
    safetyStock: found.safetyStock ?? exactReorderPoint - leadTimeDemand,
    exactReorderPoint,
    reorderPoint: roundUpToWholeUnits(exactReorderPoint),
    orderUpToLevel: calculateOrderUpToLevel({ exactReorderPoint, meanDailyDemand, coverageDays }),
  };
}

interface KnownDemand {
  meanDailyDemand: number;
  demandStdDev: number;
  leadTimeDemand: number;
}

interface FoundReorderPoint {
  method: PlanMethod;
  calibrationGap: CalibrationGap | null;
  leadTimeDemandStdDev: number;
  safetyFactor: number;
  demandLevel: number;
  /** Where the method begins with it; else what the reorder point has beyond the lead time's demand. */
  safetyStock?: number;
  exactReorderPoint: number;
}

function findReorderPoint(
  known: KnownDemand,
  terms: PlanningTerms,
  calibrated: CalibratedDemand | null,
): FoundReorderPoint {
  if (calibrated === null) return findNormalReorderPoint(known, terms, null);
  const { history, windowDays, calibration } = calibrated;
  if (calibration === null) return findNormalReorderPoint(known, terms, "no-calibration");
  const { leadTimeDays, leadTimeStdDevDays, reviewPeriodDays, serviceLevel } = terms;
  const periodsToCover = calculateDaysToCover(leadTimeDays, reviewPeriodDays);
  const window = new DemandHistory(history, periodsToCover);
  const statistics = window.statisticsOf(0, window.periods - 1);
  const gap = findCalibrationGap(statistics, window.runPeriods, windowDays);
  if (gap !== null) return findNormalReorderPoint(known, terms, gap);
  const { leadTimeDemand, meanDailyDemand } = known;
  const leadTimeDemandStdDev = calculateLeadTimeDemandStdDev({
    runStdDev: statistics.runStdDev,
    runPeriods: window.runPeriods,
    periodsToCover,
    mean: meanDailyDemand,
    leadTimeStdDev: leadTimeStdDevDays,
  });
  const group = findCalibrationGroup(statistics.pattern, leadTimeDemand);
  const safetyFactor = findSafetyFactor(calibration, group, serviceLevel);
  const { demandLevel } = calibration;
  return {
    method: "calibrated",
    calibrationGap: null,
    leadTimeDemandStdDev,
    safetyFactor,
    demandLevel,
    exactReorderPoint: calculateCalibratedReorderPoint({
      leadTimeDemand,
      leadTimeDemandStdDev,
      safetyFactor,
      demandLevel,
    }),
  };
}

function findNormalReorderPoint(
  { meanDailyDemand, demandStdDev, leadTimeDemand }: KnownDemand,
  terms: PlanningTerms,
  calibrationGap: CalibrationGap | null,
): FoundReorderPoint {
  const { leadTimeDays, leadTimeStdDevDays, reviewPeriodDays, serviceLevel } = terms;
  const daysToCover = calculateDaysToCover(leadTimeDays, reviewPeriodDays);
  const safetyStock = calculateSafetyStock({
    meanDailyDemand,
    demandStdDev,
    leadTimeDays,
    leadTimeStdDevDays,
    reviewPeriodDays,
    serviceLevel,
  });
  return {
    method: "normal",
    calibrationGap,
    leadTimeDemandStdDev: Math.hypot(demandStdDev * Math.sqrt(daysToCover), meanDailyDemand * leadTimeStdDevDays),
    safetyFactor: zScore(serviceLevel),
    demandLevel: 1,
    safetyStock,
    exactReorderPoint: calculateReorderPoint(leadTimeDemand, safetyStock),
  };
}
