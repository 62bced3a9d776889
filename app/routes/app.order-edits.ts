import { data, type ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { parseOrderQuantity } from "~/components/order-quantity-text";
import { numericIdSchema } from "~/reports/numeric-id";
import { readVendorOrderTotals } from "~/reports/vendor-order";
import { authenticate } from "~/shopify.server";
import { editOrderQuantity, resetOrder } from "~/sync/edit-order";
import { wordsFor } from "~/words/request-language.server";
import { isForShopify } from "./embedding/is-for-shopify";
import { actorOf } from "./item-policies/actor";

const formSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("set-quantity"),
    vendorId: numericIdSchema,
    variantId: numericIdSchema,
    quantity: z.string(),
    /** When the edit that the page shows was made; empty where it shows none. */
    seenEditedAt: z.string(),
  }),
  z.object({ intent: z.literal("reset-order"), vendorId: numericIdSchema }),
]);

/** Puts a quantity in the place of the suggested one, or lets all suggestions of a vendor's order hold again. */
export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const { shop } = context.session;
  const form = formSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw data("The form names no line of an order", { status: 400 });
  const { vendorId } = form.data;
  if (form.data.intent === "reset-order") {
    await resetOrder(shop, vendorId);
    return { kind: "reset" as const };
  }
  const { variantId, quantity, seenEditedAt } = form.data;
  const parsed = parseOrderQuantity(quantity, wordsFor(request).t);
  if (!parsed.ok) return { kind: "invalid" as const, error: parsed.error };
  const outcome = await editOrderQuantity(shop, {
    vendorId,
    variantId,
    wanted: parsed.wanted,
    actor: actorOf(context),
    seenEditedAt: seenEditedAt === "" ? null : seenEditedAt,
  });
  const totals = await readVendorOrderTotals(shop, vendorId);
  if (outcome.kind === "unknown-line" || totals === null) return { kind: "unknown-line" as const };
  return { kind: outcome.kind, line: outcome.line, totals };
}

/** A quantity that may not have been stored is said so at its field, instead of taking the page away. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  try {
    // Without an answer there is nothing.
    return (await serverAction<Awaited<ReturnType<typeof action>> | null>()) ?? { kind: "unanswered" as const };
  } catch (error) {
    if (isForShopify(error)) throw error;
    return { kind: "failed" as const };
  }
}
