import { Text } from "@shopify/polaris";
import { hint } from "./hint";

/** How SKUs that no vendor supplies are called, in filters, lists and on pages. */
export const UNASSIGNED = "Unassigned";

const UNASSIGNED_MEANING = "No vendor supplies this SKU.";

/** Stands where a vendor's name does not exist; what that means shows on hover and focus, and is read out. */
export function UnassignedVendor() {
  return (
    <span tabIndex={0} {...hint(UNASSIGNED_MEANING)}>
      <Text as="span" tone="subdued">
        {UNASSIGNED}
        <Text as="span" visuallyHidden>
          {`. ${UNASSIGNED_MEANING}`}
        </Text>
      </Text>
    </span>
  );
}
