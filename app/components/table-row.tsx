import { UnstyledLink } from "@shopify/polaris";
import { useEffect, useMemo, useRef, type MouseEvent, type ReactNode } from "react";
import { PlainCheckbox } from "./plain-checkbox";
import type { SelectableRows } from "./row-selection";
import styles from "./table-row.module.css";

/*
 * Rows that look like those of Polaris's `IndexTable` and are a third of their elements: Polaris renders a row again when the mouse
 * comes and goes, and draws each checkbox with eleven elements.
 */

/** The class of a cell. Cells are plain elements: a page has hundreds. */
export const CELL = styles.cell;

/** Of a cell with a figure: digits are as wide as one another, so that columns line up. */
export const FIGURE_CELL = `${CELL} ${styles.figureCell}`;

/** How the rows of a table are selected. */
export interface RowSelecting {
  /** Selects the row at a position, or no longer; with `reaches`, all rows from the one that was clicked before it. */
  toggle: (position: number, reaches: boolean) => void;
  /** True while any row is selected: a click anywhere in a row then selects it. */
  isUnderWay: () => boolean;
}

/**
 * Follows which row was clicked last.
 *
 * @param ids of the rows, in their order
 * @returns the same object whatever is selected, so that rows that stay as they are need not be rendered again
 */
export function useRowSelecting(ids: readonly string[], selection: SelectableRows): RowSelecting {
  const latest = useRef({ ids, selection });
  useEffect(() => {
    latest.current = { ids, selection };
  }, [ids, selection]);
  const clicked = useRef<string>();
  return useMemo(
    () => ({
      toggle: (position, reaches) => {
        const { ids, selection } = latest.current;
        const id = ids[position];
        if (id === undefined) return;
        const before = reaches && clicked.current !== undefined ? ids.indexOf(clicked.current) : -1;
        const other = before === -1 ? position : before;
        clicked.current = id;
        const range = ids.slice(Math.min(position, other), Math.max(position, other) + 1);
        selection.select(range, !selection.selected.includes(id));
      },
      isUnderWay: () => latest.current.selection.selected.length > 0,
    }),
    [],
  );
}

/** Of a row that can be selected. */
export interface Selectable {
  position: number;
  isSelected: boolean;
  selecting: RowSelecting;
}

interface TableRowProps {
  /** Of what the row shows: what shows something else is another element, so that no row is seen to move. */
  id: string;
  /** True where the table is a list. */
  narrow: boolean;
  /** Whether a click anywhere in the row follows its {@link RowLink}; true when not given. */
  isClickable?: boolean;
  /** Undefined where rows can't be selected. */
  selectable?: Selectable;
  /** Cells, or whatever an item of a list shows. */
  children: ReactNode;
}

/** A row of a table. */
export function TableRow({ id, narrow, isClickable = true, selectable, children }: TableRowProps) {
  const Row = narrow ? "li" : "tr";
  if (!isClickable) {
    return (
      <Row key={id} className={styles.row}>
        {children}
      </Row>
    );
  }
  return (
    <Row
      key={id}
      className={selectable?.isSelected ? SELECTED_ROW : ROW}
      onMouseDown={keepText}
      onClick={(event) => {
        followClick(event, selectable);
      }}
    >
      {children}
    </Row>
  );
}

const ROW = `${styles.row} ${styles.clickable}`;
const SELECTED_ROW = `${ROW} ${styles.selected}`;

/** What a click is meant for itself. */
const CONTROLS = "a, button, input, select, textarea, label";

/** With Shift a click selects rows, and not the text between them. */
function keepText(event: MouseEvent): void {
  if (event.shiftKey && event.target instanceof Element && !event.target.closest(CONTROLS)) event.preventDefault();
}

function followClick(event: MouseEvent<HTMLElement>, selectable: Selectable | undefined): void {
  const { currentTarget: row, target, nativeEvent } = event;
  const link = row.querySelector<HTMLAnchorElement>("a[data-primary-link]");
  const control = target instanceof Element && target.closest(CONTROLS);
  if (control && control !== link) return;
  if (!control && selectable?.selecting.isUnderWay()) {
    selectable.selecting.toggle(selectable.position, event.shiftKey);
  } else if (link && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    // The admin's frame hears of a window that a script opens.
    window.open(link.href, "_blank");
  } else if (!control) {
    link?.dispatchEvent(new window.MouseEvent("click", nativeEvent));
  }
}

interface RowLinkProps {
  url: string;
  className?: string | undefined;
  /** What the mouse that rests on it is told; see {@link hint}. */
  "data-hint"?: string;
  children: ReactNode;
}

/** The link of a row to the page of what it shows. Looks like the text around it. */
export function RowLink({ className = "", ...props }: RowLinkProps) {
  return <UnstyledLink {...props} className={`${ROW_LINK} ${className}`} data-primary-link />;
}

/** The classes of a link that looks like the text around it, as of Polaris's `Link`. */
const ROW_LINK = "Polaris-Link Polaris-Link--monochrome Polaris-Link--removeUnderline";

interface RowCheckboxProps extends Selectable {
  /** What is read out, such as "Select Hanging lantern". */
  label: string;
}

/** Selects a row; with Shift, all rows from the one clicked before. */
export function RowCheckbox({ label, position, isSelected, selecting }: RowCheckboxProps) {
  return (
    <PlainCheckbox
      label={label}
      checked={isSelected}
      onChange={({ nativeEvent }) => {
        selecting.toggle(position, nativeEvent instanceof window.MouseEvent && nativeEvent.shiftKey);
      }}
    />
  );
}

/** The first cell of a row that can be selected. */
export function SelectionCell(props: RowCheckboxProps) {
  return (
    <td className={SELECTION_CELL}>
      <RowCheckbox {...props} />
    </td>
  );
}

const SELECTION_CELL = `${CELL} ${styles.selectionCell}`;
