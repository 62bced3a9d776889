import type { ShouldRevalidateFunction } from "@remix-run/react";
import type { clientAction } from "../app.order-edits";
import { revalidateUnlessExporting } from "../reorder-list/revalidation";

/**
 * A changed quantity comes back with its line and the totals: the list need not be read again, and does not change places
 * under the hands of somebody who goes from field to field. Where no answer came back, only reading tells what holds.
 */
export const revalidateUnlessEditing: ShouldRevalidateFunction = (args) => {
  const isQuantity = args.formAction === "/app/order-edits" && args.formData?.get("intent") === "set-quantity";
  const answer = args.actionResult as Awaited<ReturnType<typeof clientAction>> | undefined;
  return isQuantity && answer?.kind !== "unanswered" ? false : revalidateUnlessExporting(args);
};
