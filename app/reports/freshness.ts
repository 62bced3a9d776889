import { readPlannedAt } from "~/data/plan-version";
import { readSyncFacts, type SyncFacts } from "~/data/sync-status";
import { isNumericId } from "./numeric-id";

/** What an open page compares to learn whether it still shows the latest; cheap enough to be asked for every two seconds. */
export interface Freshness {
  /** Grows with every change of the plans that the page shows; null when there is nothing left to show. */
  plans: number | null;
  /** Another text when a pull began, ended or failed. */
  pulls: string;
  /** Whatever changed in Shopify before is taken into account, as far as Shopify told; ISO 8601, null before the first pull. */
  dataAsOf: string | null;
}

/** @param variantId for a page that shows this variant's plan alone */
export async function readFreshness(shop: string, variantId?: string): Promise<Freshness> {
  const [facts, itemVersion] = await Promise.all([
    readSyncFacts(shop),
    variantId === undefined ? undefined : readItemVersion(shop, variantId),
  ]);
  const freshness = describeFreshness(facts);
  return itemVersion === undefined ? freshness : { ...freshness, plans: itemVersion };
}

export function describeFreshness(facts: SyncFacts): Freshness {
  return {
    plans: facts.planVersion,
    pulls: facts.pulls.map(({ kind, status }) => `${kind} ${status}`).join(", "),
    dataAsOf: dataAsOf(facts)?.toISOString() ?? null,
  };
}

/** Whatever changed in Shopify before is taken into account, as far as Shopify told; null before the first pull. */
export function dataAsOf({ lastPullStart: pulled, deliveriesActedOnUntil: told }: SyncFacts): Date | null {
  return pulled !== null && told !== null && told > pulled ? told : pulled;
}

/** A plan that is made anew is a later one. */
async function readItemVersion(shop: string, variantId: string): Promise<number | null> {
  if (!isNumericId(variantId)) return null;
  return (await readPlannedAt(shop, variantId))?.getTime() ?? null;
}
