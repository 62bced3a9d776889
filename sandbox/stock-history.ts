import { DateTime } from "luxon";
import type { ShopData } from "./shop-data";
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
  const createdDay = dayOf(variant.createdAt, data.shop.ianaTimezone);
  const days: StockDay[] = [];
  let ending = availableNow(variant.inventoryItem, data);
  for (let day = lastDay; day >= firstDay && day >= createdDay; day = dayBefore(day)) {
    const starting = restocked.has(day) ? 0 : ending + (soldOn.get(day) ?? 0);
    days.push({ day, starting, ending });
    ending = starting;
  }
  return days;
}

/** Units that took stock away, by variant id and day: cancelled and test orders took none. */
export function sumSales(store: SandboxStore): Map<string, Map<string, number>> {
  const sales = new Map<string, Map<string, number>>();
  for (const order of store.orders) {
    if (order.cancelledAt !== null || order.test) continue;
    const day = dayOf(order.createdAt, store.shop.ianaTimezone);
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

function dayOf(instant: string, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone }).toISODate() ?? "";
}

/** A UTC day has 24 hours, so the calendar can be counted in it. */
function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
