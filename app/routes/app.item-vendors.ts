import type { ActionFunctionArgs } from "@remix-run/node";
import type { TakenVendorSku } from "~/data/item-vendors";
import { authenticate } from "~/shopify.server";
import { changeItemVendors } from "~/sync/change-item-vendors";
import { wordsFor } from "~/words/request-language.server";
import type { Words } from "~/words/words";
import { actorOf } from "./item-policies/actor";
import { readSelectedVariants } from "./item-policies/selected-variants.server";
import { parseItemVendorsForm } from "./item-vendors/parse-item-vendors-form.server";

/**
 * Assigns vendors to the SKUs that the form names, by `variantIds` or a list's `query`, takes them away, or changes their
 * offers. With `seenEntryId`, the latest change that the form's page showed, a later change by somebody else is not
 * overwritten.
 */
export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const { shop } = context.session;
  const form = await request.formData();
  const variantIds = await readSelectedVariants(shop, form);
  const { t } = wordsFor(request);
  const parsed = parseItemVendorsForm(form, variantIds, t);
  if (!parsed.ok) return { kind: "invalid" as const, errors: parsed.errors };

  const seenEntryId = form.get("seenEntryId");
  const outcome = await changeItemVendors(shop, {
    change: parsed.change,
    actor: actorOf(context),
    ...(typeof seenEntryId === "string" && { seenEntryId }),
  });
  if (outcome.kind === "changed") {
    // A list may hold a hundred thousand SKUs: the page needs to know how many.
    const { kind, variants: changed, planned, changeId } = outcome;
    return { kind, changed, unchanged: variantIds.length - changed, planned, changeId };
  }
  if (outcome.kind === "unknown-variants") return { kind: outcome.kind };
  if (outcome.kind === "vendor-sku-taken") {
    return {
      kind: "invalid" as const,
      errors: Object.fromEntries(outcome.taken.map((taken) => toFieldError(taken, t))),
    };
  }
  return outcome;
}

function toFieldError({ vendorId, vendorSku, variant }: TakenVendorSku, t: Words["t"]): [field: string, error: string] {
  return [`${vendorId}.vendorSku`, t("offers.taken", { vendorSku, variant })];
}
