import { Banner, BlockStack, ChoiceList, List, Modal, Scrollable, Text, TextField } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useShopFormats } from "./shop-formats";
import type { VendorSearch } from "./vendor-search";
import { VendorSearchNote } from "./vendor-search-note";

export interface VendorToChoose {
  vendorId: string;
  name: string;
}

interface MergeVendorModalProps {
  /** The vendor that is no more afterwards. */
  vendor: VendorToChoose;
  /** SKUs that it supplies. */
  skus: number;
  search: VendorSearch;
  chosen: VendorToChoose | undefined;
  /** Stands first among them. */
  suggested: VendorToChoose | undefined;
  /** Why nothing was merged. */
  failure: string | undefined;
  merging: boolean;
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

function VendorChoice({ vendor, search, chosen, suggested, onChoose }: MergeVendorModalProps) {
  const { t } = useShopFormats();
  const [text, setText] = useState("");
  const field = useRef<HTMLDivElement>(null);
  const find = (typed: string) => {
    setText(typed);
    search.onSearch(typed.trim());
  };
  const matches = search.choices?.vendors ?? [];
  // The one that is chosen stays in sight while another one is looked for.
  const isOutOfSight = chosen && !matches.some(({ vendorId }) => vendorId === chosen.vendorId);
  const first = isOutOfSight ? chosen : suggested;
  const others = matches.filter(({ vendorId }) => vendorId !== vendor.vendorId && vendorId !== first?.vendorId);
  const shown = first ? [first, ...others] : others;
  return (
    <BlockStack gap="200">
      <div ref={field}>
        <TextField
          label={t("vendors.merge.stays")}
          placeholder={t("vendors.search")}
          autoComplete="off"
          value={text}
          onChange={find}
          clearButton
          onClearButtonClick={() => {
            find("");
          }}
        />
      </div>
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
      <VendorSearchNote
        search={search}
        shown={matches.filter(({ vendorId }) => vendorId !== vendor.vendorId).length}
        more={search.choices?.more ?? 0}
        onRetry={() => {
          field.current?.querySelector("input")?.focus();
        }}
      />
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
