import type { ActionFunctionArgs } from "@remix-run/node";
import { logger } from "~/ops/logger";
import { authenticate } from "~/shopify.server";

/**
 * customers/data_request and customers/redact. There is nothing to hand out or to delete: of orders the app stores ids,
 * quantities and dates, and never whose they are.
 */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, topic } = await authenticate.webhook(request);
  logger.info({ shop, topic }, "Answered a customer data request: no customer data are stored");
  return new Response();
}
