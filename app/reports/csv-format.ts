import Papa from "papaparse";
import { toColumnName } from "./column-names";
import type { ReorderRow } from "./reorder-row";

/** The columns that scripts rely on, in their order; later ones are added at the end. */
const CSV_PROPERTIES = [
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

const CSV_COLUMNS: readonly string[] = CSV_PROPERTIES.map(toColumnName);

const NEWLINE = "\r\n";

/**
 * What a spreadsheet may take for the begin of a formula; the wide forms count in East Asian ones. papaparse puts an
 * apostrophe before such a text, and leaves numbers alone: -5 stays -5. (Its own default misses texts of several lines.)
 */
const FORMULA_BEGIN = /^[=+\-@\t\r\n＝＋－＠]/u;

/** The header line of RFC 4180, with its line end. */
export function formatCsvHeader(): string {
  return CSV_COLUMNS.join(",") + NEWLINE;
}

/** Rows as lines of RFC 4180, each with its line end: null is an empty cell, decimals have a point and all digits. */
export function formatCsvRows(rows: readonly ReorderRow[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => CSV_PROPERTIES.map((property) => row[property]));
  return Papa.unparse(cells, { newline: NEWLINE, escapeFormulae: FORMULA_BEGIN }) + NEWLINE;
}
