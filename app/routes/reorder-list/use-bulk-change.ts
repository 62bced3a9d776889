import type { FetcherWithComponents } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { returnFocus } from "~/components/return-focus";
import type { RowSelection, SelectableRows } from "~/components/row-selection";
import { useUpdateHold } from "~/components/update-hold";
import { serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";
import { useOfferUndo } from "./offer-undo";

/** A list, and which of its rows are to change. */
export interface BulkTarget {
  selection: SelectableRows;
  query: ReorderQuery;
  /** How many rows the whole list has, over all its pages. */
  listSize: number;
}

export interface BulkChange<Result> {
  open: () => void;
  /** Undefined while it is closed. */
  dialog: BulkDialog<Result> | undefined;
}

interface BulkDialog<Result> {
  /** SKUs that change. */
  count: number;
  /** What came of the last attempt since it was opened. */
  result: Result | undefined;
  saving: boolean;
  apply: (fields: Record<string, string>) => void;
  close: () => void;
}

/** What came of a change that was carried out. */
interface Changed {
  kind: "changed";
  /** SKUs of which something is another one now. */
  changed: number;
  changeId: string;
}

interface Opening {
  /** What was selected then, which a list that is read again meanwhile does not change. */
  chosen: RowSelection;
  /** What has the focus again afterwards. */
  by: Element | null;
  /** What an earlier opening met with, which is no news to this one. */
  after: unknown;
}

/**
 * Changes a list's selected rows in a dialog by a form; afterwards nothing is selected any more.
 *
 * @param describe what came of it, in words for a toast
 */
export function useBulkChange<Result extends { kind: string }>(
  fetcher: Pick<FetcherWithComponents<Result>, "data" | "state" | "submit">,
  action: string,
  { selection, query, listSize }: BulkTarget,
  describe: (result: Extract<Result, Changed>) => string,
): BulkChange<Result> {
  const [opening, setOpening] = useState<Opening>();
  const result = fetcher.data === opening?.after ? undefined : fetcher.data;

  if (opening && result?.kind === "changed") {
    setOpening(undefined);
    selection.clear();
  }
  useUpdateHold(opening !== undefined);
  useReport(fetcher.data, describe);

  const apply = ({ chosen }: Opening, fields: Record<string, string>) => {
    fetcher.submit({ ...selectionFields(chosen, query), ...fields }, { method: "POST", action });
  };

  const { selected, isWholeList } = selection;
  const open = useCallback(() => {
    setOpening({ chosen: { selected, isWholeList }, by: document.activeElement, after: fetcher.data });
  }, [selected, isWholeList, fetcher.data]);

  return {
    open,
    dialog: opening && {
      count: opening.chosen.isWholeList ? listSize : opening.chosen.selected.length,
      result,
      saving: fetcher.state !== "idle",
      apply: (fields) => {
        apply(opening, fields);
      },
      close: () => {
        setOpening(undefined);
        returnFocus(opening.by);
      },
    },
  };
}

/** Names the selected rows in a form: by their ids, or as all of the list. */
export function selectionFields(selection: RowSelection, query: ReorderQuery): Record<string, string> {
  if (selection.isWholeList) return { query: serializeReorderQuery(query, "filters") };
  return { variantIds: selection.selected.join(",") };
}

function isChanged<Result extends { kind: string }>(result: Result | undefined): result is Extract<Result, Changed> {
  return result?.kind === "changed";
}

/** Shows a message for each result, also for one with the same words as the last, with a way to take a change back. */
function useReport<Result extends { kind: string }>(
  result: Result | undefined,
  describe: (result: Extract<Result, Changed>) => string,
): void {
  const offerUndo = useOfferUndo();
  const message = isChanged(result) ? describe(result) : undefined;
  useEffect(() => {
    if (message === undefined || !isChanged(result)) return;
    if (result.changed > 0) offerUndo(message, result.changeId);
    else window.shopify.toast.show(message);
  }, [message, result, offerUndo]);
}
