import { isAbsent } from "~/planning/absence";
import { daysBetween } from "~/planning/calendar";
import type { VariantPlan } from "~/planning/plan";
import type { ProjectedDay, StockProjection } from "~/planning/stock-projection";
import type { Chart, ChartMark, ChartSeries } from "./chart/chart";
import { dayAxis } from "./chart/day-axis";
import type { ShopFormats } from "./shop-formats";

/** The chart of a plan's projected stock with the levels and days that decide about orders. */
export function chartStock(plan: VariantPlan, projection: StockProjection, formats: ShopFormats): Chart {
  const { t } = formats;
  const { today } = plan.inputs;
  const lines = LINES.filter(({ shows }) => shows(plan));
  return {
    title: t("charts.stock.title"),
    summary: summariseStock(plan, projection, formats),
    x: dayAxis(today, projection.days.length, formats),
    y: { label: t("charts.stock.axis"), write: (units) => formats.quantity(units) },
    series: lines.map(({ value, look }) => ({ label: t(`charts.stock.line.${value}`), kind: "line", look })),
    points: projection.days.map((day, x) => ({
      x,
      values: lines.map(({ value }) => day[value]),
      ...(x > 0 && day.day === projection.arrivalDay && isOrdered(plan) && { note: t("charts.stock.arrives") }),
    })),
    marks: [...levelMarks(plan, formats), ...dayMarks(plan, projection, formats)],
  };
}

interface StockLine extends Pick<ChartSeries, "look"> {
  value: Exclude<keyof ProjectedDay, "day">;
  shows: (plan: VariantPlan) => boolean;
}

const LINES: readonly StockLine[] = [
  { value: "available", look: "first", shows: () => true },
  { value: "position", look: "second", shows: ({ inputs }) => inputs.stock.incoming !== 0 },
  { value: "withOrder", look: "third", shows: isOrdered },
];

function isOrdered({ suggestedOrderQuantity }: VariantPlan): boolean {
  return !isAbsent(suggestedOrderQuantity) && suggestedOrderQuantity > 0;
}

function levelMarks({ reorderPoint, orderUpToLevel }: VariantPlan, { t, quantity }: ShopFormats): ChartMark[] {
  if (isAbsent(reorderPoint) || isAbsent(orderUpToLevel)) return [];
  return [
    { y: reorderPoint, label: t("charts.stock.reorderPoint", { level: quantity(reorderPoint) }), look: "quiet" },
    { y: orderUpToLevel, label: t("charts.stock.orderUpTo", { level: quantity(orderUpToLevel) }), look: "fourth" },
  ];
}

type DayMark = [name: "runsOut" | "orderDue", day: VariantPlan["projectedStockoutDate"], look: ChartMark["look"]];

/** When the stock runs out, and when to order next where no order is due; as far as the picture reaches. */
function dayMarks(plan: VariantPlan, { days, orderDay }: StockProjection, formats: ShopFormats): ChartMark[] {
  const { t, dayAndMonth } = formats;
  const marked: DayMark[] = [
    ...(plan.inputs.stock.available <= 0 ? [] : [["runsOut", plan.projectedStockoutDate, "first"] satisfies DayMark]),
    ...(isOrdered(plan) ? [] : [["orderDue", orderDay, "quiet"] satisfies DayMark]),
  ];
  return marked.flatMap(([name, day, look]) => {
    if (isAbsent(day)) return [];
    const x = daysBetween(plan.inputs.today, day);
    return x < days.length ? [{ x, label: t(`charts.stock.${name}`, { day: dayAndMonth(day) }), look }] : [];
  });
}

/** When the stock ends and when the next units can be there, in that order: the gap between them is what matters. */
function summariseStock(plan: VariantPlan, projection: StockProjection, formats: ShopFormats): string {
  return [
    summariseEnd(plan, formats),
    isOrdered(plan) ? summariseOrder(plan, projection, formats) : summariseNextOrder(projection, formats),
    summariseIncoming(plan, formats),
  ]
    .filter(Boolean)
    .join(" ");
}

function summariseEnd({ inputs, projectedStockoutDate: end }: VariantPlan, { t, day }: ShopFormats): string {
  if (inputs.stock.available <= 0) return t("charts.stock.nothingNow");
  return isAbsent(end) ? t("charts.stock.lastsForever") : t("charts.stock.ends", { day: day(end) });
}

function summariseOrder(plan: VariantPlan, { arrivalDay }: StockProjection, formats: ShopFormats): string {
  const { t, quantity } = formats;
  const { suggestedOrderQuantity: ordered, projectedStockoutDate: end } = plan;
  if (isAbsent(ordered)) return "";
  const order = {
    units: t("counts.units", { count: ordered, written: quantity(ordered) }),
    day: formats.day(arrivalDay),
  };
  const gapDays = isAbsent(end) ? -Infinity : daysBetween(end, arrivalDay);
  if (gapDays < 0) return t("charts.stock.arrivesBefore", order);
  if (gapDays === 0) return t("charts.stock.arrivesThen", order);
  const gap = t("counts.days", { count: gapDays, written: quantity(gapDays) });
  return t("charts.stock.arrivesLater", { ...order, gap });
}

function summariseNextOrder({ orderDay }: StockProjection, { t, day }: ShopFormats): string {
  return isAbsent(orderDay) ? "" : t("charts.stock.nextOrder", { day: day(orderDay) });
}

function summariseIncoming(plan: VariantPlan, { t, quantity }: ShopFormats): string {
  const { incoming } = plan.inputs.stock;
  if (incoming === 0) return "";
  return t(isOrdered(plan) ? "charts.stock.incomingAndOrder" : "charts.stock.incoming", {
    count: incoming,
    written: quantity(incoming),
  });
}
