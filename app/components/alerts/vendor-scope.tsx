import { BlockStack, ChoiceList, TextField } from "@shopify/polaris";
import { uniqBy } from "es-toolkit";
import { useRef, useState } from "react";
import { useWords } from "~/words/words-context";
import type { Choice } from "../filters/choices";
import { findMatches } from "../filters/searchable-choices";
import { NO_VENDOR, type VendorSearch } from "../vendor-search";
import { VendorSearchNote } from "../vendor-search-note";
import type { AlertFieldsProps } from "./alerts-form";

/** Besides those that are chosen: of more it is quicker to type than to look. */
const MOST_OFFERED = 12;

interface VendorScopeProps extends AlertFieldsProps {
  /** Those of the stored settings. */
  chosenVendors: readonly NamedVendor[];
  search: VendorSearch;
}

interface NamedVendor {
  vendorId: string;
  name: string;
}

/** Whose SKUs are told of. */
export function VendorScope(props: VendorScopeProps) {
  const { t } = useWords();
  const { texts, onChange, disabled } = props;
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t("alerts.what.vendors")}
        choices={[
          { value: "all", label: t("alerts.what.allVendors") },
          { value: "chosen", label: t("alerts.what.chosenVendors") },
        ]}
        selected={[texts.choosesVendors ? "chosen" : "all"]}
        onChange={([scope]) => {
          onChange({ choosesVendors: scope === "chosen" });
        }}
        disabled={disabled}
      />
      {texts.choosesVendors && <VendorChecklist {...props} />}
    </BlockStack>
  );
}

/** Shows all that are chosen, also while one searches for others. Those that were so at first stand first, and stay when they are taken out. */
function VendorChecklist({ chosenVendors, search, texts, errors, onChange, disabled }: VendorScopeProps) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [chosenAtFirst] = useState(texts.vendorIds);
  const [ticked, setTicked] = useState<readonly Choice[]>([]);
  const nobody = { value: NO_VENDOR, label: t("alerts.digest.noVendor") };
  const known = [nobody, ...chosenVendors.map(toChoice), ...ticked];
  const isChosen = ({ value }: Choice) => texts.vendorIds.includes(value);

  const first = known.filter(({ value }) => chosenAtFirst.includes(value));
  const isFirst = ({ value }: Choice) => first.some((one) => one.value === value);
  const found = findVendors(nobody, search.choices).filter((choice) => !isFirst(choice));
  const isFound = ({ value }: Choice) => found.some((one) => one.value === value);
  const chosenSince = known.filter((choice) => isChosen(choice) && !isFirst(choice) && !isFound(choice));
  const offered = found.filter((choice) => !isChosen(choice)).slice(0, MOST_OFFERED);
  const shown = found.filter((choice) => isChosen(choice) || offered.includes(choice));
  const choices = uniqBy([...first, ...chosenSince, ...shown], ({ value }) => value);
  return (
    <div ref={list}>
      <BlockStack gap="200">
        <VendorField
          text={text}
          onChange={(typed) => {
            setText(typed);
            search.onSearch(typed.trim());
          }}
        />
        <ChoiceList
          title={t("alerts.what.whichVendors")}
          allowMultiple
          choices={choices}
          selected={[...texts.vendorIds]}
          onChange={(vendorIds: string[]) => {
            setTicked([...ticked, ...found.filter(({ value }) => vendorIds.includes(value))]);
            onChange({ vendorIds });
          }}
          disabled={disabled}
          {...(errors.vendorIds !== undefined && { error: errors.vendorIds })}
        />
        <VendorSearchNote
          search={search}
          shown={shown.length}
          more={found.length - shown.length + (search.choices?.more ?? 0)}
          onRetry={() => {
            list.current?.querySelector("input")?.focus();
          }}
        />
      </BlockStack>
    </div>
  );
}

function findVendors(nobody: Choice, found: VendorSearch["choices"]): readonly Choice[] {
  return [...findMatches([nobody], found?.q ?? ""), ...(found?.vendors ?? []).map(toChoice)];
}

function toChoice({ vendorId, name }: NamedVendor): Choice {
  return { value: vendorId, label: name };
}

function VendorField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useWords();
  return (
    // In a form's field, Enter would save the form.
    <div
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
    >
      <TextField
        label={t("alerts.what.searchVendors")}
        labelHidden
        placeholder={t("alerts.what.searchVendors")}
        autoComplete="off"
        value={text}
        onChange={onChange}
      />
    </div>
  );
}
