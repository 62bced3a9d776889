import { z } from "zod";
import { changeItemVendors } from "~/sync/change-item-vendors";
import { findItems, itemsArgument } from "../item-argument";
import { itemChangesSchema, tellChanges } from "../item-changes";
import { readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";
import { findVendor } from "../vendor-argument";
import { refuseVendorChange } from "../vendor-refusal";

/** From whom items are not ordered any more. */
export const removeVendor = defineTool({
  name: "remove_vendor",
  title: "Remove a vendor from items",
  description:
    "Takes a vendor away from up to 100 SKUs, with what it offers them for; the vendor itself stays. Another vendor of a SKU becomes the preferred one, or it has none. All SKUs or none are changed, the change is in the app's audit trail, and the answer tells what is other now.",
  effect: "removes",
  input: z.strictObject({
    ...itemsArgument,
    vendor: z.string().min(1).max(255).optional().describe("The vendor's name or id. Give this or whom."),
    whom: z
      .enum(["preferred", "all"])
      .optional()
      .describe("preferred: each SKU's own preferred vendor; all: every one."),
  }),
  output: itemChangesSchema,
  async run(caller, { vendor, whom, ...named }) {
    await readAsOf(caller.shop);
    const target = await findTarget(caller.shop, vendor, whom);
    const items = await findItems(caller.shop, named);
    return tellChanges(caller, "vendor-item", items, async (variantIds) => {
      const change = { kind: "remove", variantIds, whom: target } as const;
      const outcome = await changeItemVendors(caller.shop, { change, actor: caller.actor });
      if (outcome.kind === "changed") return outcome;
      throw refuseVendorChange(outcome);
    });
  },
});

async function findTarget(shop: string, vendor: string | undefined, whom: "preferred" | "all" | undefined) {
  if ((vendor === undefined) === (whom === undefined)) throw new ToolError("Give either vendor or whom.");
  if (vendor === undefined) return whom ?? "preferred";
  const { vendorId } = await findVendor(shop, vendor);
  return { vendorId };
}
