import { valueOrNull } from "./absence";
import type { PlanMethod, PlanStatus, VariantPlan } from "./plan";

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
