import { z } from "zod";
import { policyChangesSchema, type PolicyChanges } from "~/data/item-policies";
import { TERM_NAMES, type TermName } from "~/planning/resolve-terms";
import { toColumnName, type ColumnName } from "~/reports/column-names";
import { changeItemPolicies } from "~/sync/change-item-policies";
import { findItems, itemsArgument } from "../item-argument";
import { itemChangesSchema, tellChanges } from "../item-changes";
import { readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

const { shape } = policyChangesSchema;

/** What a value means; null takes it away, so that the vendor's or the shop's holds again. */
const terms = {
  lead_time_days: shape.leadTimeDays.describe("From placing an order to having the goods."),
  lead_time_std_dev_days: shape.leadTimeStdDevDays.describe("How much the lead time varies."),
  review_period_days: shape.reviewPeriodDays.describe("Days between occasions to order; 0 for any day."),
  service_level: shape.serviceLevel.describe("A share, 0.5 to below 1: 0.95 for 95%."),
  coverage_days: shape.coverageDays.describe("How long an order is to last beyond the reorder point."),
  minimum_order_quantity: shape.minimumOrderQuantity.describe("In units; 0 for no minimum."),
  pack_size: shape.packSize.describe("Orders are whole packs of so many units."),
  method: shape.method.describe("How the safety stock is calculated."),
} satisfies Record<ColumnName<TermName>, z.ZodType>;

/** Terms of planning for items alone. */
export const setItemPolicy = defineTool({
  name: "set_item_policy",
  title: "Set an item's policy",
  description:
    "Sets terms of planning for up to 100 SKUs alone, over the vendor's and the shop's; null takes a term away again. All SKUs or none are changed, the change is in the app's audit trail, and the answer tells what is other now. Try it out by what_if first.",
  effect: "replaces",
  input: z.strictObject({ ...itemsArgument, ...terms }),
  output: itemChangesSchema,
  async run(caller, input) {
    await readAsOf(caller.shop);
    const changes = readChanges(input);
    const items = await findItems(caller.shop, input);
    return tellChanges(caller, "item-policy", items, async (variantIds) => {
      const outcome = await changeItemPolicies(caller.shop, { variantIds, changes, actor: caller.actor });
      if (outcome.kind === "changed") return outcome;
      throw new ToolError("Some of these were deleted in Shopify a moment ago, so nothing was changed. Ask again.");
    });
  },
});

function readChanges(input: Record<string, unknown>): PolicyChanges {
  const given = TERM_NAMES.filter((name) => input[toColumnName(name)] !== undefined);
  if (given.length === 0) throw new ToolError(`Give at least one of ${TERM_NAMES.map(toColumnName).join(", ")}.`);
  return Object.fromEntries(given.map((name) => [name, input[toColumnName(name)]]));
}
