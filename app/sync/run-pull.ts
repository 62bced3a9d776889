import { deriveDailyDemand } from "~/data/daily-demand";
import { storeLocations } from "~/data/locations";
import { redateOrderLines } from "~/data/order-lines";
import { readSettings } from "~/data/shop-settings";
import { forgetOrdersKnownFrom, readShop, storeShopFacts, type StoredShop } from "~/data/shops";
import { readLastPullStart } from "~/data/sync-runs";
import { refreshTableStatistics } from "~/data/table-statistics";
import { addDays, calendarDay } from "~/planning/calendar";
import { missingScopes } from "~/shopify/access-scopes";
import { missingScopeError } from "~/shopify/shopify-error";
import { readLocationFacts, readShopFacts, type ShopFacts } from "~/shopify/shop-facts";
import { backfillStock } from "./backfill-stock";
import { firstVisibleDay, hasGap, olderOrdersToPull, ordersToPull, type ShopOrders } from "./orders-to-pull";
import { pullCatalogue } from "./pull-catalogue";
import type { PullContext } from "./pull-export";
import { pullOrders } from "./pull-orders";
import { replanShop } from "./replan";

/**
 * Brings a shop's stored data up to date and plans it anew: shop, locations, catalogue with levels, and orders, all of
 * the demand window the first time and later those that changed. The same for a first pull and a refresh.
 */
export async function runPull(context: PullContext, now: Date): Promise<void> {
  const { shop, progress, signal } = context;
  const facts = await pullShop(context);
  const orders = await readShopOrders(shop, facts, now);
  const { demandWindowDays } = await readSettings(shop);
  const wanted = ordersToPull(orders, demandWindowDays);
  progress.state.cutWindow = isWindowCut(orders, demandWindowDays);
  if (hasGap(orders)) await forgetOrdersKnownFrom(shop);

  const [, deriveDemand] = await bothOrNeither(context, [
    pullCatalogue,
    (half) => pullOrders(half, facts.timeZone, wanted),
  ]);
  await backfillStock(context, { scopes: facts.scopes, windowDays: demandWindowDays, now });
  await progress.enter("deriving");
  await refreshTableStatistics(["variants", "inventory_levels", "stock_days", "order_lines"]);
  await deriveDemand();
  await refreshTableStatistics(["daily_demand"]);
  await progress.enter("planning");
  await replanShop(shop, { now, signal });
  await refreshTableStatistics(["plans"]);
}

/** Pulls the orders that are older than the stored ones. The plan changes only when its window reaches back to them. */
export async function runOrderHistory(context: PullContext, now: Date): Promise<void> {
  const { shop, progress, signal } = context;
  const facts = await pullShop(context);
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
  return olderOrdersToPull({ now, timeZone, scopes, ordersKnownFrom, lastPullStart: null }) !== null;
}

async function pullShop({ shop, client, progress, signal }: PullContext): Promise<ShopFacts> {
  await progress.enter("shop");
  const facts = await readShopFacts(client, { signal });
  const missing = missingScopes(facts.scopes);
  if (missing.length > 0) throw missingScopeError(missing);
  const before = await readShop(shop);
  if (movedToAnotherZone(before, facts)) {
    await redateOrderLines(shop, facts.timeZone);
    await deriveDailyDemand(shop);
  }
  // Only now: a pull that is interrupted before has to find the move again.
  await storeShopFacts(shop, facts);
  await storeLocations(shop, await readLocationFacts(client, { signal }));
  return facts;
}

function movedToAnotherZone(before: StoredShop | null, facts: ShopFacts): boolean {
  return Boolean(before?.timeZone) && before?.timeZone !== facts.timeZone;
}

async function readShopOrders(shop: string, facts: ShopFacts, now: Date): Promise<ShopOrders> {
  const [stored, lastPullStart] = await Promise.all([readShop(shop), readLastPullStart(shop)]);
  const { timeZone, scopes } = facts;
  return { now, timeZone, scopes, ordersKnownFrom: stored?.ordersKnownFrom ?? null, lastPullStart };
}

function isWindowCut(orders: ShopOrders, windowDays: number): boolean {
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
