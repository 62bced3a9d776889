import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { retryRun } from "~/sync/job-queue";

/** Has the shop's history replayed now, instead of in the coming night. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  await retryRun(session.shop, "backtest");
  return null;
}
