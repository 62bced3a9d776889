import { readSyncStatus } from "~/data/sync-runs";
import { enqueueRun, retryRun } from "./job-queue";

/**
 * Reads the shop from Shopify now, whatever the age of its data: what changed since the last pull; or, before there was one,
 * everything, from where an earlier attempt stopped. Returns at once.
 */
export async function pullNow(shop: string): Promise<"started" | "under-way"> {
  const { running, hasPlan } = await readSyncStatus(shop);
  if (running) return "under-way";
  if (hasPlan) return (await enqueueRun(shop, "refresh")) ? "started" : "under-way";
  await retryRun(shop, "first-pull");
  return "started";
}
