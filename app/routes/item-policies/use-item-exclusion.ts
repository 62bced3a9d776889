import { useFetcher } from "@remix-run/react";
import type { ComplexAction } from "@shopify/polaris";
import { useEffect } from "react";
import { useShopFormats } from "~/components/shop-formats";
import type { PlanStatus } from "~/planning/plan-status";
import type { action } from "../app.item-policies";
import { useOfferUndo } from "../reorder-list/offer-undo";

/** An action of an item's page that excludes the item from planning, or includes it again. */
export function useItemExclusion({ variantId, status }: { variantId: string; status: PlanStatus }): ComplexAction {
  const { t } = useShopFormats();
  const { data: result, state, submit } = useFetcher<typeof action>();
  const offerUndo = useOfferUndo();
  const isExcluded = status === "excluded";

  useEffect(() => {
    if (result?.kind === "unknown-variants") window.shopify.toast.show(t("bulk.skuGone"), { isError: true });
    if (result?.kind === "changed" && result.changed > 0) offerUndo(t("bulk.exclusionChanged"), result.changeId);
  }, [result, offerUndo, t]);

  return {
    content: t(isExcluded ? "bulk.include" : "bulk.exclude"),
    loading: state !== "idle",
    onAction: () => {
      const fields = { variantIds: variantId, excluded: isExcluded ? "" : "true" };
      submit(fields, { method: "POST", action: "/app/item-policies" });
    },
  };
}
