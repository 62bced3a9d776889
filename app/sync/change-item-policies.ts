import {
  policyChangesSchema,
  storePolicyChanges,
  type PolicyChange,
  type PolicyChangeOutcome,
} from "~/data/item-policies";
import { answerReplanRequests } from "./answer-replan-requests";

export type ChangedPolicies =
  | (Extract<PolicyChangeOutcome, { kind: "changed" }> & {
      /** False when the plans follow in the background. */
      planned: boolean;
    })
  | Exclude<PolicyChangeOutcome, { kind: "changed" }>;

/**
 * Sets terms of planning for items alone, or takes them away so that the vendor's or the shop's hold again; all items or
 * none, with an entry in the audit trail for each term of each item that changed. Then plans these items anew.
 *
 * @throws {ZodError} for values that the shop's settings would refuse too
 */
export async function changeItemPolicies(
  shop: string,
  change: PolicyChange,
  { now = new Date() }: { now?: Date } = {},
): Promise<ChangedPolicies> {
  const changes = policyChangesSchema.parse(change.changes);
  const outcome = await storePolicyChanges(shop, { ...change, changes });
  if (outcome.kind !== "changed") return outcome;
  const planned = await answerReplanRequests(shop, now);
  return { ...outcome, planned };
}
