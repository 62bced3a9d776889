import type { ListRow } from "~/reports/reorder-row";
import type { SortKey } from "~/reports/reorder-query";
import { explainAbsence, type AbsentFigure } from "./absence-reasons";
import type { ListColumnId } from "./list-look";
import type { ShopFormats } from "./shop-formats";
import { writeWeeklyDemand } from "./weekly-demand-words";

/** A figure as the merchant reads it, or why there is none. */
export type WrittenFigure = string | { absence: string };

/** A column of the reorder list, beside the product's. */
export interface ListColumn {
  id: ListColumnId;
  /** Null where the list cannot be sorted by it. */
  sort: SortKey | null;
  /** Figures stand at the end, so that their digits line up; texts at the start. */
  alignment: "start" | "end";
  /** The first click shows what matters most: most to order, least cover. */
  firstDirection: "asc" | "desc";
  write: (row: ListRow, formats: ShopFormats) => WrittenFigure;
}

type Write = (value: number, formats: ShopFormats, row: ListRow) => string;
type Figure = {
  [Key in ListColumnId & keyof ListRow]: ListRow[Key] extends number | null | undefined ? Key : never;
}[ListColumnId & keyof ListRow];

const quantity: Write = (value, formats) => formats.quantity(value);
const rate: Write = (value, formats) => formats.rate(value);
const money: Write = (value, formats, row) => formats.money(value, row.currency);

function sortOf(id: ListColumnId): SortKey | null {
  return SORTED.find((key) => key === id) ?? null;
}

/** A figure of which every row has a value. */
function figure(id: Figure, write: Write): ListColumn {
  return {
    id,
    sort: sortOf(id),
    alignment: "end",
    firstDirection: "desc",
    write: (row, formats) => {
      const value = row[id];
      // Of a column that was chosen just now, the values are on their way.
      return value == null ? "" : write(value, formats, row);
    },
  };
}

/** A figure that a row may lack. */
function absentable(id: Figure & AbsentFigure, write: Write): ListColumn {
  const column = figure(id, write);
  return {
    ...column,
    write: (row, formats) =>
      row[id] === null ? { absence: explainAbsence(row, id, formats) } : column.write(row, formats),
  };
}

/** Which columns have an index to be sorted by; each is a {@link SortKey} itself. */
const SORTED: readonly (ListColumnId & SortKey)[] = [
  "sku",
  "suggestedOrderQuantity",
  "orderValue",
  "available",
  "onHand",
  "committed",
  "incoming",
  "meanDailyDemand",
  "demandStdDev",
  "unitsSold",
  "daysOfCover",
  "leadTimeDays",
  "safetyStock",
  "reorderPoint",
  "orderUpToLevel",
  "velocityDecile",
  "vendor",
];

function text(id: ListColumnId, write: ListColumn["write"]): ListColumn {
  return { id, sort: sortOf(id), alignment: "start", firstDirection: "asc", write };
}

/** Beside its product, all that a list can show of a SKU. */
const COLUMNS: Readonly<Record<ListColumnId, ListColumn>> = {
  sku: text("sku", (row, formats) => row.sku ?? { absence: explainAbsence(row, "sku", formats) }),
  status: text("status", ({ status }, { t }) => t(`planStatus.${status}.label`)),
  suggestedOrderQuantity: absentable("suggestedOrderQuantity", quantity),
  orderValue: absentable("orderValue", money),
  available: { ...figure("available", quantity), firstDirection: "asc" },
  onHand: figure("onHand", quantity),
  committed: figure("committed", quantity),
  incoming: figure("incoming", quantity),
  meanDailyDemand: absentable("meanDailyDemand", rate),
  demandStdDev: absentable("demandStdDev", rate),
  unitsSold: figure("unitsSold", quantity),
  weeklyDemand: text("weeklyDemand", writeWeeklyDemand),
  daysOfCover: { ...absentable("daysOfCover", writeCover), firstDirection: "asc" },
  projectedStockoutDate: { ...text("projectedStockoutDate", writeStockoutDate), alignment: "end" },
  leadTimeDays: figure("leadTimeDays", (value, formats) => formats.decimal(value)),
  serviceLevel: figure("serviceLevel", (value, formats) => formats.percent(value)),
  safetyStock: absentable("safetyStock", rate),
  reorderPoint: absentable("reorderPoint", quantity),
  orderUpToLevel: absentable("orderUpToLevel", quantity),
  packSize: figure("packSize", quantity),
  minimumOrderQuantity: figure("minimumOrderQuantity", quantity),
  unitCost: absentable("unitCost", money),
  velocityDecile: { ...absentable("velocityDecile", quantity), firstDirection: "asc" },
  demandClass: text("demandClass", writeDemandClass),
  vendor: text("vendor", ({ vendor }, { t }) => vendor ?? t("list.unassigned")),
  vendorSku: text("vendorSku", (row, { t }) => writeText(row.vendorSku, t("absence.vendorSku"))),
  barcode: text("barcode", (row, { t }) => writeText(row.barcode, t("absence.barcode"))),
};

function writeText(value: string | null | undefined, absence: string): WrittenFigure {
  return value === null ? { absence } : (value ?? "");
}

/** What is sold without being there lasts for no days: a negative number of them is what programs compare. */
function writeCover(days: number, formats: ShopFormats): string {
  return days >= 0 ? formats.days(days) : formats.t("list.noneLeft");
}

function writeStockoutDate(row: ListRow, formats: ShopFormats): WrittenFigure {
  const day = row.projectedStockoutDate;
  if (day === null) return { absence: explainAbsence(row, "projectedStockoutDate", formats) };
  return day === undefined ? "" : formats.day(day);
}

function writeDemandClass({ demandClass }: ListRow, { t }: ShopFormats): string {
  return demandClass === undefined ? "" : t(`demandClass.${demandClass}.label`);
}

/** The columns of a list by their ids, in the order given. */
export function findColumns(ids: readonly ListColumnId[]): ListColumn[] {
  return ids.map((id) => COLUMNS[id]);
}
