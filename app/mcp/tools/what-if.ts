import { z } from "zod";
import { valueOrNull } from "~/planning/absence";
import type { VariantPlan } from "~/planning/plan";
import { planColumns } from "~/planning/plan-columns";
import { PLAN_METHODS } from "~/planning/plan-method";
import { PlanningInputError } from "~/planning/planning-input-error";
import { reorderRowSchema } from "~/reports/json/reorder-row-json";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import { readWhatIf } from "~/reports/what-if";
import { findItem, itemArgument } from "../item-argument";
import { asOfSchema, readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

const planSchema = reorderRowSchema
  .pick({
    status: true,
    lead_time_days: true,
    service_level: true,
    method: true,
    lead_time_demand: true,
    safety_stock: true,
    reorder_point: true,
    order_up_to_level: true,
    suggested_order_quantity: true,
    order_value: true,
  })
  .extend({ coverage_days: z.number(), inventory_position: z.int().describe("Available + incoming, in units.") });

/** What an item's page can try out. */
export const whatIf = defineTool({
  name: "what_if",
  title: "Try other terms out",
  description:
    "One SKU's plan as it is, and as it would be with another lead time, service level, coverage or method. Nothing is stored: set_item_policy does that.",
  effect: "reads",
  input: z.strictObject({
    ...itemArgument,
    lead_time_days: z.number().optional(),
    service_level: z.number().optional().describe("A share: 0.95 for 95%."),
    coverage_days: z.number().optional().describe("How long an order is to last beyond the reorder point."),
    method: z.enum(PLAN_METHODS).optional(),
  }),
  output: z.object({
    sku: z.string().nullable(),
    variant_id: z.string(),
    currency: z.string(),
    now: planSchema,
    tried: planSchema,
    data_as_of: asOfSchema,
  }),
  async run({ shop }, { sku, variant_id, ...terms }) {
    const asOf = await readAsOf(shop);
    const { variantId } = await findItem(shop, { sku, variant_id });
    const found = await readTrial(shop, variantId, {
      leadTimeDays: terms.lead_time_days,
      serviceLevel: terms.service_level,
      coverageDays: terms.coverage_days,
      method: terms.method,
    });
    const { row, now, tried } = found;
    const { currency } = row;
    return { sku: row.sku, variant_id: variantId, currency, now: toJson(now), tried: toJson(tried), data_as_of: asOf };
  },
});

async function readTrial(...[shop, variantId, terms]: Parameters<typeof readWhatIf>) {
  try {
    const found = await readWhatIf(shop, variantId, terms);
    if (found !== null) return found;
  } catch (error) {
    if (!(error instanceof PlanningInputError)) throw error;
    throw new ToolError(`${error.message} Try again with such a value.`);
  }
  throw new ToolError("This variant was deleted a moment ago. Nothing is left to plan.");
}

function toJson(plan: VariantPlan): z.output<typeof planSchema> {
  const { inventoryPosition } = plan;
  const orderValue = valueOrNull(plan.orderValue);
  return planSchema.parse(toSnakeKeys({ ...planColumns(plan), orderValue, inventoryPosition }));
}
