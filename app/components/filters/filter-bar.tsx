import { Button } from "@shopify/polaris";
import { useRef, useState, type ReactNode } from "react";
import { useWords } from "~/words/words-context";
import styles from "./filter-bar.module.css";
import { SearchField } from "./search-field";

interface FilterBarProps {
  /** What is searched for in what is shown; `label` says what can be. */
  search: { label: string; value: string; onSearch: (text: string) => void };
  loading: boolean;
  /** Saves search, filters and sorting; undefined where there is nothing to save. */
  onSave?: (() => void) | undefined;
  /** What the list is sorted by. */
  sortMenu: ReactNode;
  /** A `FilterMenu` for each filter. */
  filters?: ReactNode;
  /** Undefined while no filter is applied. */
  onClearAll?: (() => void) | undefined;
}

/** What stands above the rows of a list and says which these are: search, sorting and filters. */
export function FilterBar({ search, loading, onSave, sortMenu, filters, onClearAll }: FilterBarProps) {
  const { t } = useWords();
  // Another field for each time that everything is cleared: typing that has not paused yet is cleared with the rest.
  const [timesCleared, setTimesCleared] = useState(0);
  const pills = useRef<HTMLDivElement>(null);
  return (
    <div role="search">
      <div className={styles.bar}>
        <SearchField key={timesCleared} {...search} loading={loading} />
        <div className={styles.actions}>
          {onSave && (
            <Button size="micro" onClick={onSave}>
              {t("actions.save")}
            </Button>
          )}
          {sortMenu}
        </div>
      </div>
      {filters && (
        <div className={styles.filters}>
          <div ref={pills} className={styles.pills}>
            {filters}
            {onClearAll && (
              <div className={styles.clearAll}>
                <Button
                  size="micro"
                  variant="monochromePlain"
                  onClick={() => {
                    setTimesCleared(timesCleared + 1);
                    onClearAll();
                    // This button goes with what it clears.
                    pills.current?.querySelector("button")?.focus();
                  }}
                >
                  {t("filters.clearAll")}
                </Button>
              </div>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
