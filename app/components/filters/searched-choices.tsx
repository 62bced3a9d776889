import type { ReactNode } from "react";
import { useShopFormats } from "../shop-formats";
import { OneChoice, type Choice } from "./choices";
import { SearchInput } from "./search-input";

interface SearchedChoicesProps {
  title: string;
  /** What is searched for; undefined where there are so few choices that looking is quicker than typing. */
  search: { text: string; onChange: (text: string) => void; loading?: boolean } | undefined;
  /** Those that are found and shown. */
  choices: readonly Choice[];
  /** The chosen value; undefined while all are wanted. */
  selected: string | undefined;
  onSelect: (value: string) => void;
  /** What is to be said of them. */
  note: ReactNode;
}

/** One of many choices, below a field that narrows them. */
export function SearchedChoices({ title, search, choices, selected, onSelect, note }: SearchedChoicesProps) {
  const { t } = useShopFormats();
  return (
    <>
      {search && (
        <SearchInput
          label={t("filters.searchChoices", { what: title })}
          placeholder={t("filters.searchPlaceholder")}
          value={search.text}
          onChange={search.onChange}
          loading={search.loading ?? false}
          framed
        />
      )}
      <OneChoice title={title} choices={choices} selected={selected} onSelect={onSelect} />
      {note}
    </>
  );
}
