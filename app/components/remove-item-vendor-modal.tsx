import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import type { ItemVendorRow } from "~/reports/item-vendors";

interface RemoveItemVendorModalProps {
  vendor: ItemVendorRow;
  /** Whether the item has no other vendor. */
  isOnly: boolean;
  /** Why nothing could be changed. */
  failure?: string | undefined;
  saving: boolean;
  onRemove: () => void;
  onClose: () => void;
}

/** Asks before what is known of a vendor for an item goes, and says what it means. */
export function RemoveItemVendorModal({
  vendor,
  isOnly,
  failure,
  saving,
  onRemove,
  onClose,
}: RemoveItemVendorModalProps) {
  return (
    <Modal
      open
      size="small"
      onClose={onClose}
      title={`Remove ${vendor.vendor} from this SKU?`}
      primaryAction={{ content: "Remove", destructive: true, onAction: onRemove, loading: saving }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: saving }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {failure !== undefined && (
            <Banner tone="critical" title="Nothing was changed">
              <Text as="p">{failure}</Text>
            </Banner>
          )}
          <Text as="p">{`Its vendor SKU, cost and terms for this SKU go too. ${describeEffect(vendor, isOnly)}`}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function describeEffect({ preferred }: ItemVendorRow, isOnly: boolean): string {
  if (isOnly) return "The SKU is unassigned then: no vendor’s order includes it.";
  return preferred
    ? "The SKU is ordered from another of its vendors then."
    : "It is ordered from the same vendor as before.";
}
