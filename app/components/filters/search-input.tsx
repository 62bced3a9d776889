import { Spinner } from "@shopify/polaris";
import { SearchIcon, XCircleIcon } from "@shopify/polaris-icons";
import { useRef } from "react";
import { useWords } from "~/words/words-context";
import styles from "./search-input.module.css";

interface SearchInputProps {
  /** What is searched for; read out, and said in the empty field where there is no `placeholder`. */
  label: string;
  placeholder?: string;
  value: string;
  onChange: (text: string) => void;
  /** Told when the letters of a script that are put together by several keys begin to come, and when they are there. */
  onComposing?: (isComposing: boolean) => void;
  loading?: boolean;
  /** Whether it has a frame of its own; otherwise it is part of a bar. */
  framed?: boolean;
}

/** A field for what is searched for. Escape and a button clear it. */
export function SearchInput({ label, placeholder = label, value, onChange, onComposing, ...props }: SearchInputProps) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { loading = false, framed = false } = props;
  return (
    <div className={framed ? `${styles.field} ${styles.framed}` : styles.field}>
      <SearchIcon className={styles.magnifier} aria-hidden />
      <input
        ref={input}
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
        onCompositionStart={() => onComposing?.(true)}
        onCompositionEnd={() => onComposing?.(false)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          // What the field is in stays open.
          event.stopPropagation();
          onChange("");
        }}
      />
      {loading && (
        <div className={styles.loading}>
          <Spinner size="small" />
        </div>
      )}
      {value !== "" && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("filters.clear")}
          // Safari takes the focus from the field and gives it to no button, which is gone then before it is clicked.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            onChange("");
            input.current?.focus();
          }}
        >
          <XCircleIcon aria-hidden />
        </button>
      )}
    </div>
  );
}
