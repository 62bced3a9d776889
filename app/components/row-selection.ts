import { useCallback, useMemo, useState } from "react";

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

type Kept = RowSelection & { rows: string };

/**
 * Keeps which of these rows are selected. A selection belongs to the rows that it was made from: another page, order or
 * filter begins without one, so that nothing is changed that is not in sight.
 *
 * @param ids the same array while the list is the same
 * @param list what the list shows, such as its query; with other rows too, the selection ends
 */
export function useRowSelection(ids: readonly string[], list: string): SelectableRows {
  const rows = `${list} ${ids.join(",")}`;
  const [kept, setKept] = useState<Kept>();
  const { selected, isWholeList } = kept?.rows === rows ? kept : NOTHING;
  const select = useCallback(
    (changed: readonly string[], isSelecting: boolean) => {
      setKept((before) => {
        const already = before?.rows === rows ? before.selected : NOTHING.selected;
        const chosen = new Set(isSelecting ? [...already, ...changed] : already.filter((id) => !changed.includes(id)));
        return { selected: ids.filter((id) => chosen.has(id)), isWholeList: false, rows };
      });
    },
    [ids, rows],
  );
  const selectWholeList = useCallback(() => {
    setKept({ selected: ids, isWholeList: true, rows });
  }, [ids, rows]);
  const clear = useCallback(() => {
    setKept(undefined);
  }, []);
  return useMemo(
    () => ({ selected, isWholeList, select, selectWholeList, clear }),
    [selected, isWholeList, select, selectWholeList, clear],
  );
}
