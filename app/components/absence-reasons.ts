import type { Absence } from "~/planning/absence";
import type { ListRow } from "~/reports/reorder-row";
import type { ShopFormats } from "./shop-formats";

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

/** Why a value of this row does not exist, as a sentence for the merchant. */
export function explainAbsence(row: ListRow, value: AbsentValue, formats: ShopFormats): string {
  const { t } = formats;
  switch (value) {
    case "sku":
      return t("absence.sku");
    case "unitCost":
      return t("absence.unitCost");
    case "meanDailyDemand":
    case "demandStdDev":
    case "leadTimeDemand":
    case "safetyStock":
    case "reorderPoint":
    case "orderUpToLevel":
      return explainShortHistory(row, formats);
    case "velocityDecile":
      return row.unitsSold > 0 ? explainShortHistory(row, formats) : t("absence.noSales");
    case "suggestedOrderQuantity":
      return explainNotPlanned(row, formats) ?? explainShortHistory(row, formats);
    case "orderValue":
      return explainAbsence(row, row.suggestedOrderQuantity === null ? "suggestedOrderQuantity" : "unitCost", formats);
    case "daysOfCover":
      return explainNoCover(row, formats);
    case "projectedStockoutDate":
      return row.daysOfCover === null ? explainNoCover(row, formats) : t("absence.beyondCalendar");
  }
}

/** Why a value of a plan that is not stored does not exist. */
export function describeAbsence(absence: Absence, formats: ShopFormats): string {
  const { t } = formats;
  switch (absence.kind) {
    case "insufficient-history":
      return explainShortHistory(absence, formats);
    case "no-sales":
      return t("absence.noSales");
    case "untracked":
      return t("absence.untracked");
    case "excluded":
      return t("absence.excluded");
    case "no-unit-cost":
      return t("absence.unitCost");
    case "beyond-calendar":
      return t("absence.beyondCalendar");
  }
}

function explainNoCover(row: ListRow, formats: ShopFormats): string {
  const notPlanned = explainNotPlanned(row, formats);
  if (notPlanned !== undefined) return notPlanned;
  return row.observedDays < 1 ? explainShortHistory(row, formats) : formats.t("absence.noSales");
}

/** Why a variant has no plan at all, whatever is known of it. */
function explainNotPlanned({ status }: ListRow, { t }: ShopFormats): string | undefined {
  return isReasonInItself(status) ? t(`absence.${status}`) : undefined;
}

/** Whether the status alone says why nothing is to be ordered. */
export function isReasonInItself(status: ListRow["status"]): status is "untracked" | "excluded" {
  return status === "untracked" || status === "excluded";
}

function explainShortHistory(
  { observedDays, outOfStockDays = 0 }: Pick<ListRow, "observedDays"> & Partial<Pick<ListRow, "outOfStockDays">>,
  { t, quantity }: ShopFormats,
): string {
  const stockouts =
    outOfStockDays > 0 ? t("absence.stockouts", { count: outOfStockDays, written: quantity(outOfStockDays) }) : "";
  return t("absence.shortHistory", { count: observedDays, written: quantity(observedDays), stockouts });
}
