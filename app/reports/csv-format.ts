import { toColumnName } from "./column-names";
import { formatCsvLines } from "./csv-lines";
import type { ReorderRow } from "./reorder-row";

/** The columns that scripts rely on, in their order; later ones are added at the end. */
export const CSV_PROPERTIES = [
  "sku",
  "productTitle",
  "variantTitle",
  "barcode",
  "vendor",
  "vendorSku",
  "status",
  "available",
  "onHand",
  "committed",
  "incoming",
  "meanDailyDemand",
  "demandStdDev",
  "observedDays",
  "unitsSold",
  "leadTimeDays",
  "serviceLevel",
  "method",
  "leadTimeDemand",
  "safetyStock",
  "reorderPoint",
  "orderUpToLevel",
  "suggestedOrderQuantity",
  "packSize",
  "minimumOrderQuantity",
  "unitCost",
  "orderValue",
  "currency",
  "daysOfCover",
  "projectedStockoutDate",
  "velocityDecile",
  "variantId",
  "inventoryItemId",
  "plannedAt",
  "demandClass",
] as const satisfies readonly (keyof ReorderRow)[];

/** The columns' names, in a CSV as in the database. */
export const CSV_COLUMNS: readonly string[] = CSV_PROPERTIES.map(toColumnName);

/** The header line of RFC 4180, with its line end. */
export function formatCsvHeader(): string {
  return formatCsvLines([CSV_COLUMNS]);
}
