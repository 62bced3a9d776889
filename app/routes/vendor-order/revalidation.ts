import type { ShouldRevalidateFunction } from "@remix-run/react";
import { revalidateUnlessExporting } from "../reorder-list/revalidation";

/**
 * A changed quantity comes back with its line and the totals: the list need not be read again, and does not change places
 * under the hands of somebody who goes from field to field.
 */
export const revalidateUnlessEditing: ShouldRevalidateFunction = (args) => {
  const isQuantity = args.formAction === "/app/order-edits" && args.formData?.get("intent") === "set-quantity";
  return isQuantity ? false : revalidateUnlessExporting(args);
};
