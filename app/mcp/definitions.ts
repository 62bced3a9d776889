import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { reorderRowSchema } from "~/reports/json/reorder-row-json";
import { wordsOf } from "~/words/all-words.server";

/** Every term of the app for a model, as Markdown. */
export function writeDefinitions(): string {
  const { t } = wordsOf("en");
  return `# Definitions

Units are pieces. A day is a calendar day in the shop's time zone. Null means that a value does not exist.

## How a reorder point comes about

- Demand of a day: units on order lines of the orders created that day; cancelled and test orders are left out, and returns do not lower it.
- Demand window: the last complete days, 90 unless the shop chose otherwise; days out of stock leave it.
- mean_daily_demand μ: units in the observed days / observed_days. demand_std_dev σ: their sample standard deviation, days without sales included.
- lead_time_demand = μ × (lead time + review period).
- safety_stock, method normal = z × σ × √(lead time + review period), where z is the standard normal quantile of the service level; with a lead time that varies by s days, z × √((lead time + review period) × σ² + μ² × s²).
- safety_stock, method calibrated: demand's real deviation over a lead time, times a factor that replaying the shop's own sales has taught.
- reorder_point = lead_time_demand + safety_stock, rounded up.
- Inventory position = available + incoming.
- order_up_to_level = reorder point before rounding + μ × coverage days, rounded up.
- suggested_order_quantity = 0 while the inventory position is above the reorder point; else order_up_to_level − inventory position, at least the minimum order quantity, in whole packs.
- days_of_cover = available / μ. projected_stockout_date = today + days_of_cover.
- Each term of planning is the most specific one that is set: item, then vendor item, then vendor, then shop.

## Fields of a row, which are the columns of the CSV

${list(Object.entries(reorderRowSchema.shape).map(([name, { description }]) => [name, description ?? ""]))}

## Statuses

${list(PLAN_STATUSES.map((status) => [status, t(`planStatus.${status}.meaning`)]))}

## Demand classes

${list(DEMAND_CLASSES.map((name) => [name, t(`demandClass.${name}.meaning`)]))}
`;
}

function list(terms: [name: string, meaning: string][]): string {
  return terms.map(([name, meaning]) => `- ${name}: ${meaning}`).join("\n");
}
