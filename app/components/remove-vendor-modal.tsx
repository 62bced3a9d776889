import { Banner, BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { countOf, useShopFormats } from "./shop-formats";
import { VendorPicker, type ChosenVendor, type VendorChoices } from "./vendor-picker";

/** Which vendors are taken away. */
export type Removal = { whom: "preferred" | "all" } | { vendorId: string };

interface RemoveVendorModalProps {
  /** SKUs that change. */
  count: number;
  choices: VendorChoices | undefined;
  onSearch: (text: string) => void;
  /** Why nothing could be changed. */
  failure?: string | undefined;
  saving: boolean;
  onRemove: (removal: Removal) => void;
  onClose: () => void;
}

type Whom = "preferred" | "all" | "certain";

/** Takes vendors away from many SKUs. */
export function RemoveVendorModal({ count, onClose, ...props }: RemoveVendorModalProps) {
  const { quantity } = useShopFormats();
  const [whom, setWhom] = useState<Whom>("preferred");
  const [vendor, setVendor] = useState<ChosenVendor | null>(null);
  const removal = removalOf(whom, vendor);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Remove a vendor from ${countOf(count, "SKU", quantity(count))}`}
      primaryAction={{
        content: "Remove",
        destructive: true,
        onAction: () => {
          if (removal) props.onRemove(removal);
        },
        disabled: removal === null,
        loading: props.saving,
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: props.saving }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {props.failure !== undefined && (
            <Banner tone="critical" title="Nothing was changed">
              <Text as="p">{props.failure}</Text>
            </Banner>
          )}
          <ChoiceList
            title="Which vendor"
            choices={[
              { value: "preferred", label: "The preferred vendor of each" },
              { value: "all", label: "All vendors" },
              {
                value: "certain",
                label: "A certain vendor",
                renderChildren: (isSelected) =>
                  isSelected && (
                    <VendorPicker
                      choices={props.choices}
                      onSearch={props.onSearch}
                      chosen={vendor}
                      onChoose={setVendor}
                      creates={false}
                    />
                  ),
              },
            ]}
            selected={[whom]}
            onChange={([chosen]: Whom[]) => {
              if (chosen !== undefined) setWhom(chosen);
            }}
          />
          <Text as="p">
            Their vendor SKUs, costs and terms for these SKUs go too. What has another vendor is ordered from that one
            then; SKUs without any vendor become unassigned, and are in nobody’s order.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function removalOf(whom: Whom, vendor: ChosenVendor | null): Removal | null {
  if (whom !== "certain") return { whom };
  return vendor !== null && "vendorId" in vendor ? { vendorId: vendor.vendorId } : null;
}
