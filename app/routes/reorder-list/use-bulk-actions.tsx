import { useMemo, type ReactNode } from "react";
import type { BulkAction } from "~/components/selection-bar";
import { useShopFormats } from "~/components/shop-formats";
import type { BulkTarget } from "./use-bulk-change";
import { useBulkExclusion } from "./use-bulk-exclusion";
import { useBulkTerms } from "./use-bulk-terms";
import { useBulkVendors } from "./use-bulk-vendors";

/** What can be done with a list's selected rows, and the dialogs that it is done in. */
export function useBulkActions(target: BulkTarget): { actions: readonly BulkAction[]; modals: ReactNode } {
  const { t } = useShopFormats();
  const { open: changeTerms, modal } = useBulkTerms(target);
  const { assign, remove, modals } = useBulkVendors(target);
  const { exclude, include, saving } = useBulkExclusion(target);
  const { statuses } = target.query;
  const actions = useMemo(() => {
    const showsExcluded = statuses.includes("excluded");
    const showsPlanned = statuses.some((status) => status !== "excluded") || statuses.length === 0;
    return [
      { content: t("bulk.changeTerms"), onAction: changeTerms },
      { content: t("bulk.assignVendor"), onAction: assign },
      { content: t("bulk.removeVendor"), onAction: remove },
      ...(showsPlanned ? [{ content: t("bulk.exclude"), onAction: exclude, disabled: saving }] : []),
      ...(showsExcluded ? [{ content: t("bulk.include"), onAction: include, disabled: saving }] : []),
    ];
  }, [t, statuses, changeTerms, assign, remove, exclude, include, saving]);
  return {
    actions,
    modals: (
      <>
        {modal}
        {modals}
      </>
    ),
  };
}
