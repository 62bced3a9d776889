import type { InsufficientHistory } from "./absence";
import { addDays, daysBetween } from "./calendar";
import { rejectUnless } from "./planning-input-error";

/** Demand of the observed days of one variant's window, as sums: enough for mean and deviation. */
export interface DemandSums {
  observedDays: number;
  units: number;
  /** Sum over the observed days of units². */
  sumOfSquaredUnits: number;
  /** Observed days with a sale. */
  sellingDays: number;
}

/** The complete days whose demand counts, or none when the variant did not exist on any of them. */
export type DemandWindow =
  | { readonly kind: "days"; readonly firstDay: string; readonly lastDay: string; readonly days: number }
  | { readonly kind: "none"; readonly days: 0 };

/**
 * The demand window: the last `windowDays` complete days. It ends yesterday, because today is not over, and begins no
 * earlier than the day on which the variant was created, which counts whole.
 *
 * Example: today 2026-03-10, a window of 90 days and a variant created on 2026-03-09 give one day, 2026-03-09. Created
 * today (or, by a wrong clock, later), it has none.
 *
 * @param today ISO day in the shop's time zone
 * @param windowDays length of the window, in days
 * @param createdDay ISO day in the shop's time zone on which the variant was created
 * @throws {PlanningInputError} for a window that is not a whole number of days, 1 or more, or a day not in the calendar
 */
export function demandWindow({
  today,
  windowDays,
  createdDay,
}: {
  today: string;
  windowDays: number;
  createdDay: string;
}): DemandWindow {
  rejectUnless(
    Number.isSafeInteger(windowDays) && windowDays >= 1,
    "demand window in days",
    windowDays,
    "a whole number, 1 or more",
  );
  const days = Math.min(windowDays, daysBetween(createdDay, today));
  if (days < 1) return { kind: "none", days: 0 };
  return { kind: "days", firstDay: addDays(today, -days), lastDay: addDays(today, -1), days };
}

/**
 * The sums of a variant's demand. Days without a sale add nothing to them, so only the selling days are listed; they
 * count all the same, through `observedDays`.
 *
 * Example: 3 and 1 units on two of 4 observed days give 4 units, a sum of squares of 10 and 2 selling days.
 *
 * @param unitsOnSellingDays units sold, one number for each day that had a sale; a 0 is a day without
 * @param observedDays all days of the window on which the variant could be sold
 * @throws {PlanningInputError} for units that are not whole or are negative, for more selling days than observed days,
 *   and for sums beyond 2⁵³, which would no longer be exact
 */
export function summarizeDemand(unitsOnSellingDays: readonly number[], observedDays: number): DemandSums {
  rejectUnless(
    unitsOnSellingDays.length <= observedDays,
    "number of selling days",
    unitsOnSellingDays.length,
    `at most the ${observedDays} observed days`,
  );
  let units = 0;
  let sumOfSquaredUnits = 0;
  let sellingDays = 0;
  for (const unitsOfDay of unitsOnSellingDays) {
    rejectUnless(
      isWholeAndNotNegative(unitsOfDay),
      "demand of a day",
      unitsOfDay,
      "a whole number of units, 0 or more",
    );
    units += unitsOfDay;
    sumOfSquaredUnits += unitsOfDay * unitsOfDay;
    if (unitsOfDay > 0) sellingDays += 1;
  }
  const sums = { observedDays, units, sumOfSquaredUnits, sellingDays };
  checkDemandSums(sums);
  return sums;
}

/**
 * `meanDailyDemand` μ = units / n, days without a sale included.
 *
 * Example: 4 units in 4 observed days are 1 unit a day.
 *
 * @returns units a day; absent without an observed day
 * @throws {PlanningInputError} for sums that no demand can have
 */
export function calculateMeanDailyDemand(demand: DemandSums): number | InsufficientHistory {
  checkDemandSums(demand);
  const { observedDays, units } = demand;
  if (observedDays < 1) return { kind: "insufficient-history", observedDays };
  return units / observedDays;
}

/**
 * `demandStdDev` σ, the sample standard deviation (divisor n − 1) of the n daily demands, days without a sale included:
 *
 *     σ = √( (n·Σx² − (Σx)²) / (n·(n − 1)) )
 *
 * The difference under the root is of whole numbers and taken exactly, so that nothing cancels however large the demand
 * (the reason why this formula has a bad name in floating point; see Chan, Golub, LeVeque 1983, "Algorithms for Computing
 * the Sample Variance").
 *
 * Example: 3, 1, 0 and 0 units: √((4·10 − 4²) / (4·3)) = √2.
 *
 * @returns units; 0 when every day sold the same, absent with fewer than two observed days
 * @throws {PlanningInputError} for sums that no demand can have
 */
export function calculateDemandStdDev(demand: DemandSums): number | InsufficientHistory {
  checkDemandSums(demand);
  const { observedDays } = demand;
  if (observedDays < 2) return { kind: "insufficient-history", observedDays };
  return Math.sqrt(scaledSquaredDeviations(demand, observedDays) / (observedDays * (observedDays - 1)));
}

/**
 * m·Σx² − (Σx)², exact: beyond 2⁵³ the products are formed as BigInt. Divided by m it is the sum of the squared deviations
 * from the mean of m days: of all observed ones or, since the others add nothing to the sums, of the selling days alone.
 *
 * @param days m, no fewer than the selling days
 */
export function scaledSquaredDeviations({ units, sumOfSquaredUnits }: DemandSums, days: number): number {
  // (Σx)² ≤ m·Σx² for any numbers, so the first product is the larger one.
  const scaledSumOfSquares = days * sumOfSquaredUnits;
  if (scaledSumOfSquares <= Number.MAX_SAFE_INTEGER) return scaledSumOfSquares - units * units;
  return Number(BigInt(days) * BigInt(sumOfSquaredUnits) - BigInt(units) ** 2n);
}

/** @throws {PlanningInputError} for sums that no demand can have */
export function checkDemandSums(demand: DemandSums): void {
  const { observedDays, units, sumOfSquaredUnits, sellingDays } = demand;
  rejectUnless(isWholeAndNotNegative(observedDays), "observed days", observedDays, "a whole number, 0 or more");
  rejectUnless(isWholeAndNotNegative(units), "units sold", units, "a whole number, 0 or more, below 2⁵³");
  rejectUnless(
    isWholeAndNotNegative(sellingDays) && sellingDays <= observedDays && sellingDays <= units,
    "number of selling days",
    sellingDays,
    `a whole number, at most the ${observedDays} observed days and the ${units} units sold`,
  );
  rejectUnless(
    isWholeAndNotNegative(sumOfSquaredUnits) &&
      sumOfSquaredUnits >= units &&
      scaledSquaredDeviations(demand, sellingDays) >= 0,
    "sum of squared daily units",
    sumOfSquaredUnits,
    "a whole number below 2⁵³ that goes with the units sold and the selling days",
  );
}

function isWholeAndNotNegative(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}

/** @throws {PlanningInputError} unless the mean can be one of units sold */
export function checkMeanDailyDemand(meanDailyDemand: number): void {
  rejectUnless(
    meanDailyDemand >= 0 && meanDailyDemand < Infinity,
    "mean daily demand",
    meanDailyDemand,
    "a finite number of units, 0 or more",
  );
}

/** @throws {PlanningInputError} unless the deviation can be one of units sold */
export function checkDemandStdDev(demandStdDev: number): void {
  rejectUnless(
    demandStdDev >= 0 && demandStdDev < Infinity,
    "standard deviation of daily demand",
    demandStdDev,
    "a finite number of units, 0 or more",
  );
}
