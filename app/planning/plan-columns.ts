import { valueOrNull } from "./absence";
import type { CalibrationGap } from "./calibration";
import type { DemandSums } from "./demand";
import type { VariantPlan, VariantPlanInput } from "./plan";
import type { PlanMethod } from "./plan-method";
import type { PlanStatus } from "./plan-status";

/** A plan as the nullable columns in which it is stored and reported; null where the value does not exist. */
export interface PlanColumns {
  status: PlanStatus;
  method: PlanMethod;
  available: number;
  incoming: number;
  meanDailyDemand: number | null;
  demandStdDev: number | null;
  observedDays: number;
  unitsSold: number;
  sellingDays: number;
  leadTimeDays: number;
  leadTimeStdDevDays: number;
  reviewPeriodDays: number;
  serviceLevel: number;
  coverageDays: number;
  leadTimeDemand: number | null;
  leadTimeDemandStdDev: number | null;
  safetyFactor: number | null;
  demandLevel: number;
  calibrationGap: CalibrationGap | null;
  safetyStock: number | null;
  exactReorderPoint: number | null;
  reorderPoint: number | null;
  orderUpToLevel: number | null;
  suggestedOrderQuantity: number | null;
  packSize: number;
  minimumOrderQuantity: number;
  unitCost: number | null;
  orderValue: number | null;
  daysOfCover: number | null;
  projectedStockoutDate: string | null;
}

/** Flattens a plan and the inputs that explain it to columns. The reasons of absences remain in the status. */
export function planColumns(plan: VariantPlan): PlanColumns {
  const { demand, stock, terms, unitCost } = plan.inputs;
  return {
    status: plan.status,
    method: plan.method,
    available: stock.available,
    incoming: stock.incoming,
    meanDailyDemand: valueOrNull(plan.meanDailyDemand),
    demandStdDev: valueOrNull(plan.demandStdDev),
    observedDays: demand.observedDays,
    unitsSold: demand.units,
    sellingDays: demand.sellingDays,
    leadTimeDays: terms.leadTimeDays,
    leadTimeStdDevDays: terms.leadTimeStdDevDays,
    reviewPeriodDays: terms.reviewPeriodDays,
    serviceLevel: terms.serviceLevel,
    coverageDays: terms.coverageDays,
    leadTimeDemand: valueOrNull(plan.leadTimeDemand),
    leadTimeDemandStdDev: valueOrNull(plan.leadTimeDemandStdDev),
    safetyFactor: valueOrNull(plan.safetyFactor),
    demandLevel: plan.demandLevel,
    calibrationGap: plan.calibrationGap,
    safetyStock: valueOrNull(plan.safetyStock),
    exactReorderPoint: valueOrNull(plan.exactReorderPoint),
    reorderPoint: valueOrNull(plan.reorderPoint),
    orderUpToLevel: valueOrNull(plan.orderUpToLevel),
    suggestedOrderQuantity: valueOrNull(plan.suggestedOrderQuantity),
    packSize: terms.packSize,
    minimumOrderQuantity: terms.minimumOrderQuantity,
    unitCost,
    orderValue: valueOrNull(plan.orderValue),
    daysOfCover: valueOrNull(plan.daysOfCover),
    projectedStockoutDate: valueOrNull(plan.projectedStockoutDate),
  };
}

/**
 * The inputs from which a stored plan was made, so that it can be made again, as it is or on other terms: `planVariant`
 * of them gives the stored numbers to the last digit, whatever has happened to the shop's facts since.
 *
 * @param columns of the stored plan
 * @param overstockDays the shop's limit; the plan's status alone depends on it
 * @param today ISO day for which it was planned
 */
export function recoverPlanInputs(
  columns: PlanColumns,
  { overstockDays, today }: { overstockDays: number; today: string },
): VariantPlanInput {
  const { available, incoming, unitCost } = columns;
  const { leadTimeDays, leadTimeStdDevDays, reviewPeriodDays, serviceLevel, coverageDays } = columns;
  const { minimumOrderQuantity, packSize } = columns;
  return {
    // Of an excluded variant it makes no difference.
    tracked: columns.status !== "untracked",
    ...(columns.status === "excluded" && { isExcluded: true }),
    demand: recoverDemandSums(columns),
    stock: { available, incoming },
    terms: {
      leadTimeDays,
      leadTimeStdDevDays,
      reviewPeriodDays,
      serviceLevel,
      coverageDays,
      overstockDays,
      minimumOrderQuantity,
      packSize,
    },
    unitCost,
    today,
  };
}

/**
 * The sum of squares is not stored, but follows from the deviation: Σx² = (n·(n − 1)·σ² + (Σx)²) / n. It is a whole number,
 * so rounding takes away what the root has lost of it, up to sums of about 10¹⁴.
 *
 * Example: n = 4, Σx = 4 and σ = √2: Σx² = (4·3·2 + 16) / 4 = 10.
 */
function recoverDemandSums({ observedDays, unitsSold, sellingDays, demandStdDev }: PlanColumns): DemandSums {
  const sumOfSquaredUnits =
    demandStdDev === null
      ? unitsSold ** 2 // At most one day.
      : Math.round((observedDays * (observedDays - 1) * demandStdDev ** 2 + unitsSold ** 2) / observedDays);
  return { observedDays, units: unitsSold, sumOfSquaredUnits, sellingDays };
}
