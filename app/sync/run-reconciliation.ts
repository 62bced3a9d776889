import { deletePlansOfDeletedVariants } from "~/data/plans";
import { readSettings } from "~/data/shop-settings";
import type { Comparison } from "~/data/sync-runs";
import { refreshTableStatistics } from "~/data/table-statistics";
import { addDays, calendarDay } from "~/planning/calendar";
import { logger } from "~/ops/logger";
import { compareOrders, type OrderDays } from "./compare-orders";
import { beginComparison, isOnItsWay, noteDifference } from "./comparison";
import { firstVisibleDay, type ShopOrders } from "./orders-to-pull";
import { pullCatalogue, type CatalogueDifferences, type UnlistedFacts } from "./pull-catalogue";
import type { PullContext } from "./pull-export";
import { pullShop, readShopOrders, type PulledShop } from "./pull-shop";
import { runPull } from "./run-pull";
import { planChanges, pullChanges } from "./run-refresh";

/**
 * Compares everything that is stored with what Shopify has, and puts right what differs: the whole catalogue with its levels,
 * and the orders of the demand window. First what changed is pulled as by any refresh, so that a difference is something that
 * webhooks and refreshes have missed, and something deleted of which no webhook told.
 */
export async function runReconciliation(context: PullContext, now: Date): Promise<void> {
  const { shop, progress } = context;
  const pulled = await pullShop(context);
  const { timeZone } = pulled.facts;
  const orders = await readShopOrders(shop, pulled.facts, now);
  const comparison = progress.state.comparison ?? (await bringUpToDate(context, pulled, now));
  if (!comparison) return runPull(context, now);

  const unlisted = await pullCatalogue(context, {
    requestsPlans: true,
    onDifferences: (differences) => noteCatalogueDifferences(comparison, differences),
  });
  noteUnlisted(comparison, unlisted, pulled.activeLocationIds);
  await deletePlansOfDeletedVariants(shop);
  const { demandWindowDays } = await readSettings(shop);
  await compareOrders(context, { timeZone, ...daysToCompare(orders, demandWindowDays) }, comparison);
  await refreshTableStatistics(["stock_days", "order_lines", "daily_demand"]);
  await planChanges(context, timeZone, now);
  comparison.finishedAt = new Date().toISOString();
  await progress.save();
  const { compared, differences } = comparison;
  logger.info({ shop, compared, differences }, "Compared the shop's stored data with Shopify's");
}

/** @returns the comparison that can begin then; null when the shop has to be pulled from the start */
async function bringUpToDate(context: PullContext, pulled: PulledShop, now: Date): Promise<Comparison | null> {
  const { progress } = context;
  const comparison = beginComparison(new Date());
  if (!(await pullChanges(context, pulled, now))) return null;
  // A bulk operation that took the place of pages is not the one to compare with.
  delete progress.state.catalogue;
  progress.state.comparison = comparison;
  await progress.save();
  return comparison;
}

function noteCatalogueDifferences(comparison: Comparison, { stated, variants, levels }: CatalogueDifferences): void {
  comparison.compared.variant += stated.variants.length;
  comparison.compared.level += stated.levels.length;
  const variantTimes = new Map(stated.variants.map(({ variantId, updatedAt }) => [variantId, updatedAt]));
  for (const { variantId, isNew } of variants) {
    if (isOnItsWay(comparison, variantTimes.get(variantId) ?? comparison.begunAt)) continue;
    noteDifference(comparison, "variant", isNew ? "missing" : "different", variantId);
  }
  const levelTimes = new Map(stated.levels.map((level) => [idOfLevel(level), level.updatedAt]));
  for (const level of levels) {
    const id = idOfLevel(level);
    if (isOnItsWay(comparison, levelTimes.get(id) ?? comparison.begunAt)) continue;
    noteDifference(comparison, "level", level.isNew ? "missing" : "different", id);
  }
}

/** The levels of what is gone, and those at closed locations, go with it. */
function noteUnlisted(comparison: Comparison, { variants, levels }: UnlistedFacts, activeLocationIds: string[]): void {
  for (const { variantId } of variants) noteDifference(comparison, "variant", "extra", variantId);
  const goneItemIds = new Set(variants.map(({ inventoryItemId }) => inventoryItemId));
  for (const level of levels) {
    if (goneItemIds.has(level.inventoryItemId) || !activeLocationIds.includes(level.locationId)) continue;
    noteDifference(comparison, "level", "extra", idOfLevel(level));
  }
}

function idOfLevel({ inventoryItemId, locationId }: { inventoryItemId: string; locationId: string }): string {
  return `${inventoryItemId}@${locationId}`;
}

/** The days of the demand window and today, as far as Shopify shows their orders and they are stored. */
function daysToCompare(orders: ShopOrders, windowDays: number): Pick<OrderDays, "firstDay" | "lastDay"> {
  const today = calendarDay(orders.now, orders.timeZone);
  const windowStart = addDays(today, -windowDays);
  const limits = [windowStart, firstVisibleDay(orders), orders.ordersKnownFrom].filter((day) => day !== null);
  return { firstDay: limits.reduce((latest, day) => (day > latest ? day : latest)), lastDay: today };
}
