import { Banner, BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { useShopFormats } from "./shop-formats";
import { VendorPicker, type ChosenVendor } from "./vendor-picker";
import type { VendorSearch } from "./vendor-search";

/** Which vendors are taken away. */
export type Removal = { whom: "preferred" | "all" } | { vendorId: string };

interface RemoveVendorModalProps {
  /** SKUs that change. */
  count: number;
  search: VendorSearch;
  /** Why nothing could be changed. */
  failure?: string | undefined;
  saving: boolean;
  onRemove: (removal: Removal) => void;
  onClose: () => void;
}

type Whom = "preferred" | "all" | "certain";

/** Takes vendors away from many SKUs. */
export function RemoveVendorModal({ count, onClose, ...props }: RemoveVendorModalProps) {
  const { t, quantity } = useShopFormats();
  const [whom, setWhom] = useState<Whom>("preferred");
  const [vendor, setVendor] = useState<ChosenVendor | null>(null);
  const removal = removalOf(whom, vendor);
  return (
    <Modal
      open
      onClose={onClose}
      title={t("vendors.removal.title", { count, written: quantity(count) })}
      primaryAction={{
        content: t("actions.remove"),
        destructive: true,
        onAction: () => {
          if (removal) props.onRemove(removal);
        },
        disabled: removal === null,
        loading: props.saving,
      }}
      secondaryActions={[{ content: t("actions.cancel"), onAction: onClose, disabled: props.saving }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {props.failure !== undefined && (
            <Banner tone="critical" title={t("vendors.nothingChanged")}>
              <Text as="p">{props.failure}</Text>
            </Banner>
          )}
          <ChoiceList
            title={t("vendors.removal.which")}
            choices={[
              { value: "preferred", label: t("vendors.removal.preferred") },
              { value: "all", label: t("vendors.all") },
              {
                value: "certain",
                label: t("vendors.removal.certain"),
                renderChildren: (isSelected) =>
                  isSelected && (
                    <VendorPicker search={props.search} chosen={vendor} onChoose={setVendor} creates={false} />
                  ),
              },
            ]}
            selected={[whom]}
            onChange={([chosen]: Whom[]) => {
              if (chosen !== undefined) setWhom(chosen);
            }}
          />
          <Text as="p">{t("vendors.removal.consequence")}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function removalOf(whom: Whom, vendor: ChosenVendor | null): Removal | null {
  if (whom !== "certain") return { whom };
  return vendor !== null && "vendorId" in vendor ? { vendorId: vendor.vendorId } : null;
}
