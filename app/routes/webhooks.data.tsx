import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { receiveDelivery } from "~/sync/receive-delivery";

/** Everything that can change the plan, told apart by topic. What it means is worked out after the answer. */
export async function action({ request }: ActionFunctionArgs) {
  await receiveDelivery(await authenticate.webhook(request));
  return new Response();
}
