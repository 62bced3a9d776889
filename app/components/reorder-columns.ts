import type { ListRow } from "~/reports/reorder-row";
import type { SortKey } from "~/reports/reorder-query";
import { explainAbsence, type AbsentFigure } from "./absence-reasons";
import type { ShopFormats } from "./shop-formats";

/** A figure as the merchant reads it, or why there is none. */
export type WrittenFigure = string | { absence: string };

/** A numeric column of the reorder list. Product, SKU, status and vendor are texts and have their own cells. */
export interface FigureColumn {
  sort: SortKey;
  title: string;
  meaning: string;
  /** The first click shows what matters most: most to order, least cover. */
  firstDirection: "asc" | "desc";
  write: (row: ListRow, formats: ShopFormats) => WrittenFigure;
}

/** Answers first, then what they follow from. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  {
    sort: "suggestedOrderQuantity",
    title: "To order",
    meaning: "Suggested order, in units",
    firstDirection: "desc",
    write: (row, formats) => writeFigure(row, "suggestedOrderQuantity", formats, formats.quantity),
  },
  {
    sort: "orderValue",
    title: "Order value",
    meaning: "The suggested order at unit cost",
    firstDirection: "desc",
    write: (row, formats) => writeFigure(row, "orderValue", formats, (value) => formats.money(value, row.currency)),
  },
  {
    sort: "available",
    title: "Available",
    meaning: "Units available to sell, at the locations that count in planning",
    firstDirection: "asc",
    write: (row, formats) => formats.quantity(row.available),
  },
  {
    sort: "incoming",
    title: "Incoming",
    meaning: "Units on their way",
    firstDirection: "desc",
    write: (row, formats) => formats.quantity(row.incoming),
  },
  {
    sort: "meanDailyDemand",
    title: "Sells a day",
    meaning: "Average units a day in the demand window",
    firstDirection: "desc",
    write: (row, formats) => writeFigure(row, "meanDailyDemand", formats, formats.rate),
  },
  {
    sort: "daysOfCover",
    title: "Days of cover",
    meaning: "How long the available stock lasts at the average pace",
    firstDirection: "asc",
    write: (row, formats) => writeFigure(row, "daysOfCover", formats, formats.days),
  },
  {
    sort: "reorderPoint",
    title: "Reorder point",
    meaning: "Order when available and incoming together fall to this many units",
    firstDirection: "desc",
    write: (row, formats) => writeFigure(row, "reorderPoint", formats, formats.quantity),
  },
  {
    sort: "velocityDecile",
    title: "Decile",
    meaning: "1: the fastest tenth of what sells; 10: the slowest",
    firstDirection: "asc",
    write: (row, formats) => writeFigure(row, "velocityDecile", formats, formats.quantity),
  },
];

function writeFigure(
  row: ListRow,
  figure: AbsentFigure & keyof ListRow,
  formats: ShopFormats,
  write: (value: number) => string,
): WrittenFigure {
  const value = row[figure];
  return value === null ? { absence: explainAbsence(row, figure, formats) } : write(value);
}
