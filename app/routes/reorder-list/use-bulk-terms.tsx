import { useFetcher } from "@remix-run/react";
import type { ReactNode } from "react";
import { BulkTermsModal } from "~/components/bulk-terms-modal";
import { countOf, useShopFormats } from "~/components/shop-formats";
import type { action } from "../app.item-policies";
import { useBulkChange, type BulkTarget } from "./use-bulk-change";

/** Changes planning terms of a list's selected rows in a dialog. */
export function useBulkTerms(target: BulkTarget): { open: () => void; modal: ReactNode } {
  const { quantity } = useShopFormats();
  const fetcher = useFetcher<typeof action>();
  const { open, dialog } = useBulkChange(fetcher, "/app/item-policies", target, (result) =>
    describeOutcome(result, quantity),
  );
  return {
    open,
    modal: dialog && (
      <BulkTermsModal
        count={dialog.count}
        errors={dialog.result?.kind === "invalid" ? dialog.result.errors : NO_ERRORS}
        failure={dialog.result?.kind === "unknown-variants" ? SKUS_GONE : undefined}
        saving={dialog.saving}
        onApply={dialog.apply}
        onClose={dialog.close}
      />
    ),
  };
}

const NO_ERRORS = {};
const SKUS_GONE = "Some of these SKUs were deleted in Shopify meanwhile. Reload the list and select again.";

function describeOutcome(
  { changed, unchanged, planned }: { changed: number; unchanged: number; planned: boolean },
  quantity: (value: number) => string,
): string {
  if (changed === 0) return "These SKUs had these terms already.";
  const had = unchanged === 0 ? "" : `; ${quantity(unchanged)} had them already`;
  const follows = planned ? "." : ". Their plans follow…";
  return `Changed the terms of ${countOf(changed, "SKU", quantity(changed))}${had}${follows}`;
}
