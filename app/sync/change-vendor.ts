import { mergeVendors, type MergedVendors, type VendorMerger } from "~/data/merge-vendors";
import { inTransaction } from "~/data/transaction";
import { storeNewVendor, storeVendorChange, vendorDetailsSchema, type VendorChange } from "~/data/vendor-details";
import { answerReplanRequests } from "./answer-replan-requests";

interface Clock {
  now?: Date;
}

/**
 * Makes a vendor's details what the merchant entered, with an entry in the audit trail for each field that changed, and
 * plans anew what is ordered from the vendor when the change concerns plans.
 *
 * @throws {ZodError} for details that no form would let through
 */
export async function changeVendor(shop: string, change: VendorChange, { now = new Date() }: Clock = {}) {
  const details = vendorDetailsSchema.parse(change.details);
  const outcome = await storeVendorChange(shop, { ...change, details });
  if (outcome.kind === "changed") await answerReplanRequests(shop, now);
  return outcome;
}

/**
 * Adds a vendor by hand. No plan rests on it before it supplies something.
 *
 * @throws {ZodError} for details that no form would let through
 */
export async function addVendor(shop: string, { details, actor }: Pick<VendorChange, "details" | "actor">) {
  return storeNewVendor(shop, { details: vendorDetailsSchema.parse(details), actor });
}

/**
 * Makes two vendors one, and plans anew what was ordered from the one that is no more.
 *
 * @returns null when the shop has not both of them, or they are one
 */
export async function mergeVendorInto(
  shop: string,
  merger: VendorMerger,
  { now = new Date() }: Clock = {},
): Promise<MergedVendors | null> {
  if (merger.fromId === merger.intoId) return null;
  const merged = await inTransaction((transaction) => mergeVendors(transaction, shop, merger));
  if (merged !== null) await answerReplanRequests(shop, now);
  return merged;
}
