import { Banner, BlockStack, ChoiceList, List, Modal, Scrollable, Text, TextField } from "@shopify/polaris";
import { useShopFormats } from "./shop-formats";
import { useDebouncedText } from "./use-debounced-text";

export interface VendorToChoose {
  vendorId: string;
  name: string;
}

interface MergeVendorModalProps {
  /** The vendor that is no more afterwards. */
  vendor: VendorToChoose;
  /** SKUs that it supplies. */
  skus: number;
  /** Vendors whose names hold what was searched; undefined before the first answer. */
  found: { q: string; vendors: readonly VendorToChoose[]; more: boolean } | undefined;
  chosen: VendorToChoose | undefined;
  /** Stands first among them. */
  suggested: VendorToChoose | undefined;
  /** Why nothing was merged. */
  failure: string | undefined;
  merging: boolean;
  onSearch: (q: string) => void;
  onChoose: (vendor: VendorToChoose) => void;
  onMerge: () => void;
  onClose: () => void;
}

/** Chooses the vendor that stays when two become one, and says what that does. */
export function MergeVendorModal(props: MergeVendorModalProps) {
  const { vendor, chosen, merging, onMerge, onClose } = props;
  const { t } = useShopFormats();
  return (
    <Modal
      open
      onClose={onClose}
      title={t("vendors.merge.title", { name: vendor.name })}
      primaryAction={{
        content: chosen ? t("vendors.merge.mergeInto", { name: chosen.name }) : t("vendors.merge.merge"),
        onAction: onMerge,
        destructive: true,
        disabled: chosen === undefined,
        loading: merging,
      }}
      secondaryActions={[{ content: t("actions.cancel"), onAction: onClose, disabled: merging }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {props.failure !== undefined && (
            <Banner tone="critical" title={t("vendors.merge.nothingMerged")}>
              <Text as="p">{props.failure}</Text>
            </Banner>
          )}
          <VendorChoice {...props} />
        </BlockStack>
      </Modal.Section>
      <Modal.Section>
        <Consequences {...props} />
      </Modal.Section>
    </Modal>
  );
}

function VendorChoice({ vendor, found, chosen, suggested, onSearch, onChoose }: MergeVendorModalProps) {
  const { t } = useShopFormats();
  const [text, setText] = useDebouncedText(found?.q ?? "", onSearch);
  const matches = found?.vendors ?? [];
  // The one that is chosen stays in sight while another one is looked for.
  const isOutOfSight = chosen && !matches.some(({ vendorId }) => vendorId === chosen.vendorId);
  const first = isOutOfSight ? chosen : suggested;
  const others = matches.filter(({ vendorId }) => vendorId !== vendor.vendorId && vendorId !== first?.vendorId);
  const shown = first ? [first, ...others] : others;
  return (
    <BlockStack gap="200">
      <TextField
        label={t("vendors.merge.stays")}
        placeholder={t("vendors.search")}
        autoComplete="off"
        value={text}
        onChange={setText}
        clearButton
        onClearButtonClick={() => {
          setText("");
        }}
      />
      {found && shown.length === 0 && (
        <Text as="p" tone="subdued">
          {t("vendors.merge.noOther")}
        </Text>
      )}
      <Scrollable style={{ maxBlockSize: "14rem" }} shadow>
        <ChoiceList
          title={t("vendors.merge.stays")}
          titleHidden
          choices={shown.map(({ vendorId, name }) => ({ value: vendorId, label: name }))}
          selected={chosen ? [chosen.vendorId] : []}
          onChange={([vendorId]) => {
            const other = shown.find((one) => one.vendorId === vendorId);
            if (other) onChoose(other);
          }}
        />
      </Scrollable>
      {found?.more && (
        <Text as="p" tone="subdued">
          {t("vendors.merge.more")}
        </Text>
      )}
    </BlockStack>
  );
}

function Consequences({ vendor: { name }, skus, chosen }: MergeVendorModalProps) {
  const { t, quantity } = useShopFormats();
  const moved = { count: skus, written: quantity(skus), name };
  const other = chosen?.name;
  const consequences =
    other === undefined
      ? {
          moving: t("vendors.merge.skusMoveToOneThatStays", moved),
          terms: t("vendors.merge.whichTermsOfOneThatStays", { name }),
          names: t("vendors.merge.namesOfOneThatStays"),
        }
      : {
          moving: t("vendors.merge.skusMove", { ...moved, other }),
          terms: t("vendors.merge.whichTerms", { name, other }),
          names: t("vendors.merge.names", { other }),
        };
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("vendors.merge.whatHappens")}
      </Text>
      <List>
        <List.Item>{skus === 0 ? t("vendors.merge.noneMoves", { name }) : consequences.moving}</List.Item>
        <List.Item>{consequences.terms}</List.Item>
        <List.Item>{t("vendors.merge.costs")}</List.Item>
        <List.Item>{consequences.names}</List.Item>
        <List.Item>{t("vendors.merge.vendorSkus")}</List.Item>
      </List>
      <Text as="p">{t("vendors.merge.noUndo")}</Text>
    </BlockStack>
  );
}
