import { useState } from "react";

/** Which rows of a list are selected. */
export interface RowSelection {
  /** Ids of the selected rows, in the list's order; every row of the page where the whole list is selected. */
  selected: readonly string[];
  /** Whether all rows of the list are selected, those of other pages too. */
  isWholeList: boolean;
}

export interface SelectableRows extends RowSelection {
  /** Selects or deselects some of the page's rows. */
  select: (ids: readonly string[], isSelecting: boolean) => void;
  selectWholeList: () => void;
  clear: () => void;
}

const NOTHING: RowSelection = { selected: [], isWholeList: false };

/**
 * Keeps which of these rows are selected. A selection belongs to the rows that it was made from: another page, order or
 * filter begins without one, so that nothing is changed that is not in sight.
 *
 * @param list what the list shows, such as its query; with other rows too, the selection ends
 */
export function useRowSelection(ids: readonly string[], list: string): SelectableRows {
  const rows = `${list} ${ids.join(",")}`;
  const [kept, setKept] = useState<RowSelection & { rows: string }>();
  const { selected, isWholeList } = kept?.rows === rows ? kept : NOTHING;
  const keep = (selection: RowSelection) => {
    setKept({ ...selection, rows });
  };
  return {
    selected,
    isWholeList,
    select: (changed, isSelecting) => {
      const chosen = new Set(isSelecting ? [...selected, ...changed] : selected.filter((id) => !changed.includes(id)));
      keep({ selected: ids.filter((id) => chosen.has(id)), isWholeList: false });
    },
    selectWholeList: () => {
      keep({ selected: ids, isWholeList: true });
    },
    clear: () => {
      setKept(undefined);
    },
  };
}
