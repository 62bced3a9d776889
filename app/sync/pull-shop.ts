import { deriveDailyDemand } from "~/data/daily-demand";
import { readActiveLocationIds, storeLocations } from "~/data/locations";
import { redateOrderLines } from "~/data/order-lines";
import { readShop, storeShopFacts } from "~/data/shops";
import { readLastPullStart } from "~/data/sync-runs";
import { missingScopes } from "~/shopify/access-scopes";
import { missingScopeError } from "~/shopify/shopify-error";
import { readLocationFacts, readShopFacts, type ShopFacts } from "~/shopify/shop-facts";
import { haveWebhooksToldAll } from "./missed-changes";
import { LONGEST_LAG_MS, type ShopOrders } from "./orders-to-pull";
import type { PullContext } from "./pull-export";

/** A shop as Shopify describes it now, and what of it became another one. */
export interface PulledShop {
  facts: ShopFacts;
  activeLocationIds: string[];
  /** Whether locations are active whose levels are not all known: new ones, and those that were deactivated. */
  hasNewLocations: boolean;
}

/**
 * Takes over the shop's description and its locations. When that changes every plan, the run notes it before anything is
 * stored, so that its repetition knows too.
 *
 * @throws {ShopifyError} `missing-scope` when the shop does not grant what the app needs
 */
export async function pullShop({ shop, client, progress, signal }: PullContext): Promise<PulledShop> {
  await progress.enter("shop");
  const facts = await readShopFacts(client, { signal });
  const missing = missingScopes(facts.scopes);
  if (missing.length > 0) throw missingScopeError(missing);
  const locations = await readLocationFacts(client, { signal });
  const [stored, knownIds] = await Promise.all([readShop(shop), readActiveLocationIds(shop)]);
  const activeLocationIds = locations.filter(({ active }) => active).map(({ locationId }) => locationId);
  const hasMoved = stored?.timeZone !== facts.timeZone;
  if (hasMoved || stored.currency !== facts.currency || !isSameSet(knownIds, activeLocationIds)) {
    progress.state.replansShop = true;
    await progress.save();
  }
  if (hasMoved && stored?.timeZone) {
    await redateOrderLines(shop, facts.timeZone);
    await deriveDailyDemand(shop);
  }
  // Only now: a pull that is interrupted before has to find the move again.
  await storeShopFacts(shop, facts);
  const hasNewLocations = progress.state.hasNewLocations || activeLocationIds.some((id) => !knownIds.includes(id));
  progress.state.hasNewLocations = hasNewLocations;
  if (hasNewLocations) await progress.save();
  await storeLocations(shop, locations);
  return { facts, activeLocationIds, hasNewLocations };
}

function isSameSet(ids: readonly string[], others: readonly string[]): boolean {
  return ids.length === others.length && ids.every((id) => others.includes(id));
}

/** What decides which orders to pull. */
export async function readShopOrders(shop: string, facts: ShopFacts, now: Date): Promise<ShopOrders> {
  const [stored, lastPullStart] = await Promise.all([readShop(shop), readLastPullStart(shop)]);
  const { timeZone, scopes } = facts;
  return {
    now,
    timeZone,
    scopes,
    ordersKnownFrom: stored?.ordersKnownFrom ?? null,
    lastPullStart,
    webhooksToldAll:
      lastPullStart !== null &&
      !hadGap(stored?.refreshAskedAt ?? null, lastPullStart) &&
      (await haveWebhooksToldAll(shop, lastPullStart)),
  };
}

/** Whether changes of which no webhook told may have been too young for Shopify's search when the last pull began. */
function hadGap(refreshAskedAt: Date | null, lastPullStart: Date): boolean {
  return refreshAskedAt !== null && refreshAskedAt.getTime() > lastPullStart.getTime() - LONGEST_LAG_MS;
}
