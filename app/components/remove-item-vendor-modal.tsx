import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import type { ItemVendorRow } from "~/reports/item-vendors";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";

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
  const { t } = useWords();
  return (
    <Modal
      open
      size="small"
      onClose={onClose}
      title={t("item.vendors.removal.title", { vendor: vendor.vendor })}
      primaryAction={{ content: t("item.vendors.remove"), destructive: true, onAction: onRemove, loading: saving }}
      secondaryActions={[{ content: t("actions.cancel"), onAction: onClose, disabled: saving }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {failure !== undefined && (
            <Banner tone="critical" title={t("item.vendors.notChanged")}>
              <Text as="p">{failure}</Text>
            </Banner>
          )}
          <Text as="p">{describeEffect(vendor, isOnly, t)}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function describeEffect({ preferred }: ItemVendorRow, isOnly: boolean, t: Words["t"]): string {
  if (isOnly) return t("item.vendors.removal.only");
  return t(preferred ? "item.vendors.removal.preferred" : "item.vendors.removal.other");
}
