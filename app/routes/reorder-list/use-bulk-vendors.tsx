import { useFetcher } from "@remix-run/react";
import { lazy, Suspense, type ComponentProps, type ReactNode } from "react";
import { useShopFormats, type ShopFormats } from "~/components/shop-formats";
import type { action } from "../app.item-vendors";
import { describeRefusal } from "../item-vendors/describe-refusal";
import { useVendorChoices } from "../vendors/use-vendor-choices";
import { assignmentFields } from "../item-vendors/vendor-fields";
import { useBulkChange, type BulkTarget } from "./use-bulk-change";

// Fetched when they are first opened.
const AssignVendorModal = lazy(async () => ({
  default: (await import("~/components/assign-vendor-modal")).AssignVendorModal,
}));
const RemoveVendorModal = lazy(async () => ({
  default: (await import("~/components/remove-vendor-modal")).RemoveVendorModal,
}));

interface BulkVendors {
  assign: () => void;
  remove: () => void;
  modals: ReactNode;
}

/** Assigns a vendor to a list's selected rows, or removes one from them, each in a dialog. */
export function useBulkVendors(target: BulkTarget): BulkVendors {
  const formats = useShopFormats();
  const assigning = useBulkChange(useFetcher<typeof action>(), "/app/item-vendors", target, (outcome) =>
    describeAssignment(outcome, formats),
  );
  const removing = useBulkChange(useFetcher<typeof action>(), "/app/item-vendors", target, (outcome) =>
    describeRemoval(outcome, formats),
  );
  return {
    assign: assigning.open,
    remove: removing.open,
    modals: (
      <>
        {assigning.dialog && (
          <Suspense>
            <AssignDialog {...assigning.dialog} />
          </Suspense>
        )}
        {removing.dialog && (
          <Suspense>
            <RemoveDialog {...removing.dialog} />
          </Suspense>
        )}
      </>
    ),
  };
}

type Dialog = NonNullable<ReturnType<typeof useBulkChange<Awaited<ReturnType<typeof action>>>>["dialog"]>;

function AssignDialog({ count, result, saving, apply, close }: Dialog) {
  const { t, quantity } = useShopFormats();
  const search = useVendorChoices();
  const props: ComponentProps<typeof AssignVendorModal> = {
    search,
    title: t("bulk.assignTitle", { count, written: quantity(count) }),
    nameError: result?.kind === "invalid" ? result.errors.vendorName : undefined,
    failure: describeRefusal(result, t),
    saving,
    onAssign: (assignment) => {
      apply(assignmentFields(assignment));
    },
    onClose: close,
  };
  return <AssignVendorModal {...props} />;
}

function RemoveDialog({ count, result, saving, apply, close }: Dialog) {
  const { t } = useShopFormats();
  const search = useVendorChoices({ scope: "all" });
  return (
    <RemoveVendorModal
      search={search}
      count={count}
      failure={describeRefusal(result, t)}
      saving={saving}
      onRemove={(removal) => {
        apply({ change: "remove", ...removal });
      }}
      onClose={close}
    />
  );
}

interface Outcome {
  changed: number;
  unchanged: number;
  planned: boolean;
}

function describeAssignment(outcome: Outcome, formats: ShopFormats): string {
  const { t } = formats;
  if (outcome.changed === 0) return t("bulk.assignedAlready");
  return describeCounts(outcome, formats, { changed: "bulk.assigned", others: "bulk.othersAssigned" });
}

function describeRemoval(outcome: Outcome, formats: ShopFormats): string {
  const { t } = formats;
  if (outcome.changed === 0) return t("bulk.noSuchVendor");
  return describeCounts(outcome, formats, { changed: "bulk.removed", others: "bulk.othersWithoutVendor" });
}

interface CountWords {
  changed: "bulk.assigned" | "bulk.removed";
  others: "bulk.othersAssigned" | "bulk.othersWithoutVendor";
}

function describeCounts(
  { changed, unchanged, planned }: Outcome,
  { t, quantity }: ShopFormats,
  words: CountWords,
): string {
  return [
    t(words.changed, { count: changed, written: quantity(changed) }),
    unchanged === 0 ? "" : t(words.others, { count: unchanged, written: quantity(unchanged) }),
    planned ? "" : t("bulk.plansFollow", { count: changed }),
  ]
    .filter(Boolean)
    .join(" ");
}
