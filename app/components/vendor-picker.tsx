import { BlockStack, Combobox, Icon, Listbox } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import { useShopFormats } from "./shop-formats";
import { useSteadyCallback } from "./use-steady-callback";
import type { FoundVendor, VendorChoices, VendorSearch } from "./vendor-search";
import { VendorSearchFailure } from "./vendor-search-note";

/** A vendor that is there, or the name of one to be created. */
export type ChosenVendor = { vendorId: string; name: string } | { name: string };

interface VendorPickerProps {
  search: VendorSearch;
  chosen: ChosenVendor | null;
  onChoose: (vendor: ChosenVendor | null) => void;
  /** Whether a vendor can be created under a name that nobody has. */
  creates: boolean;
  error?: string | undefined;
}

const CREATE = "create";

/** A field in which a vendor is searched and chosen, or created. */
export function VendorPicker({ search, chosen, onChoose, creates, error }: VendorPickerProps) {
  const { choices, hasFailed, isSearching } = search;
  const { t } = useShopFormats();
  const [text, setText] = useState(chosen?.name ?? "");
  const name = text.trim().replace(/\s+/g, " ");
  const isAnswered = choices?.q === name;
  const offered = choices === undefined ? [] : withNamed(choices, creates);
  const isNew = creates && chosen === null && name !== "" && isAnswered && choices.named === null;
  const isArchived = creates && isAnswered && choices.named?.isArchived === true;

  const field = useRef<HTMLDivElement>(null);
  // What was searched for last may be of a field that is gone.
  const searchForName = useSteadyCallback(() => {
    search.onSearch(name);
  });
  useEffect(searchForName, [searchForName]);

  const change = (typed: string) => {
    setText(typed);
    onChoose(null);
    search.onSearch(typed.trim().replace(/\s+/g, " "));
  };
  const choose = (vendor: ChosenVendor) => {
    setText(vendor.name);
    onChoose(vendor);
  };

  return (
    <BlockStack gap="100">
      <div ref={field}>
        <Combobox
          activator={
            <Combobox.TextField
              label={t("bulk.picker.vendor")}
              prefix={<Icon source={SearchIcon} />}
              placeholder={t(creates ? "bulk.picker.searchOrCreate" : "bulk.picker.search")}
              autoComplete="off"
              value={text}
              onChange={change}
              {...(isArchived && {
                helpText: t("bulk.picker.isArchived", { name: choices.named?.name ?? name }),
              })}
              {...(chosen !== null && !("vendorId" in chosen) && { helpText: t("bulk.picker.isCreated") })}
              {...(error !== undefined && { error })}
            />
          }
        >
          <Listbox
            onSelect={(value) => {
              const vendor = offered.find(({ vendorId }) => vendorId === value);
              if (value === CREATE) choose({ name });
              else if (vendor) choose({ vendorId: vendor.vendorId, name: vendor.name });
            }}
          >
            {offered.map((vendor) => (
              <Listbox.Option
                key={vendor.vendorId}
                value={vendor.vendorId}
                selected={chosen !== null && "vendorId" in chosen && chosen.vendorId === vendor.vendorId}
              >
                {vendor.isArchived ? t("bulk.picker.archived", { name: vendor.name }) : vendor.name}
              </Listbox.Option>
            ))}
            {isNew && <Listbox.Action value={CREATE}>{t("bulk.picker.create", { name })}</Listbox.Action>}
            {isSearching && chosen === null && <Listbox.Loading accessibilityLabel={t("bulk.picker.searching")} />}
            {!hasFailed && <Note choices={choices} isNothing={isAnswered && offered.length === 0 && !isNew} />}
          </Listbox>
        </Combobox>
      </div>
      <VendorSearchFailure
        search={search}
        onRetry={() => {
          field.current?.querySelector("input")?.focus();
        }}
      />
    </BlockStack>
  );
}

/** Whoever goes by exactly this name, perhaps a former one, is offered first. */
function withNamed({ vendors, named }: VendorChoices, creates: boolean): readonly FoundVendor[] {
  if (named === null || (creates && named.isArchived)) return vendors;
  return [named, ...vendors.filter(({ vendorId }) => vendorId !== named.vendorId)];
}

function Note({ choices, isNothing }: { choices: VendorChoices | undefined; isNothing: boolean }) {
  const { t } = useShopFormats();
  if (isNothing) return <Listbox.Header>{t("bulk.picker.noMatch")}</Listbox.Header>;
  if (choices !== undefined && choices.more > 0) return <Listbox.Header>{t("bulk.picker.more")}</Listbox.Header>;
  return null;
}
