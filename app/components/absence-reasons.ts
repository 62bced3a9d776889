import type { Absence } from "~/planning/absence";
import type { ListRow } from "~/reports/reorder-row";

/** The numbers of a row that can be absent. */
export type AbsentFigure =
  | "meanDailyDemand"
  | "demandStdDev"
  | "leadTimeDemand"
  | "safetyStock"
  | "reorderPoint"
  | "orderUpToLevel"
  | "suggestedOrderQuantity"
  | "orderValue"
  | "daysOfCover"
  | "velocityDecile"
  | "unitCost";

type AbsentValue = AbsentFigure | "projectedStockoutDate" | "sku";

/** A standard deviation needs two days, and the reorder point needs the standard deviation. */
const LEAST_OBSERVED_DAYS = 2;

/** Why a value of this row does not exist, as a sentence for the merchant. */
export function explainAbsence(row: ListRow, value: AbsentValue): string {
  switch (value) {
    case "sku":
      return "This variant has no SKU in Shopify.";
    case "unitCost":
      return explainNoUnitCost();
    case "meanDailyDemand":
    case "demandStdDev":
    case "leadTimeDemand":
    case "safetyStock":
    case "reorderPoint":
    case "orderUpToLevel":
      return explainShortHistory(row);
    case "velocityDecile":
      return row.unitsSold > 0 ? explainShortHistory(row) : explainNoSales();
    case "suggestedOrderQuantity":
      return explainNotPlanned(row) ?? explainShortHistory(row);
    case "orderValue":
      return row.suggestedOrderQuantity === null
        ? explainAbsence(row, "suggestedOrderQuantity")
        : explainAbsence(row, "unitCost");
    case "daysOfCover":
      return explainNoCover(row);
    case "projectedStockoutDate":
      return row.daysOfCover === null ? explainNoCover(row) : explainBeyondCalendar();
  }
}

/** Why a value of a plan that is not stored does not exist. */
export function describeAbsence(absence: Absence): string {
  switch (absence.kind) {
    case "insufficient-history":
      return explainShortHistory(absence);
    case "no-sales":
      return explainNoSales();
    case "untracked":
      return explainUntracked();
    case "excluded":
      return explainExcluded();
    case "no-unit-cost":
      return explainNoUnitCost();
    case "beyond-calendar":
      return explainBeyondCalendar();
  }
}

function explainNoCover(row: ListRow): string {
  const notPlanned = explainNotPlanned(row);
  if (notPlanned !== undefined) return notPlanned;
  return row.observedDays < 1 ? explainShortHistory(row) : explainNoSales();
}

/** Why a variant has no plan at all, whatever is known of it. */
function explainNotPlanned({ status }: ListRow): string | undefined {
  if (status === "untracked") return explainUntracked();
  return status === "excluded" ? explainExcluded() : undefined;
}

function explainShortHistory({
  observedDays,
  outOfStockDays = 0,
}: Pick<ListRow, "observedDays"> & Partial<Pick<ListRow, "outOfStockDays">>): string {
  const stockouts = outOfStockDays > 0 ? `, since it was out of stock on ${countDays(outOfStockDays)}` : "";
  return `Only ${countDays(observedDays)} of history${stockouts}; planning needs at least ${LEAST_OBSERVED_DAYS}.`;
}

function countDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

function explainNoSales(): string {
  return "Nothing was sold in the demand window.";
}

function explainUntracked(): string {
  return "Shopify does not track this variant's stock.";
}

function explainExcluded(): string {
  return "You have excluded this SKU from planning.";
}

function explainNoUnitCost(): string {
  return "No unit cost is entered in Shopify.";
}

function explainBeyondCalendar(): string {
  return "The stock lasts beyond the year 9999.";
}
