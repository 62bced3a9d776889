import { ChevronDownIcon, XSmallIcon } from "@shopify/polaris-icons";
import { useRef, type ReactNode } from "react";
import { useWords } from "~/words/words-context";
import styles from "./filter-menu.module.css";
import { PanelButton } from "./panel-button";

interface FilterMenuProps {
  name: string;
  /** What is chosen, in words; undefined where the filter lets everything through. */
  chosen: string | undefined;
  onClear: () => void;
  /** What can be chosen; worked out only while it is open. */
  children: () => ReactNode;
}

/** A filter: a pill that says what is chosen, and opens what can be. */
export function FilterMenu({ name, chosen, onClear, children }: FilterMenuProps) {
  const { t } = useWords();
  const pill = useRef<HTMLDivElement>(null);
  const isApplied = chosen !== undefined;
  return (
    <div ref={pill} className={isApplied ? `${styles.pill} ${styles.applied}` : styles.pill}>
      <PanelButton
        title={name}
        className={styles.name}
        content={
          <>
            <span className={styles.words}>{chosen ?? name}</span>
            {!isApplied && <ChevronDownIcon className={styles.icon} aria-hidden />}
          </>
        }
      >
        {(close) => (
          <div className={styles.panel}>
            {children()}
            <button
              type="button"
              className={styles.clearChoices}
              disabled={!isApplied}
              onClick={() => {
                onClear();
                close();
              }}
            >
              {t("filters.clear")}
            </button>
          </div>
        )}
      </PanelButton>
      {isApplied && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("filters.clearOne", { filter: name })}
          onClick={() => {
            onClear();
            // This button goes with what it clears.
            pill.current?.querySelector("button")?.focus();
          }}
        >
          <XSmallIcon className={styles.icon} aria-hidden />
        </button>
      )}
    </div>
  );
}
