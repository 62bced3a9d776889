import { useState } from "react";
import { useShopFormats } from "../shop-formats";
import type { Choice } from "./choices";
import { ChoicesNote } from "./choices-note";
import { findMatches } from "./find-matches";
import { SearchedChoices } from "./searched-choices";

/** Beyond this many choices it is quicker to type than to look. */
const MOST_CHOICES_WITHOUT_SEARCH = 12;

/** As many as somebody looks through; thousands would keep the panel from opening. */
const MOST_SHOWN = 100;

interface SearchableChoicesProps {
  title: string;
  choices: readonly Choice[];
  /** The chosen value; undefined while all are wanted. */
  selected: string | undefined;
  onSelect: (value: string) => void;
}

/** One of many choices that the page has, with a field that narrows a long list. */
export function SearchableChoices({ title, choices, selected, onSelect }: SearchableChoicesProps) {
  const { t, quantity } = useShopFormats();
  const [text, setText] = useState("");
  const matches = findMatches(choices, text);
  const shown = firstOf(matches, selected);
  const more = matches.length - shown.length;
  return (
    <SearchedChoices
      title={title}
      search={choices.length > MOST_CHOICES_WITHOUT_SEARCH ? { text, onChange: setText } : undefined}
      choices={shown}
      selected={selected}
      onSelect={onSelect}
      note={
        <ChoicesNote>{more > 0 ? t("filters.moreChoices", { count: more, written: quantity(more) }) : ""}</ChoicesNote>
      }
    />
  );
}

/** What is shown of the matches: the chosen one always. */
function firstOf(matches: readonly Choice[], selected: string | undefined): readonly Choice[] {
  const shown = matches.slice(0, MOST_SHOWN);
  const chosen = matches.slice(MOST_SHOWN).find(({ value }) => value === selected);
  return chosen ? [chosen, ...shown] : shown;
}
