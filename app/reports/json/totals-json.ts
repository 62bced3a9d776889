import { z } from "zod";
import type { PlanTotals } from "~/data/plan-totals";
import type { SnakeKeys } from "./snake-keys";

const count = z.int().min(0);

/** Sums over a list, whatever part of it is shown. */
export const totalsSchema = z.object({
  skus: count,
  skus_to_reorder: count.describe("SKUs with a suggested order."),
  units_to_order: z.number().min(0),
  order_value: z.number().describe("At unit cost, of the SKUs to reorder whose unit cost is known."),
  currency: z.string().nullable().describe("ISO 4217 code of the shop's currency."),
  skus_to_reorder_without_cost: count.describe("SKUs to reorder that order_value leaves out."),
  out_of_stock: count,
}) satisfies z.ZodType<SnakeKeys<PlanTotals>>;
