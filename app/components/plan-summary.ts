// The arithmetic of a plan in one sentence, for who reads no more than that. The steps stand in plan-explanation.ts.
import type { ReorderRow } from "~/reports/reorder-row";
import { isReasonInItself } from "./absence-reasons";
import type { ShopFormats } from "./shop-formats";

/**
 * From the sales to the reorder point: "Sells 3.2 a day, varies by 4.1; 14 days' lead time needs about 45 + 25 for safety, so
 * order at 71." null without a reorder point, or without sales, where there is no arithmetic to tell, and for what nobody is to order.
 */
export function summariseArithmetic(row: ReorderRow, formats: ShopFormats): string | null {
  const { meanDailyDemand, demandStdDev, leadTimeDemand, safetyStock, reorderPoint, unitsSold } = row;
  if (meanDailyDemand === null || demandStdDev === null || leadTimeDemand === null) return null;
  if (safetyStock === null || reorderPoint === null || unitsSold === 0 || isReasonInItself(row.status)) return null;
  const sentence = {
    count: row.leadTimeDays,
    rate: formats.decimal(meanDailyDemand),
    deviation: formats.decimal(demandStdDev),
    days: formats.days(row.leadTimeDays),
    needs: describeNeeds(leadTimeDemand, safetyStock, formats),
    reorderPoint: formats.quantity(reorderPoint),
  };
  return row.reviewPeriodDays > 0
    ? formats.t("explanation.arithmetic.leadTimeAndReview", { ...sentence, review: formats.days(row.reviewPeriodDays) })
    : formats.t("explanation.arithmetic.leadTime", sentence);
}

/** A calibrated plan of a shop that sells less than it did has less than the lead time's demand: no safety to speak of. */
function describeNeeds(leadTimeDemand: number, safetyStock: number, formats: ShopFormats): string {
  if (safetyStock < 0) return roughly(leadTimeDemand + safetyStock, formats);
  return formats.t("explanation.arithmetic.withSafety", {
    demand: roughly(leadTimeDemand, formats),
    safety: roughly(safetyStock, formats),
  });
}

/** Whole units, but for so few that a fraction matters. */
function roughly(units: number, formats: ShopFormats): string {
  return units < 10 ? formats.decimal(units) : formats.quantity(units);
}
