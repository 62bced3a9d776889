import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { changeItemPolicies } from "~/sync/change-item-policies";
import { wordsFor } from "~/words/request-language.server";
import { actorOf } from "./item-policies/actor";
import { parsePolicyForm, parseSeenTerms } from "./item-policies/parse-policy-form.server";
import { readSelectedVariants } from "./item-policies/selected-variants.server";

/**
 * Changes the terms of the SKUs that the form names: `variantIds` or a list's `query`. With `seenEntryId`, the latest
 * change that the form's page showed, or `seenTerms`, the terms as it showed them, a change by somebody else since is not
 * overwritten.
 */
export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const { shop } = context.session;
  const form = await request.formData();
  const parsed = parsePolicyForm(form, wordsFor(request).t);
  if (!parsed.ok) return { kind: "invalid" as const, errors: parsed.errors };

  const variantIds = await readSelectedVariants(shop, form);
  const seenEntryId = form.get("seenEntryId");
  const outcome = await changeItemPolicies(shop, {
    variantIds,
    changes: parsed.changes,
    actor: actorOf(context),
    ...(typeof seenEntryId === "string" && { seenEntryId }),
    ...(form.has("seenTerms") && { seenTerms: parseSeenTerms(form) }),
  });
  if (outcome.kind !== "changed") return outcome;
  // A list may hold a hundred thousand SKUs: the page needs to know how many.
  const changed = outcome.variantIds.length;
  const { kind, planned, changeId } = outcome;
  return { kind, changed, unchanged: variantIds.length - changed, planned, changeId };
}
