import { describeSync, readSyncFacts } from "~/data/sync-status";
import { etagOf } from "~/ops/conditional-request";
import { version as appVersion } from "~/ops/version";
import { CSV_COLUMNS } from "./csv-format";
import { serializeReorderQuery, type ReorderQuery } from "./reorder-query";

/** Changes whenever any row of the shop's reorder list does. */
export type ListVersion = readonly string[];

/**
 * Reads the version of a shop's reorder list; null before its first plan.
 *
 * All that rows and their totals carry stands in `plans`, and the plan version counts whatever is written there. It counts
 * from 0 in a shop that comes back, and from an older number after a backup was restored: hence the installation and the day.
 */
export async function readListVersion(shop: string): Promise<ListVersion | null> {
  const facts = await readSyncFacts(shop);
  if (!describeSync(facts).hasPlan) return null;
  const { planVersion, plannedWindowEnd, stored } = facts;
  return [String(planVersion), stored?.installedAt.toISOString() ?? "", plannedWindowEnd ?? ""];
}

/**
 * The entity tag of what a query asks for; null where the version does not tell: which variants a location stocks is no part of
 * their plans.
 *
 * @param form what else makes the answer another one, such as "csv"
 */
export function etagOfList(listVersion: ListVersion, query: ReorderQuery, form: string): string | null {
  if (query.locationId !== undefined) return null;
  // An app of another version may write the same rows otherwise.
  return etagOf(...listVersion, appVersion, ...CSV_COLUMNS, serializeReorderQuery(query), form);
}
