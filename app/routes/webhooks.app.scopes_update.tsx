import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { changeScopes } from "~/sync/shop-lifecycle";

export async function action({ request }: ActionFunctionArgs) {
  const { shop, payload } = await authenticate.webhook(request);
  await changeScopes(shop, payload);
  return new Response();
}
