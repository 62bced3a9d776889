import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { unregisterShop } from "~/sync/shop-lifecycle";

/** Shopify may deliver this more than once, late, and after the shop's sessions are gone. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, triggeredAt } = await authenticate.webhook(request);
  await unregisterShop(shop, new Date(triggeredAt));
  return new Response();
}
