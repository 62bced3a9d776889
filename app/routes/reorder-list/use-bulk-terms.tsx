import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { BulkTermsModal } from "~/components/bulk-terms-modal";
import type { RowSelection, SelectableRows } from "~/components/row-selection";
import { countOf, useShopFormats } from "~/components/shop-formats";
import type { TermTexts } from "~/components/term-texts";
import { useUpdateHold } from "~/components/update-hold";
import { serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";
import type { action } from "../app.item-policies";

/** Changes planning terms of a list's selected rows in a dialog; afterwards nothing is selected any more. */
export function useBulkTerms(
  selection: SelectableRows,
  query: ReorderQuery,
  listSize: number,
): { open: () => void; modal: ReactNode } {
  const fetcher = useFetcher<typeof action>();
  const [opening, setOpening] = useState<Opening>();
  // What an earlier opening met with is no news to this one.
  const result = fetcher.data === opening?.after ? undefined : fetcher.data;

  if (opening && result?.kind === "changed") {
    setOpening(undefined);
    selection.clear();
  }
  useToast(fetcher.data);
  useUpdateHold(opening !== undefined);

  const apply = ({ chosen }: Opening, changes: Partial<TermTexts>) => {
    const form = new FormData();
    if (chosen.isWholeList) form.set("query", serializeReorderQuery(query, "filters"));
    else form.set("variantIds", chosen.selected.join(","));
    for (const [field, text] of Object.entries(changes)) form.set(field, text);
    fetcher.submit(form, { method: "POST", action: "/app/item-policies" });
  };

  return {
    open: () => {
      const { selected, isWholeList } = selection;
      setOpening({ chosen: { selected, isWholeList }, by: document.activeElement, after: fetcher.data });
    },
    modal: opening && (
      <BulkTermsModal
        count={opening.chosen.isWholeList ? listSize : opening.chosen.selected.length}
        errors={result?.kind === "invalid" ? result.errors : NO_ERRORS}
        failure={result?.kind === "unknown-variants" ? SKUS_GONE : undefined}
        saving={fetcher.state !== "idle"}
        onApply={(changes) => {
          apply(opening, changes);
        }}
        onClose={() => {
          setOpening(undefined);
          if (opening.by instanceof HTMLElement) opening.by.focus();
        }}
      />
    ),
  };
}

type Result = ReturnType<typeof useFetcher<typeof action>>["data"];

interface Opening {
  /** What was selected then, which a list that is read again meanwhile does not change. */
  chosen: RowSelection;
  /** What has the focus again afterwards. */
  by: Element | null;
  after: Result;
}

const NO_ERRORS = {};
const SKUS_GONE = "Some of these SKUs were deleted in Shopify meanwhile. Reload the list and select again.";

function useToast(result: Result): void {
  const { quantity } = useShopFormats();
  const message = result?.kind === "changed" ? describeOutcome(result, quantity) : undefined;
  useEffect(() => {
    if (message !== undefined) window.shopify.toast.show(message);
    // For each result, also one with the same words as the last.
  }, [message, result]);
}

function describeOutcome(
  { changed, unchanged, planned }: Extract<Result, { kind: "changed" }>,
  quantity: (value: number) => string,
): string {
  if (changed === 0) return "These SKUs had these terms already.";
  const had = unchanged === 0 ? "" : `; ${quantity(unchanged)} had them already`;
  const follows = planned ? "." : ". Their plans follow…";
  return `Changed the terms of ${countOf(changed, "SKU", quantity(changed))}${had}${follows}`;
}
