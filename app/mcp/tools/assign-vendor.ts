import { z } from "zod";
import { changeItemVendors } from "~/sync/change-item-vendors";
import { findItems, itemsArgument } from "../item-argument";
import { itemChangesSchema, tellChanges } from "../item-changes";
import { readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";
import { findVendor } from "../vendor-argument";
import { refuseVendorChange } from "../vendor-refusal";

/** From whom items are ordered. */
export const assignVendor = defineTool({
  name: "assign_vendor",
  title: "Assign a vendor",
  description:
    "Makes a vendor that the shop has already the one from whom up to 100 SKUs are ordered, or, with preferred false, another source of them. All SKUs or none are changed, the change is in the app's audit trail, and the answer tells what is other now.",
  effect: "replaces",
  input: z.strictObject({
    ...itemsArgument,
    vendor: z.string().min(1).max(255).describe("The vendor's name or id."),
    preferred: z.boolean().default(true).describe("Whether the SKUs are ordered from this vendor from now on."),
    remove_others: z.boolean().default(false).describe("Whether this is their only vendor from now on."),
  }),
  output: itemChangesSchema,
  async run(caller, { vendor, preferred, remove_others: removeOthers, ...named }) {
    await readAsOf(caller.shop);
    const { vendorId } = await findVendor(caller.shop, vendor);
    const items = await findItems(caller.shop, named);
    return tellChanges(caller, "vendor-item", items, async (variantIds) => {
      const change = { kind: "assign", variantIds, vendor: { vendorId }, preferred, removeOthers } as const;
      const outcome = await changeItemVendors(caller.shop, { change, actor: caller.actor });
      if (outcome.kind === "changed") return outcome;
      throw refuseVendorChange(outcome);
    });
  },
});
