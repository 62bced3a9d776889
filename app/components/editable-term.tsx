import { Text } from "@shopify/polaris";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ComponentType, type RefObject } from "react";
import type { ListRow } from "~/reports/reorder-row";
import type { ListColumnId } from "./list-look";
import styles from "./list.module.css";
import { nameOfRow } from "./name-of-row";
import type { WrittenFigure } from "./reorder-columns";
import { useShopFormats } from "./shop-formats";

const EDITABLE = ["leadTimeDays", "packSize"] as const;

/** A term that can be changed where it stands in a list. */
export type EditableTermName = (typeof EDITABLE)[number];

export function isEditable(column: ListColumnId): column is EditableTermName {
  return EDITABLE.some((name) => name === column);
}

interface TermEditorProps {
  row: ListRow;
  term: EditableTermName;
  /** Called when it was saved or left. */
  onClose: () => void;
}

/** A field that takes the place of a term's value, and saves what is entered there. */
export type TermEditor = ComponentType<TermEditorProps>;

interface EditableTermProps extends Omit<TermEditorProps, "onClose"> {
  written: WrittenFigure;
  Editor: TermEditor;
}

/** Marks what holds the rows, to have the focus when no row is left: see {@link useFocusForNextRow}. */
export const LIST_OF_ROWS = { "data-list": "", tabIndex: -1 };

/**
 * Hands the focus on when the row leaves the list with it, as a SKU does that is healthy by its new terms: to the same term of
 * the row that takes its place, or of the last one.
 */
function useFocusForNextRow(cell: RefObject<HTMLElement>): void {
  useLayoutEffect(() => {
    const leaving = cell.current;
    return () => {
      const list = leaving?.closest<HTMLElement>("[data-list]");
      if (!leaving || !list || !leaving.contains(document.activeElement)) return;
      const findCells = () => [...list.querySelectorAll(`[data-term="${leaving.dataset.term ?? ""}"]`)];
      const place = findCells().indexOf(leaving);
      requestAnimationFrame(() => {
        if (leaving.isConnected || document.activeElement !== document.body) return;
        const cells = findCells();
        const next = cells[Math.min(place, cells.length - 1)]?.querySelector<HTMLElement>("button, input");
        (next ?? list).focus();
      });
    };
  }, [cell]);
}

/** A term that becomes a field when it is clicked; the focus comes back to it. */
export function EditableTerm({ row, term, written, Editor }: EditableTermProps) {
  const { t } = useShopFormats();
  const [isOpen, setIsOpen] = useState(false);
  const cell = useRef<HTMLDivElement>(null);
  const close = useCallback(() => {
    setIsOpen(false);
  }, []);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Unless it was left for something else, the focus went with the field.
    const isFocusLost = document.activeElement === null || document.activeElement === document.body;
    if (wasOpen.current && !isOpen && isFocusLost) cell.current?.querySelector("button")?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  useFocusForNextRow(cell);
  return (
    // A click on the row opens the SKU.
    <div
      ref={cell}
      data-term={term}
      className={styles.editableCell}
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      {isOpen ? (
        <Editor row={row} term={term} onClose={close} />
      ) : (
        <button
          type="button"
          className={styles.editable}
          onClick={() => {
            setIsOpen(true);
          }}
        >
          <Text as="span" numeric>
            {typeof written === "string" ? written : "–"}
          </Text>
          <Text as="span" visuallyHidden>
            {t("list.edit", { term: t(`columns.${term}.title`), name: nameOfRow(row) })}
          </Text>
        </button>
      )}
    </div>
  );
}
