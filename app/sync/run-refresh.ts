import { readPlanWindowEnd } from "~/data/plan-age";
import { deletePlansOfDeletedVariants } from "~/data/plans";
import { readSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { logger } from "~/ops/logger";
import { addDays, calendarDay } from "~/planning/calendar";
import { backfillStock } from "./backfill-stock";
import { changesToPull, ordersToPull } from "./orders-to-pull";
import { pullCatalogue } from "./pull-catalogue";
import { pullCatalogueChanges, pullOrderChanges } from "./pull-changes";
import type { PullContext } from "./pull-export";
import { pullOrders } from "./pull-orders";
import { pullShop, readShopOrders, type PulledShop } from "./pull-shop";
import { replanRequested, replanShop } from "./replan";
import { isWindowCut, runPull } from "./run-pull";

/**
 * Takes over what changed in Shopify since the last pull, and plans the variants to which that made a difference: a few
 * points and a second or two. Where more changed than pages make sense for, a bulk operation takes their place. What was
 * deleted in Shopify is for webhooks and for whole pulls to see.
 */
export async function runRefresh(context: PullContext, now: Date): Promise<void> {
  const pulled = await pullShop(context);
  if (await pullChanges(context, pulled, now)) await planChanges(context, pulled.facts.timeZone, now);
  else await runPull(context, now);
}

/**
 * Takes over what changed in Shopify since the last pull, and asks for the plans.
 *
 * @returns false when there is no last pull to go on from
 */
export async function pullChanges(context: PullContext, pulled: PulledShop, now: Date): Promise<boolean> {
  const { shop, progress } = context;
  const { facts, activeLocationIds, hasNewLocations } = pulled;
  const orders = await readShopOrders(shop, facts, now);
  const since = changesToPull(orders);
  if (since === null) return false;
  const { demandWindowDays } = await readSettings(shop);
  progress.state.cutWindow = isWindowCut(orders, demandWindowDays);
  const changes = { since, timeZone: facts.timeZone, locationIds: activeLocationIds };

  await progress.enter("reading");
  const { catalogue: catalogueExport, orders: ordersExport } = progress.state;
  if (hasNewLocations || catalogueExport || !(await pullCatalogueChanges(context, changes))) {
    await pullCatalogue(context, { requestsPlans: true });
    await deletePlansOfDeletedVariants(shop);
  }
  if (ordersExport || !(await pullOrderChanges(context, changes))) {
    progress.state.replansShop = true;
    const deriveDemand = await pullOrders(context, facts.timeZone, ordersToPull(orders, demandWindowDays));
    await progress.enter("deriving");
    await deriveDemand();
  }
  await backfillKnownStock(context, { scopes: facts.scopes, windowDays: demandWindowDays, now });
  const { missed } = progress.state;
  if (missed > 0) logger.warn({ shop, missed }, "A pull found changes of which no webhook had told");
  return true;
}

/** Days out of stock that Shopify's report tells of now, and did not before, change every plan. */
async function backfillKnownStock(context: PullContext, backfill: Parameters<typeof backfillStock>[1]): Promise<void> {
  const knownFrom = async () => (await readShop(context.shop))?.stockKnownFrom;
  const before = await knownFrom();
  await backfillStock(context, backfill);
  if ((await knownFrom()) !== before) context.progress.state.replansShop = true;
}

/** Another day, another demand window: then every variant is planned anew, and otherwise those whose facts changed. */
export async function planChanges({ shop, progress, signal }: PullContext, timeZone: string, now: Date): Promise<void> {
  await progress.enter("planning");
  const yesterday = addDays(calendarDay(now, timeZone), -1);
  const isCurrent = (await readPlanWindowEnd(shop)) === yesterday;
  if (progress.state.replansShop || !isCurrent) await replanShop(shop, { now, signal });
  else await replanRequested(shop, { now, signal });
}
