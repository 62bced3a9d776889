import { Combobox, Icon, Listbox } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";

/** A vendor that is there, or the name of one to be created. */
export type ChosenVendor = { vendorId: string; name: string } | { name: string };

interface VendorChoice {
  vendorId: string;
  name: string;
  isArchived: boolean;
}

/** Vendors found for a text. */
export interface VendorChoices {
  /** The text. */
  q: string;
  vendors: readonly VendorChoice[];
  /** Whether there are more than these. */
  more: boolean;
  /** The vendor that goes by exactly this name; null when there is none yet. */
  named: VendorChoice | null;
}

interface VendorPickerProps {
  /** Undefined while the first ones are on their way. */
  choices: VendorChoices | undefined;
  onSearch: (text: string) => void;
  chosen: ChosenVendor | null;
  onChoose: (vendor: ChosenVendor | null) => void;
  /** Whether a vendor can be created under a name that nobody has. */
  creates: boolean;
  error?: string | undefined;
}

const CREATE = "create";

/** A field in which a vendor is searched and chosen, or created. */
export function VendorPicker({ choices, onSearch, chosen, onChoose, creates, error }: VendorPickerProps) {
  const [text, setText] = useState(chosen?.name ?? "");
  const name = text.trim().replace(/\s+/g, " ");
  const isAnswered = choices?.q === name;
  const offered = choices === undefined ? [] : withNamed(choices, creates);
  const isNew = creates && chosen === null && name !== "" && isAnswered && choices.named === null;
  const isArchived = creates && isAnswered && choices.named?.isArchived === true;

  const change = (typed: string) => {
    setText(typed);
    onChoose(null);
    onSearch(typed.trim().replace(/\s+/g, " "));
  };
  const choose = (vendor: ChosenVendor) => {
    setText(vendor.name);
    onChoose(vendor);
  };

  return (
    <Combobox
      activator={
        <Combobox.TextField
          label="Vendor"
          prefix={<Icon source={SearchIcon} />}
          placeholder={creates ? "Search, or type a new vendor’s name" : "Search"}
          autoComplete="off"
          value={text}
          onChange={change}
          {...(isArchived && {
            helpText: `${choices.named?.name ?? name} is archived. Restore it to assign SKUs to it.`,
          })}
          {...(chosen !== null && !("vendorId" in chosen) && { helpText: "Is created when you apply this." })}
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
            {vendor.isArchived ? `${vendor.name} (archived)` : vendor.name}
          </Listbox.Option>
        ))}
        {isNew && <Listbox.Action value={CREATE}>{`Create vendor “${name}”`}</Listbox.Action>}
        {!isAnswered && chosen === null && <Listbox.Loading accessibilityLabel="Searching vendors" />}
        <Note choices={choices} isNothing={isAnswered && offered.length === 0 && !isNew} />
      </Listbox>
    </Combobox>
  );
}

/** Whoever goes by exactly this name, perhaps a former one, is offered first. */
function withNamed({ vendors, named }: VendorChoices, creates: boolean): readonly VendorChoice[] {
  if (named === null || (creates && named.isArchived)) return vendors;
  return [named, ...vendors.filter(({ vendorId }) => vendorId !== named.vendorId)];
}

function Note({ choices, isNothing }: { choices: VendorChoices | undefined; isNothing: boolean }) {
  if (isNothing) return <Listbox.Header>No vendor matches</Listbox.Header>;
  if (choices?.more) return <Listbox.Header>There are more: type to narrow them down</Listbox.Header>;
  return null;
}
