import type { ShopData } from "./shop-data";
import { listDays, localDate } from "./store/calendar";
import type { SandboxInventoryItem, SandboxStore, SandboxVariant } from "./store/types";

/** What a variant had to sell at the begin and the end of a day, in units, over all active locations. */
export interface StockDay {
  /** ISO day in the shop's time zone. */
  day: string;
  starting: number;
  ending: number;
}

/**
 * Reckons the stock of past days back from what there is now: the day before, there was more by what was sold, and nothing
 * on the eve of a day on which goods arrived after all was gone.
 *
 * @param firstDay ISO day
 * @param lastDay ISO day; no later than the last with orders, since what was sold after it is not taken into account
 * @returns the days from the last to the first, but none before the variant existed
 */
export function reckonStock(
  variant: SandboxVariant,
  soldOn: ReadonlyMap<string, number>,
  { data, firstDay, lastDay }: { data: ShopData; firstDay: string; lastDay: string },
): StockDay[] {
  const restocked = new Set(variant.inventoryItem.restockedOn);
  const createdDay = dayFinder(data.store)(variant.createdAt);
  const days: StockDay[] = [];
  let ending = availableNow(variant.inventoryItem, data);
  for (let day = lastDay; day >= firstDay && day >= createdDay; day = dayBefore(day)) {
    const starting = restocked.has(day) ? 0 : ending + (soldOn.get(day) ?? 0);
    days.push({ day, starting, ending });
    ending = starting;
  }
  return days;
}

/**
 * Units that took stock away, by variant id and day, at least those since `firstDay`: cancelled and test orders took none.
 *
 * @param firstDay ISO day; all days when absent
 */
export function sumSales(store: SandboxStore, firstDay = "0001-01-02"): Map<string, Map<string, number>> {
  const sales = new Map<string, Map<string, number>>();
  const dayOf = dayFinder(store);
  // A day begins up to 14 hours before the UTC day of its name.
  const since = dayBefore(firstDay);
  for (const order of store.orders) {
    if (order.createdAt < since || order.cancelledAt !== null || order.test) continue;
    const day = dayOf(order.createdAt);
    for (const { variantId, quantity } of order.lines) {
      if (variantId === null) continue;
      const ofVariant = sales.get(variantId) ?? new Map<string, number>();
      ofVariant.set(day, (ofVariant.get(day) ?? 0) + quantity);
      sales.set(variantId, ofVariant);
    }
  }
  return sales;
}

function availableNow(item: SandboxInventoryItem, data: ShopData): number {
  return item.levels
    .filter(({ locationId }) => data.location(locationId)?.isActive)
    .reduce((sum, { available }) => sum + available, 0);
}

/** Days that are told apart: more than any window, since what happened earlier changes no answer. */
const FOUND_DAYS = 800;
/** Of these, so many after the last order: those on which the sandbox goes on trading. */
const DAYS_TO_COME = 30;
const DAY_MS = 86_400_000;

const dayFinders = new WeakMap<SandboxStore, { ianaTimezone: string; find: (instant: string) => string }>();

/**
 * What finds the calendar day of an instant, for the shop: a look into a list of days, since a million orders would take
 * luxon a minute. Instants before the list fall on its first day.
 */
function dayFinder(store: SandboxStore): (instant: string) => string {
  const { ianaTimezone } = store.shop;
  const known = dayFinders.get(store);
  if (known?.ianaTimezone === ianaTimezone) return known.find;
  const lastInstant = store.orders.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), "1970-01-01");
  const lastDay = localDate(new Date(Date.parse(lastInstant) + DAYS_TO_COME * DAY_MS), ianaTimezone);
  const days = listDays(lastDay, FOUND_DAYS, ianaTimezone);
  const find = (instant: string): string => {
    const instantMs = Date.parse(instant);
    let [first, last] = [0, days.length - 1];
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if ((days[middle]?.startMs ?? 0) <= instantMs) first = middle;
      else last = middle - 1;
    }
    return days[first]?.date ?? "";
  };
  dayFinders.set(store, { ianaTimezone, find });
  return find;
}

const daysBefore = new Map<string, string>();

/** A UTC day has 24 hours, so the calendar can be counted in it. */
function dayBefore(day: string): string {
  const known = daysBefore.get(day);
  if (known !== undefined) return known;
  const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  daysBefore.set(day, before);
  return before;
}
