import { readSyncStatus } from "~/data/sync-status";
import { enqueueRun, retryRun } from "./job-queue";

/**
 * Reads the shop from Shopify now, whatever the age of its data: what changed since the last pull, or all of it to compare;
 * or, before there was a pull, everything, from where an earlier attempt stopped. Returns at once.
 */
export async function pullNow(
  shop: string,
  kind: "refresh" | "reconciliation" = "refresh",
): Promise<"started" | "under-way"> {
  const { running, hasPlan } = await readSyncStatus(shop);
  if (running) return "under-way";
  if (hasPlan) return (await enqueueRun(shop, kind)) ? "started" : "under-way";
  await retryRun(shop, "first-pull");
  return "started";
}
