import { BlockStack, ChoiceList, TextField } from "@shopify/polaris";
import { useState } from "react";
import { foldText } from "~/words/fold-text";
import { useShopFormats } from "./shop-formats";

export interface Choice {
  label: string;
  value: string;
}

/** Beyond this many choices it is quicker to type than to look. */
const MOST_CHOICES_WITHOUT_SEARCH = 12;

interface SearchableChoicesProps {
  title: string;
  choices: readonly Choice[];
  /** The chosen value; undefined while all are wanted. */
  selected: string | undefined;
  onSelect: (value: string) => void;
}

/** One of many choices, with a field that narrows a long list. */
export function SearchableChoices({ title, choices, selected, onSelect }: SearchableChoicesProps) {
  const { t } = useShopFormats();
  const [text, setText] = useState("");
  const wanted = foldText(text.trim());
  const shown = choices.filter(({ label }) => foldText(label).includes(wanted));
  return (
    <BlockStack gap="200">
      {choices.length > MOST_CHOICES_WITHOUT_SEARCH && (
        <TextField
          label={t("filters.searchChoices", { what: title })}
          labelHidden
          placeholder={t("filters.searchPlaceholder")}
          autoComplete="off"
          value={text}
          onChange={setText}
          clearButton
          onClearButtonClick={() => {
            setText("");
          }}
        />
      )}
      <ChoiceList
        title={title}
        titleHidden
        choices={[...shown]}
        selected={selected === undefined ? [] : [selected]}
        onChange={([value]) => {
          if (value !== undefined) onSelect(value);
        }}
      />
    </BlockStack>
  );
}
