import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { changeScopes } from "~/sync/shop-lifecycle";

export async function action({ request }: ActionFunctionArgs) {
  const { shop, body } = await authenticate.webhook(request);
  await changeScopes(shop, body);
  return new Response();
}
