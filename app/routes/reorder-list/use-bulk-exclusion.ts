import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import { useShopFormats } from "~/components/shop-formats";
import type { action } from "../app.item-policies";
import { useOfferUndo } from "./offer-undo";
import { selectionFields, type BulkTarget } from "./use-bulk-change";

interface BulkExclusion {
  exclude: () => void;
  include: () => void;
  saving: boolean;
}

/** Excludes a list's selected rows from planning, or includes them again: at once, since it can be taken back. */
export function useBulkExclusion({ selection, query }: BulkTarget): BulkExclusion {
  const { t, quantity } = useShopFormats();
  const { data: result, state, submit } = useFetcher<typeof action>();
  const offerUndo = useOfferUndo();
  const isExcluding = useRef(true);
  const { clear } = selection;

  useEffect(() => {
    if (result?.kind === "unknown-variants") window.shopify.toast.show(t("bulk.skusGone"), { isError: true });
    if (result?.kind !== "changed") return;
    clear();
    const count = { count: result.changed, written: quantity(result.changed) };
    const outcome = isExcluding.current ? t("bulk.excluded", count) : t("bulk.included", count);
    const message = result.planned ? outcome : `${outcome} ${t("bulk.plansFollow", count)}`;
    if (result.changed > 0) offerUndo(message, result.changeId);
    else window.shopify.toast.show(message);
  }, [result, clear, offerUndo, quantity, t]);

  const saving = state !== "idle";
  const apply = useCallback(
    (isExcluded: boolean) => {
      // A second request would break off the first, and with it the way to take that back.
      if (saving) return;
      isExcluding.current = isExcluded;
      const fields = { ...selectionFields(selection, query), excluded: isExcluded ? "true" : "" };
      submit(fields, { method: "POST", action: "/app/item-policies" });
    },
    [saving, selection, query, submit],
  );
  return {
    exclude: useCallback(() => {
      apply(true);
    }, [apply]),
    include: useCallback(() => {
      apply(false);
    }, [apply]),
    saving,
  };
}
