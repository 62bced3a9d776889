import { readSettings } from "~/data/shop-settings";
import { forgetOrdersKnownFrom, readShop } from "~/data/shops";
import { refreshTableStatistics } from "~/data/table-statistics";
import { addDays, calendarDay } from "~/planning/calendar";
import { readShopFacts } from "~/shopify/shop-facts";
import { backfillStock } from "./backfill-stock";
import { firstVisibleDay, hasGap, olderOrdersToPull, ordersToPull, type ShopOrders } from "./orders-to-pull";
import { pullCatalogue } from "./pull-catalogue";
import type { PullContext } from "./pull-export";
import { pullOrders } from "./pull-orders";
import { pullShop, readShopOrders } from "./pull-shop";
import { replanShop } from "./replan";

/**
 * Pulls a whole shop and plans it: shop, locations, catalogue with levels, and orders, all of the demand window the first
 * time and later those that changed.
 */
export async function runPull(context: PullContext, now: Date): Promise<void> {
  const { shop, progress, signal } = context;
  const { facts } = await pullShop(context);
  const orders = await readShopOrders(shop, facts, now);
  const { demandWindowDays } = await readSettings(shop);
  const wanted = ordersToPull(orders, demandWindowDays);
  progress.state.cutWindow = isWindowCut(orders, demandWindowDays);
  if (hasGap(orders)) await forgetOrdersKnownFrom(shop);

  const [, deriveDemand] = await bothOrNeither(context, [
    (half) => pullCatalogue(half, { requestsPlans: false }),
    (half) => pullOrders(half, facts.timeZone, wanted),
  ]);
  await backfillStock(context, { scopes: facts.scopes, windowDays: demandWindowDays, now });
  await progress.enter("deriving");
  await refreshTableStatistics(["stock_days", "order_lines"]);
  await deriveDemand();
  await refreshTableStatistics(["daily_demand"]);
  await progress.enter("planning");
  await replanShop(shop, { now, signal });
  await refreshTableStatistics(["plans", "plan_search"]);
}

/** Pulls the orders that are older than the stored ones. The plan changes only when its window reaches back to them. */
export async function runOrderHistory(context: PullContext, now: Date): Promise<void> {
  const { shop, client, progress, signal } = context;
  await progress.enter("shop");
  const facts = await readShopFacts(client, { signal });
  const orders = await readShopOrders(shop, facts, now);
  const older = olderOrdersToPull(orders);
  if (!older) return;
  const deriveDemand = await pullOrders(context, facts.timeZone, older);
  await progress.enter("deriving");
  await refreshTableStatistics(["order_lines"]);
  await deriveDemand();
  await refreshTableStatistics(["daily_demand"]);
  const { demandWindowDays } = await readSettings(shop);
  const windowStart = addDays(calendarDay(now, facts.timeZone), -demandWindowDays);
  if (orders.ordersKnownFrom === null || orders.ordersKnownFrom <= windowStart) return;
  await progress.enter("planning");
  await replanShop(shop, { now, signal });
}

/** Whether orders older than the stored ones can be pulled. */
export async function lacksOrderHistory(shop: string, now: Date): Promise<boolean> {
  const stored = await readShop(shop);
  if (!stored?.timeZone) return false;
  const { timeZone, scopes, ordersKnownFrom } = stored;
  return olderOrdersToPull({ now, timeZone, scopes, ordersKnownFrom }) !== null;
}

export function isWindowCut(orders: ShopOrders, windowDays: number): boolean {
  const visible = firstVisibleDay(orders);
  const windowStart = addDays(calendarDay(orders.now, orders.timeZone), -windowDays);
  const knownFrom = orders.ordersKnownFrom ?? visible;
  return visible !== null && knownFrom !== null && knownFrom > windowStart;
}

/** Runs two halves of a pull at the same time. When one fails the other stops, and both have ended when this returns. */
async function bothOrNeither<A, B>(
  context: PullContext,
  [first, second]: [(half: PullContext) => Promise<A>, (half: PullContext) => Promise<B>],
): Promise<[A, B]> {
  const stop = new AbortController();
  const half = { ...context, signal: AbortSignal.any([context.signal, stop.signal]) };
  const stopOther = (error: unknown) => {
    stop.abort(error);
    throw error;
  };
  const halves = [first(half).catch(stopOther), second(half).catch(stopOther)] as const;
  await Promise.allSettled(halves);
  return Promise.all(halves);
}
