import { useFetcher } from "@remix-run/react";
import { lazy, Suspense, type ReactNode } from "react";
import { useShopFormats, type ShopFormats } from "~/components/shop-formats";
import type { action } from "../app.item-policies";
import { useBulkChange, type BulkTarget } from "./use-bulk-change";

/** Fetched when it is first opened. */
const BulkTermsModal = lazy(async () => ({ default: (await import("~/components/bulk-terms-modal")).BulkTermsModal }));

/** Changes planning terms of a list's selected rows in a dialog. */
export function useBulkTerms(target: BulkTarget): { open: () => void; modal: ReactNode } {
  const formats = useShopFormats();
  const fetcher = useFetcher<typeof action>();
  const { open, dialog } = useBulkChange(fetcher, "/app/item-policies", target, (result) =>
    describeOutcome(result, formats),
  );
  return {
    open,
    modal: dialog && (
      <Suspense>
        <BulkTermsModal
          count={dialog.count}
          errors={dialog.result?.kind === "invalid" ? dialog.result.errors : NO_ERRORS}
          failure={dialog.result?.kind === "unknown-variants" ? formats.t("bulk.skusGone") : undefined}
          saving={dialog.saving}
          onApply={dialog.apply}
          onClose={dialog.close}
        />
      </Suspense>
    ),
  };
}

const NO_ERRORS = {};

function describeOutcome(
  { changed, unchanged, planned }: { changed: number; unchanged: number; planned: boolean },
  { t, quantity }: ShopFormats,
): string {
  if (changed === 0) return t("bulk.termsUnchanged");
  return [
    t("bulk.termsChanged", { count: changed, written: quantity(changed) }),
    unchanged === 0 ? "" : t("bulk.othersHadTerms", { count: unchanged, written: quantity(unchanged) }),
    planned ? "" : t("bulk.plansFollow", { count: changed }),
  ]
    .filter(Boolean)
    .join(" ");
}
