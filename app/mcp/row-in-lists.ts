import type { z } from "zod";
import { reorderRowSchema, toReorderRowJson } from "~/reports/json/reorder-row-json";
import type { ReorderRow } from "~/reports/reorder-row";

/** What a list tells of each variant; get_item_plan tells the rest. */
export const rowInListsSchema = reorderRowSchema.pick({
  sku: true,
  variant_id: true,
  product_title: true,
  variant_title: true,
  vendor: true,
  status: true,
  suggested_order_quantity: true,
  order_value: true,
  available: true,
  incoming: true,
  reorder_point: true,
  mean_daily_demand: true,
  lead_time_days: true,
  days_of_cover: true,
  projected_stockout_date: true,
  velocity_decile: true,
});

/** The schema leaves the other columns out. */
export function toRowInLists(row: ReorderRow): z.output<typeof rowInListsSchema> {
  return rowInListsSchema.parse(toReorderRowJson(row));
}
