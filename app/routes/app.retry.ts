import type { ActionFunctionArgs } from "@remix-run/node";
import { readSyncStatus } from "~/data/sync-status";
import { retryRun } from "~/sync/job-queue";
import { authenticate } from "~/shopify.server";

/** Lets the pull that failed go on where it stopped. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { failure } = await readSyncStatus(session.shop);
  if (failure) await retryRun(session.shop, failure.kind);
  return null;
}
