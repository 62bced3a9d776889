import type { ChangedItemVendors } from "~/sync/change-item-vendors";
import { quote, ToolError } from "./tool-error";

type Refusal = Exclude<ChangedItemVendors, { kind: "changed" }>;

/** Why who supplies some items could not be changed, and what to do next. */
export function refuseVendorChange(refusal: Refusal): ToolError {
  return new ToolError(`${describeRefusal(refusal)} Nothing was changed.`);
}

function describeRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case "unknown-variants":
      return "Some of these were deleted in Shopify a moment ago; ask again without them.";
    case "unknown-vendor":
      return "This vendor was deleted, or merged with another one, a moment ago; list_vendors tells the others.";
    case "archived-vendor":
      return `The vendor ${quote(refusal.vendor)} is archived; a user has to restore it in the app before SKUs are assigned to it.`;
    case "not-supplied":
      return `The vendor ${quote(refusal.vendor)} does not supply this SKU.`;
    case "vendor-sku-taken":
      return "The vendor uses this vendor SKU for another variant.";
    case "stale":
      return "Somebody else changed this a moment ago; look at it again by get_item_plan.";
  }
}
