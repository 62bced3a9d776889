import { uniqBy } from "es-toolkit";
import { useRef, useState, type ComponentType } from "react";
import { VendorSearchNote } from "../vendor-search-note";
import { countUnseen, toChoice, type VendorSearch } from "../vendor-search";
import { useWords } from "~/words/words-context";
import type { Choice } from "./choices";
import { findMatches } from "./find-matches";
import { SearchedChoices } from "./searched-choices";
import styles from "./vendor-choices.module.css";

interface VendorChoicesProps {
  /** Offered before all others, as far as the search means them: nobody, and who is chosen. */
  first: readonly Choice[];
  /** The chosen value; undefined while all are wanted. */
  selected: string | undefined;
  onSelect: (vendor: Choice) => void;
}

/** Searches vendors for a filter from when it is rendered. */
export type VendorFinder = ComponentType<VendorChoicesProps>;

/** One of the vendors, of which a shop has thousands: what is shown is asked for. */
export function VendorChoices({ first, selected, onSelect, search }: VendorChoicesProps & { search: VendorSearch }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const panel = useRef<HTMLDivElement>(null);
  // Those of when it was opened: a choice moves nobody, or the arrow keys would never get past it.
  const [firstAtOpening] = useState(first);
  const choices = uniqBy(
    [...listChoices(firstAtOpening, search.choices), ...findMatches(first, search.choices?.q ?? "")],
    ({ value }) => value,
  );
  return (
    <div ref={panel} className={styles.panel}>
      <SearchedChoices
        title={t("filters.vendors")}
        search={{
          text,
          onChange: (typed) => {
            setText(typed);
            search.onSearch(typed.trim());
          },
          loading: search.isSearching,
        }}
        choices={choices}
        selected={selected}
        onSelect={(value) => {
          const vendor = choices.find((choice) => choice.value === value);
          if (vendor) onSelect(vendor);
        }}
        note={
          <VendorSearchNote
            search={search}
            shown={choices.length}
            more={countUnseen(search, choices)}
            onRetry={() => {
              panel.current?.querySelector("input")?.focus();
            }}
          />
        }
      />
    </div>
  );
}

function listChoices(first: readonly Choice[], found: VendorSearch["choices"]): readonly Choice[] {
  const vendors = (found?.vendors ?? []).map(toChoice);
  const others = first.filter(({ value }) => !vendors.some((vendor) => vendor.value === value));
  return [...findMatches(others, found?.q ?? ""), ...vendors];
}
