import { useFetcher } from "@remix-run/react";
import type { ComponentProps, ReactNode } from "react";
import { AssignVendorModal } from "~/components/assign-vendor-modal";
import { RemoveVendorModal } from "~/components/remove-vendor-modal";
import { countOf, useShopFormats } from "~/components/shop-formats";
import type { action } from "../app.item-vendors";
import { describeRefusal } from "../item-vendors/describe-refusal";
import { useVendorChoices } from "../item-vendors/use-vendor-choices";
import { assignmentFields } from "../item-vendors/vendor-fields";
import { useBulkChange, type BulkTarget } from "./use-bulk-change";

interface BulkVendors {
  assign: () => void;
  remove: () => void;
  modals: ReactNode;
}

/** Assigns a vendor to a list's selected rows, or removes one from them, each in a dialog. */
export function useBulkVendors(target: BulkTarget): BulkVendors {
  const { quantity } = useShopFormats();
  const assigning = useBulkChange(useFetcher<typeof action>(), "/app/item-vendors", target, (outcome) =>
    describeAssignment(outcome, quantity),
  );
  const removing = useBulkChange(useFetcher<typeof action>(), "/app/item-vendors", target, (outcome) =>
    describeRemoval(outcome, quantity),
  );
  return {
    assign: assigning.open,
    remove: removing.open,
    modals: (
      <>
        {assigning.dialog && <AssignDialog {...assigning.dialog} />}
        {removing.dialog && <RemoveDialog {...removing.dialog} />}
      </>
    ),
  };
}

type Dialog = NonNullable<ReturnType<typeof useBulkChange<Awaited<ReturnType<typeof action>>>>["dialog"]>;

function AssignDialog({ count, result, saving, apply, close }: Dialog) {
  const { t, quantity } = useShopFormats();
  const choices = useVendorChoices();
  const props: ComponentProps<typeof AssignVendorModal> = {
    ...choices,
    title: `Assign a vendor to ${countOf(count, "SKU", quantity(count))}`,
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
  const choices = useVendorChoices({ withArchived: true });
  return (
    <RemoveVendorModal
      {...choices}
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

function describeAssignment({ changed, unchanged, planned }: Outcome, quantity: (value: number) => string): string {
  if (changed === 0) return "These SKUs had it so already.";
  const had = unchanged === 0 ? "" : `; ${quantity(unchanged)} had it so already`;
  return `${countOf(changed, "SKU", quantity(changed))} assigned${had}${describeWait(planned)}`;
}

function describeRemoval({ changed, unchanged, planned }: Outcome, quantity: (value: number) => string): string {
  if (changed === 0) return "These SKUs have no such vendor.";
  const had = unchanged === 0 ? "" : `; ${quantity(unchanged)} had no such vendor`;
  return `Removed from ${countOf(changed, "SKU", quantity(changed))}${had}${describeWait(planned)}`;
}

function describeWait(planned: boolean): string {
  return planned ? "." : ". Their plans follow in the background.";
}
