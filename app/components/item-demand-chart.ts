import type { ItemDemandHistory } from "~/reports/item-report";
import type { ReorderRow } from "~/reports/reorder-row";
import type { Chart, ChartBand, ChartMark } from "./chart/chart";
import { dayAxis } from "./chart/day-axis";
import type { ShopFormats } from "./shop-formats";

/** The chart of a variant's sales by day; the window's days and those out of stock are marked. At least one day. */
export function chartDemand(row: ReorderRow, { days, windowDays }: ItemDemandHistory, formats: ShopFormats): Chart {
  const { t } = formats;
  const firstDay = days[0]?.day ?? row.windowEnd;
  const windowStart = days.length - windowDays;
  return {
    title: t("charts.demand.title"),
    summary: summariseDemand(row, { days, windowDays }, formats),
    x: dayAxis(firstDay, days.length, formats),
    y: { label: t("charts.demand.axis"), write: formats.quantity },
    series: [{ label: t("charts.demand.sold"), kind: "bar", look: "first" }],
    points: days.map(({ units, outOfStock }, x) => ({
      x,
      values: [units],
      ...noteOf({ outOfStock, isInWindow: x >= windowStart }, formats),
    })),
    marks: markMean(row, formats),
    bands: [
      ...(windowDays > 0 ? [bandOfWindow(windowStart, days.length, formats)] : []),
      ...bandsOutOfStock(days, formats),
    ],
  };
}

function markMean({ meanDailyDemand, unitsSold }: ReorderRow, { t, decimal }: ShopFormats): ChartMark[] {
  if (meanDailyDemand === null || unitsSold === 0) return [];
  return [{ y: meanDailyDemand, label: t("charts.demand.mean", { rate: decimal(meanDailyDemand) }), look: "second" }];
}

function bandOfWindow(start: number, end: number, { t }: ShopFormats): ChartBand {
  return { from: start - 0.5, to: end - 0.5, label: t("charts.demand.window"), fill: "tint" };
}

function summariseDemand(row: ReorderRow, { days, windowDays }: ItemDemandHistory, formats: ShopFormats): string {
  const { t, quantity } = formats;
  const window = days.slice(days.length - windowDays);
  const daysOut = window.filter(({ outOfStock }) => outOfStock).length;
  const span = { count: windowDays, written: quantity(windowDays), end: formats.day(row.windowEnd) };
  const sold =
    row.unitsSold === 0
      ? t("charts.demand.summaryNothing", span)
      : t("charts.demand.summarySold", {
          ...span,
          units: t("counts.units", { count: row.unitsSold, written: quantity(row.unitsSold) }),
          sellingDays: quantity(window.filter(({ units }) => units > 0).length),
        });
  if (daysOut === 0) return sold;
  return `${sold} ${t("charts.demand.summaryOut", { count: daysOut, written: quantity(daysOut) })}`;
}

function noteOf({ outOfStock, isInWindow }: { outOfStock: boolean; isInWindow: boolean }, { t }: ShopFormats) {
  if (outOfStock) return { note: t(isInWindow ? "charts.demand.outOfStock" : "charts.demand.outOfStockBeforeWindow") };
  return isInWindow ? {} : { note: t("charts.demand.beforeWindow") };
}

/** One band for each run of days out of stock. */
function bandsOutOfStock(days: ItemDemandHistory["days"], { t }: ShopFormats): ChartBand[] {
  const bands: ChartBand[] = [];
  days.forEach(({ outOfStock }, x) => {
    if (!outOfStock) return;
    const run = bands.at(-1);
    if (run?.to === x - 0.5) run.to = x + 0.5;
    else bands.push({ from: x - 0.5, to: x + 0.5, label: t("charts.demand.outOfStock"), fill: "hatch" });
  });
  return bands;
}
