import type { ItemDemandHistory } from "~/reports/item-report";
import type { ReorderRow } from "~/reports/reorder-row";
import type { Chart, ChartBand } from "./chart/chart";
import { dayAxis } from "./chart/day-axis";
import { countOf, type ShopFormats } from "./shop-formats";

export const ITEM_DEMAND_TITLE = "Daily demand";

/** The chart of a variant's sales by day; the window's days and those out of stock are marked. At least one day. */
export function chartDemand(row: ReorderRow, { days, windowDays }: ItemDemandHistory, formats: ShopFormats): Chart {
  const firstDay = days[0]?.day ?? row.windowEnd;
  const windowStart = days.length - windowDays;
  return {
    title: ITEM_DEMAND_TITLE,
    summary: summariseDemand(row, { days, windowDays }, formats),
    x: dayAxis(firstDay, days.length, formats),
    y: { label: "Units sold a day", write: formats.quantity },
    series: [{ label: "Units sold", kind: "bar", look: "first" }],
    points: days.map(({ units, outOfStock }, x) => ({
      x,
      values: [units],
      ...noteOf({ outOfStock, isInWindow: x >= windowStart }),
    })),
    marks:
      row.meanDailyDemand === null || row.unitsSold === 0
        ? []
        : [{ y: row.meanDailyDemand, label: `Mean: ${formats.decimal(row.meanDailyDemand)} a day`, look: "second" }],
    bands: [
      ...(windowDays > 0
        ? [{ from: windowStart - 0.5, to: days.length - 0.5, label: "Demand window", fill: "tint" as const }]
        : []),
      ...bandsOutOfStock(days),
    ],
  };
}

function summariseDemand(row: ReorderRow, { days, windowDays }: ItemDemandHistory, formats: ShopFormats): string {
  const window = days.slice(days.length - windowDays);
  const sellingDays = window.filter(({ units }) => units > 0).length;
  const daysOut = window.filter(({ outOfStock }) => outOfStock).length;
  const span = `${countOf(windowDays, "day", formats.quantity(windowDays))} to ${formats.day(row.windowEnd)}`;
  const sold =
    row.unitsSold === 0
      ? `Nothing was sold in the ${span}.`
      : `${countOf(row.unitsSold, "unit", formats.quantity(row.unitsSold))} sold on ${formats.quantity(sellingDays)} of the ${span}.`;
  if (daysOut === 0) return sold;
  return `${sold} Out of stock on ${countOf(daysOut, "day", formats.quantity(daysOut))}, which do not count.`;
}

function noteOf({ outOfStock, isInWindow }: { outOfStock: boolean; isInWindow: boolean }): { note?: string } {
  const notes = [outOfStock ? "out of stock" : "", isInWindow ? "" : "before the window"].filter(Boolean).join(", ");
  return notes === "" ? {} : { note: notes.charAt(0).toUpperCase() + notes.slice(1) };
}

/** One band for each run of days out of stock. */
function bandsOutOfStock(days: ItemDemandHistory["days"]): ChartBand[] {
  const bands: ChartBand[] = [];
  days.forEach(({ outOfStock }, x) => {
    if (!outOfStock) return;
    const run = bands.at(-1);
    if (run?.to === x - 0.5) run.to = x + 0.5;
    else bands.push({ from: x - 0.5, to: x + 0.5, label: "Out of stock", fill: "hatch" });
  });
  return bands;
}
