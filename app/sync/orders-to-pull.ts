import { addDays, calendarDay, startOfDay } from "~/planning/calendar";
import { ALL_ORDERS_SCOPE, RECENT_ORDERS_DAYS } from "~/shopify/access-scopes";
import { changedSince } from "~/shopify/searches";

/** Orders are kept this far back: enough for a year's comparison, and for replaying what a plan would have done. */
const HISTORY_DAYS = 400;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * Shopify's search lags behind its data: by seconds, at times by minutes. What is read twice does no harm, but costs points each
 * time.
 */
const USUAL_LAG_MS = 10 * 60_000;
/** Where nothing but the search tells of a change, nobody else makes up for a longer lag. */
export const LONGEST_LAG_MS = HOUR_MS;

/** Which orders a pull asks for. */
export interface OrdersToPull {
  /** In Shopify's search syntax. */
  search: string;
  /** First day from which every order is known once the pull is complete; null when the pull does not change it. */
  knownFrom: string | null;
}

export interface ShopOrders {
  now: Date;
  /** IANA name. */
  timeZone: string;
  /** Granted access scopes. */
  scopes: readonly string[];
  /** First day from which every order is stored; null when none is. */
  ordersKnownFrom: string | null;
  /** When the last successful pull began; null before the first. */
  lastPullStart: Date | null;
  /** Whether webhooks have come without a gap, and told of all that pulls of the last day have found. */
  webhooksToldAll: boolean;
}

/** The first day of the shop of which Shopify shows the app every order, when it hides older ones; null when it doesn't. */
export function firstVisibleDay({
  now,
  timeZone,
  scopes,
}: Pick<ShopOrders, "now" | "timeZone" | "scopes">): string | null {
  if (scopes.includes(ALL_ORDERS_SCOPE)) return null;
  // The day on which the 60 days begin is seen in part.
  const partialDay = calendarDay(new Date(now.getTime() - RECENT_ORDERS_DAYS * DAY_MS), timeZone);
  return addDays(partialDay, 1);
}

/** Whether orders were changed, or even came and went out of sight, since the last pull, without the app seeing them. */
export function hasGap({ now, scopes, lastPullStart }: ShopOrders): boolean {
  if (lastPullStart === null || scopes.includes(ALL_ORDERS_SCOPE)) return false;
  return now.getTime() - lastPullStart.getTime() + LONGEST_LAG_MS > RECENT_ORDERS_DAYS * DAY_MS;
}

/** What changed in Shopify since then may be missing here; null when everything may be. */
export function changesToPull(orders: ShopOrders): Date | null {
  const { lastPullStart, ordersKnownFrom, webhooksToldAll } = orders;
  if (lastPullStart === null || ordersKnownFrom === null || hasGap(orders)) return null;
  return new Date(lastPullStart.getTime() - (webhooksToldAll ? USUAL_LAG_MS : LONGEST_LAG_MS));
}

/**
 * The orders that bring the stored ones up to date: those that changed since the last pull or, when nothing is stored or
 * something was missed, all of the demand window.
 *
 * @param windowDays length of the demand window, in days
 */
export function ordersToPull(orders: ShopOrders, windowDays: number): OrdersToPull {
  const { now, timeZone } = orders;
  const since = changesToPull(orders);
  if (since !== null) return { search: changedSince(since), knownFrom: null };
  const windowStart = addDays(calendarDay(now, timeZone), -windowDays);
  const visible = firstVisibleDay(orders);
  const knownFrom = visible !== null && visible > windowStart ? visible : windowStart;
  return { search: createdFrom(windowStart, timeZone), knownFrom };
}

/**
 * The orders older than those that are stored, back to {@link HISTORY_DAYS}; null when there are none to pull, or Shopify
 * hides them.
 */
export function olderOrdersToPull(
  orders: Pick<ShopOrders, "now" | "timeZone" | "scopes" | "ordersKnownFrom">,
): OrdersToPull | null {
  const { now, timeZone, ordersKnownFrom } = orders;
  if (ordersKnownFrom === null || firstVisibleDay(orders) !== null) return null;
  const historyStart = addDays(calendarDay(now, timeZone), -HISTORY_DAYS);
  if (historyStart >= ordersKnownFrom) return null;
  const until = startOfDay(ordersKnownFrom, timeZone).toISOString();
  return { search: `${createdFrom(historyStart, timeZone)} created_at:<'${until}'`, knownFrom: historyStart };
}

/** The search for orders of a day and of later ones. */
export function createdFrom(day: string, timeZone: string): string {
  return `created_at:>='${startOfDay(day, timeZone).toISOString()}'`;
}
