import { Banner, BlockStack, ChoiceList, List, Modal, Scrollable, Text, TextField } from "@shopify/polaris";
import { countOf, useShopFormats } from "./shop-formats";
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
  return (
    <Modal
      open
      onClose={onClose}
      title={`Merge ${vendor.name} into another vendor`}
      primaryAction={{
        content: chosen ? `Merge into ${chosen.name}` : "Merge",
        onAction: onMerge,
        destructive: true,
        disabled: chosen === undefined,
        loading: merging,
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: merging }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {props.failure !== undefined && (
            <Banner tone="critical" title="Nothing was merged">
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
        label="Vendor that stays"
        placeholder="Search vendors"
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
          No other vendor has such a name.
        </Text>
      )}
      <Scrollable style={{ maxBlockSize: "14rem" }} shadow>
        <ChoiceList
          title="Vendor that stays"
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
          There are more. Type a part of the name.
        </Text>
      )}
    </BlockStack>
  );
}

function Consequences({ vendor, skus, chosen }: MergeVendorModalProps) {
  const { quantity } = useShopFormats();
  const other = chosen?.name ?? "the vendor that stays";
  const moving =
    skus === 0
      ? `${vendor.name} supplies no SKU, so none moves.`
      : `${countOf(skus, "SKU", quantity(skus))} of ${vendor.name} ${skus === 1 ? "moves" : "move"} to ${other}.`;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        What happens
      </Text>
      <List>
        <List.Item>{moving}</List.Item>
        <List.Item>
          {`The email, currency, terms and notes of ${other} hold; those of ${vendor.name} go. So it is for a SKU that both supply, where ${vendor.name} only fills what ${other} leaves open.`}
        </List.Item>
        <List.Item>
          {`Unit costs in another currency are converted by the exchange rates, or dropped where a rate is missing.`}
        </List.Item>
        <List.Item>{`Both names lead to ${other} from now on: in Shopify’s products, at every pull, and in files.`}</List.Item>
        <List.Item>Where both used the same vendor SKU for different SKUs, both stay, and the page says so.</List.Item>
      </List>
      <Text as="p">This can’t be undone.</Text>
    </BlockStack>
  );
}
