import { readPlannedAt, readPlanVersion } from "~/data/plan-version";
import { readLastPullStart, readLatestPullStates } from "~/data/sync-runs";
import { readDeliveriesActedOnUntil } from "~/data/webhook-deliveries";
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
  const [plans, pulls, dataAsOf] = await Promise.all([
    variantId === undefined ? readPlanVersion(shop) : readItemVersion(shop, variantId),
    readLatestPullStates(shop),
    readDataAsOf(shop),
  ]);
  return { plans, pulls, dataAsOf: dataAsOf?.toISOString() ?? null };
}

/** Whatever changed in Shopify before is taken into account, as far as Shopify told; null before the first pull. */
export async function readDataAsOf(shop: string): Promise<Date | null> {
  const [pulled, told] = await Promise.all([readLastPullStart(shop), readDeliveriesActedOnUntil(shop)]);
  return pulled !== null && told !== null && told > pulled ? told : pulled;
}

/** A plan that is made anew is a later one. */
async function readItemVersion(shop: string, variantId: string): Promise<number | null> {
  if (!isNumericId(variantId)) return null;
  return (await readPlannedAt(shop, variantId))?.getTime() ?? null;
}
