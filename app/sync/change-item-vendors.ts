import {
  itemVendorsChangeSchema,
  storeItemVendorsChange,
  type ItemVendorsOutcome,
  type ItemVendorsRequest,
} from "~/data/item-vendors";
import { answerReplanRequests } from "./answer-replan-requests";

export type ChangedItemVendors =
  | (Extract<ItemVendorsOutcome, { kind: "changed" }> & {
      /** False when the plans follow in the background. */
      planned: boolean;
    })
  | Exclude<ItemVendorsOutcome, { kind: "changed" }>;

/**
 * Assigns vendors to items, takes them away, or changes what they offer the items for; all or nothing, with an entry in
 * the audit trail for each vendor of each item that changed. Then plans those items anew whose preferred vendor, or its
 * offer, is another one.
 *
 * @throws {ZodError} for a change that {@link itemVendorsChangeSchema} refuses
 */
export async function changeItemVendors(
  shop: string,
  request: ItemVendorsRequest,
  { now = new Date() }: { now?: Date } = {},
): Promise<ChangedItemVendors> {
  const change = itemVendorsChangeSchema.parse(request.change);
  const outcome = await storeItemVendorsChange(shop, { ...request, change });
  if (outcome.kind !== "changed") return outcome;
  const planned = await answerReplanRequests(shop, now);
  return { ...outcome, planned };
}
