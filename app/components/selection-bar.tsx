import { Button } from "@shopify/polaris";
import { hint } from "./hint";
import { PlainCheckbox } from "./plain-checkbox";
import type { SelectableRows } from "./row-selection";
import styles from "./selection-bar.module.css";
import { useShopFormats } from "./shop-formats";

export interface BulkAction {
  content: string;
  onAction: () => void;
  disabled?: boolean;
}

/** What of a page's rows is selected, and what can be done to it. */
export interface PageSelection {
  /** Of the page's rows. */
  ids: readonly string[];
  selection: SelectableRows;
  actions: readonly BulkAction[];
  /** How many rows the whole list has, over all its pages. */
  listSize: number;
}

/** Selects all rows of the page, or none. */
export function SelectionCheckbox({ ids, selection, label }: PageSelection & { label?: string }) {
  const { selected } = selection;
  const isPage = selected.length === ids.length;
  return (
    <PlainCheckbox
      label={label}
      checked={isPage}
      indeterminate={!isPage && selected.length > 0}
      onChange={() => {
        selection.select(ids, !isPage);
      }}
    />
  );
}

/**
 * What can be done to the selected rows. Over a wide table it lies on the head once there are any; above a list, which has no head, it
 * has the checkbox too, and stays in sight.
 */
export function SelectionBar({ narrow, ...page }: PageSelection & { narrow: boolean }) {
  const { t, quantity } = useShopFormats();
  const { selection, listSize, actions } = page;
  const { selected, isWholeList } = selection;
  const isActive = selected.length > 0;
  const count = isWholeList
    ? t("list.wholeIsSelected", { written: quantity(listSize) })
    : t("list.selected", { written: quantity(selected.length) });
  return (
    <div className={[styles.bar, narrow && styles.narrow, isActive && styles.active].filter(Boolean).join(" ")}>
      {narrow ? (
        <label className={styles.choice}>
          <SelectionCheckbox {...page} />
          <span aria-live="polite">{isActive ? count : t("list.selectAll")}</span>
        </label>
      ) : (
        <span className={styles.count} aria-live="polite">
          {isActive && count}
        </span>
      )}
      {isActive && <WholeListButton {...page} />}
      {isActive && (
        <div className={styles.actions}>
          {actions.map(({ content, onAction, disabled = false }) => (
            <Button key={content} size={narrow ? "slim" : "micro"} onClick={onAction} disabled={disabled}>
              {content}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Once the page is selected it leads on to the whole list, and back. */
function WholeListButton({ ids, selection, listSize }: PageSelection) {
  const { t, quantity } = useShopFormats();
  const { selected, isWholeList, select, selectWholeList } = selection;
  if (selected.length < ids.length || listSize <= ids.length) return null;
  const text = isWholeList ? t("actions.undo") : t("list.selectWhole", { written: quantity(listSize) });
  const change = () => {
    if (isWholeList) select(ids, true);
    else selectWholeList();
  };
  return (
    <button type="button" className={styles.whole} {...hint(text)} onClick={change}>
      {text}
    </button>
  );
}
