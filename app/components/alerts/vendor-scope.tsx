import { BlockStack, ChoiceList, TextField } from "@shopify/polaris";
import { uniqBy } from "es-toolkit";
import { useRef, useState } from "react";
import { useWords } from "~/words/words-context";
import type { Choice } from "../filters/choices";
import { findMatches } from "../filters/find-matches";
import { countUnseen, NO_VENDOR, toChoice, type VendorSearch } from "../vendor-search";
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
  // Kept while the list is away, as what is chosen in it is.
  const text = useState("");
  const chosenAtFirst = useState(texts.vendorIds)[0];
  const ticked = useState<readonly Choice[]>([]);
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
      {texts.choosesVendors && (
        <VendorChecklist {...props} searched={text} chosenAtFirst={chosenAtFirst} ticked={ticked} />
      )}
    </BlockStack>
  );
}

interface VendorChecklistProps extends VendorScopeProps {
  searched: State<string>;
  chosenAtFirst: readonly string[];
  /** Those that were ticked since, whether they are ticked still or not. */
  ticked: State<readonly Choice[]>;
}

type State<Value> = readonly [Value, (value: Value) => void];

/** Shows all that are chosen, also while one searches for others. Those that were so at first stand first; none leaves when it is taken out. */
function VendorChecklist({ chosenVendors, search, texts, errors, onChange, disabled, ...props }: VendorChecklistProps) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = props.searched;
  const [ticked, setTicked] = props.ticked;
  const nobody = { value: NO_VENDOR, label: t("alerts.digest.noVendor") };
  const isChosen = ({ value }: Choice) => texts.vendorIds.includes(value);

  const known = [nobody, ...chosenVendors.map(toChoice)];
  const first = known.filter(({ value }) => props.chosenAtFirst.includes(value));
  const found = [...findMatches([nobody], search.choices?.q ?? ""), ...(search.choices?.vendors ?? []).map(toChoice)];
  const isFound = ({ value }: Choice) => found.some((one) => one.value === value);
  // Others may have chosen some, too.
  const kept = [...first, ...ticked, ...known.filter(isChosen)];
  const isKept = ({ value }: Choice) => kept.some((one) => one.value === value);
  const offered = found.filter((choice) => !isKept(choice)).slice(0, MOST_OFFERED);
  const shown = found.filter((choice) => isKept(choice) || offered.includes(choice));
  const choices = uniqBy(
    [...kept.filter((choice) => first.includes(choice) || !isFound(choice)), ...shown],
    ({ value }) => value,
  );
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
            const added = choices.filter((choice) => !isChosen(choice) && vendorIds.includes(choice.value));
            setTicked(uniqBy([...ticked, ...added], ({ value }) => value));
            onChange({ vendorIds });
          }}
          disabled={disabled}
          {...(errors.vendorIds !== undefined && { error: errors.vendorIds })}
        />
        <VendorSearchNote
          search={search}
          shown={shown.length}
          more={countUnseen(search, choices)}
          onRetry={() => {
            list.current?.querySelector("input")?.focus();
          }}
        />
      </BlockStack>
    </div>
  );
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
