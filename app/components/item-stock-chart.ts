import { isAbsent } from "~/planning/absence";
import { daysBetween } from "~/planning/calendar";
import type { VariantPlan } from "~/planning/plan";
import type { ProjectedDay, StockProjection } from "~/planning/stock-projection";
import type { Chart, ChartMark, ChartSeries } from "./chart/chart";
import { dayAxis } from "./chart/day-axis";
import { countOf, type ShopFormats } from "./shop-formats";

export const ITEM_STOCK_TITLE = "Projected stock";

/** The chart of a plan's projected stock with the levels and days that decide about orders. */
export function chartStock(plan: VariantPlan, projection: StockProjection, formats: ShopFormats): Chart {
  const { today } = plan.inputs;
  const lines = LINES.filter(({ shows }) => shows(plan));
  return {
    title: ITEM_STOCK_TITLE,
    summary: summariseStock(plan, projection, formats),
    x: dayAxis(today, projection.days.length, formats),
    y: { label: "Units", write: (units) => formats.quantity(units) },
    series: lines.map(({ label, look }) => ({ label, kind: "line", look })),
    points: projection.days.map((day, x) => ({
      x,
      values: lines.map(({ value }) => day[value]),
      ...(x > 0 && day.day === projection.arrivalDay && isOrdered(plan) && { note: "The order arrives" }),
    })),
    marks: [...levelMarks(plan, formats), ...dayMarks(plan, projection, formats)],
  };
}

interface StockLine extends Pick<ChartSeries, "label" | "look"> {
  value: Exclude<keyof ProjectedDay, "day">;
  shows: (plan: VariantPlan) => boolean;
}

const LINES: readonly StockLine[] = [
  { label: "Available", look: "first", value: "available", shows: () => true },
  {
    label: "If incoming were here",
    look: "second",
    value: "position",
    shows: ({ inputs }) => inputs.stock.incoming !== 0,
  },
  { label: "With the suggested order", look: "third", value: "withOrder", shows: isOrdered },
];

function isOrdered({ suggestedOrderQuantity }: VariantPlan): boolean {
  return !isAbsent(suggestedOrderQuantity) && suggestedOrderQuantity > 0;
}

function levelMarks({ reorderPoint, orderUpToLevel }: VariantPlan, formats: ShopFormats): ChartMark[] {
  if (isAbsent(reorderPoint) || isAbsent(orderUpToLevel)) return [];
  return [
    { y: reorderPoint, label: `Reorder point: ${formats.quantity(reorderPoint)}`, look: "quiet" },
    { y: orderUpToLevel, label: `Order up to: ${formats.quantity(orderUpToLevel)}`, look: "fourth" },
  ];
}

type DayMark = [words: string, day: VariantPlan["projectedStockoutDate"], look: ChartMark["look"]];

/** When the stock runs out, and when to order next where no order is due; as far as the picture reaches. */
function dayMarks(plan: VariantPlan, { days, orderDay }: StockProjection, formats: ShopFormats): ChartMark[] {
  const marked: DayMark[] = [
    ...(plan.inputs.stock.available <= 0 ? [] : [["Runs out", plan.projectedStockoutDate, "first"] satisfies DayMark]),
    ...(isOrdered(plan) ? [] : [["Order due", orderDay, "quiet"] satisfies DayMark]),
  ];
  return marked.flatMap(([words, day, look]) => {
    if (isAbsent(day)) return [];
    const x = daysBetween(plan.inputs.today, day);
    return x < days.length ? [{ x, label: `${words}: ${formats.dayAndMonth(day)}`, look }] : [];
  });
}

/** When the stock ends and when the next units can be there, in that order: the gap between them is what matters. */
function summariseStock(plan: VariantPlan, projection: StockProjection, formats: ShopFormats): string {
  return [
    summariseEnd(plan, formats),
    isOrdered(plan) ? summariseOrder(plan, projection, formats) : summariseNextOrder(plan, projection, formats),
    summariseIncoming(plan, formats),
  ]
    .filter(Boolean)
    .join(" ");
}

function summariseEnd({ inputs, projectedStockoutDate: end }: VariantPlan, formats: ShopFormats): string {
  if (inputs.stock.available <= 0) return "Nothing is available now.";
  return isAbsent(end)
    ? "At the mean daily demand, the stock lasts longer than anybody can plan."
    : `At the mean daily demand, what is available runs out about ${formats.day(end)}.`;
}

function summariseOrder(plan: VariantPlan, { arrivalDay }: StockProjection, formats: ShopFormats): string {
  const { suggestedOrderQuantity: quantity, projectedStockoutDate: end } = plan;
  if (isAbsent(quantity)) return "";
  const arrival = `An order of ${countOf(quantity, "unit", formats.quantity(quantity))} placed today arrives about ${formats.day(arrivalDay)}`;
  const gapDays = isAbsent(end) ? 0 : daysBetween(end, arrivalDay);
  return gapDays > 0 ? `${arrival}, ${countOf(gapDays, "day")} later.` : `${arrival}, before that.`;
}

function summariseNextOrder(plan: VariantPlan, { orderDay }: StockProjection, formats: ShopFormats): string {
  return isAbsent(orderDay) ? "" : `The next order is due about ${formats.day(orderDay)}.`;
}

function summariseIncoming(plan: VariantPlan, formats: ShopFormats): string {
  const { incoming } = plan.inputs.stock;
  if (incoming === 0) return "";
  const units = countOf(incoming, "incoming unit", formats.quantity(incoming));
  const uncertain = `Shopify does not say when the ${units} arrive${incoming === 1 ? "s" : ""}: one line counts them as here today`;
  return isOrdered(plan) ? `${uncertain}, another as here when the order is.` : `${uncertain}.`;
}
