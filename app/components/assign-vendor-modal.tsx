import { Banner, BlockStack, Checkbox, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { useShopFormats } from "./shop-formats";
import { VendorPicker, type ChosenVendor } from "./vendor-picker";
import type { VendorSearch } from "./vendor-search";

export interface Assignment {
  vendor: ChosenVendor;
  preferred: boolean;
  removeOthers: boolean;
}

interface AssignVendorModalProps {
  title: string;
  search: VendorSearch;
  /** What is wrong with the name of a new vendor. */
  nameError?: string | undefined;
  /** Why nothing could be changed. */
  failure?: string | undefined;
  saving: boolean;
  onAssign: (assignment: Assignment) => void;
  onClose: () => void;
}

/** Chooses or creates a vendor for one SKU or many. */
export function AssignVendorModal(props: AssignVendorModalProps) {
  const { t } = useShopFormats();
  const [vendor, setVendor] = useState<ChosenVendor | null>(null);
  const [preferred, setPreferred] = useState(true);
  const [removeOthers, setRemoveOthers] = useState(false);
  return (
    <Modal
      open
      onClose={props.onClose}
      title={props.title}
      primaryAction={{
        content: t("bulk.assign"),
        onAction: () => {
          if (vendor) props.onAssign({ vendor, preferred, removeOthers });
        },
        disabled: vendor === null,
        loading: props.saving,
      }}
      secondaryActions={[{ content: t("actions.cancel"), onAction: props.onClose, disabled: props.saving }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {props.failure !== undefined && (
            <Banner tone="critical" title={t("bulk.nothingChanged")}>
              <Text as="p">{props.failure}</Text>
            </Banner>
          )}
          <VendorPicker search={props.search} chosen={vendor} onChoose={setVendor} creates error={props.nameError} />
          <Checkbox
            label={t("bulk.asPreferred")}
            helpText={t("bulk.asPreferredHelp")}
            checked={preferred}
            onChange={setPreferred}
          />
          <Checkbox
            label={t("bulk.removeOthers")}
            helpText={t("bulk.removeOthersHelp")}
            checked={removeOthers}
            onChange={setRemoveOthers}
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
