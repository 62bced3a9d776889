import { readShop, noteStockKnownFrom } from "~/data/shops";
import { storeStockouts } from "~/data/stock-history";
import { logger } from "~/ops/logger";
import { addDays, calendarDay } from "~/planning/calendar";
import { REPORTS_SCOPE } from "~/shopify/access-scopes";
import { readEmptyDays, type EmptyDay } from "~/shopify/stock-report";
import { joinStockouts } from "./join-stockouts";
import type { PullContext } from "./pull-export";

/** Few enough that a page never waits long for the database. */
const VARIANTS_PER_BATCH = 1_000;

/**
 * Reads the days out of stock of the demand window that lie before the recorded history from Shopify's report on inventory,
 * where the shop lets the app see its reports. Best effort: what Shopify does not answer, or the app does not understand,
 * stays unknown, and the next pull asks again.
 */
export async function backfillStock(
  { shop, client, signal }: Pick<PullContext, "shop" | "client" | "signal">,
  { scopes, windowDays, now }: { scopes: readonly string[]; windowDays: number; now: Date },
): Promise<void> {
  if (!scopes.includes(REPORTS_SCOPE)) return;
  const stored = await readShop(shop);
  if (!stored?.timeZone) return;
  const today = calendarDay(now, stored.timeZone);
  const firstDay = addDays(today, -windowDays);
  if (stored.stockKnownFrom !== null && stored.stockKnownFrom <= firstDay) return;
  try {
    const emptyDays = new Map<string, EmptyDay[]>();
    for await (const days of readEmptyDays(client, { firstDay, lastDay: addDays(today, -1) }, { signal })) {
      for (const day of days) {
        const ofVariant = emptyDays.get(day.variantId);
        if (ofVariant) ofVariant.push(day);
        else emptyDays.set(day.variantId, [day]);
      }
    }
    await storeInBatches(shop, [...emptyDays.values()], signal);
    await noteStockKnownFrom(shop, firstDay);
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ err: error, shop }, "Shopify's report on inventory could not be read; its days stay unknown");
  }
}

async function storeInBatches(shop: string, emptyDays: readonly EmptyDay[][], signal: AbortSignal): Promise<void> {
  for (let start = 0; start < emptyDays.length; start += VARIANTS_PER_BATCH) {
    signal.throwIfAborted();
    await storeStockouts(shop, emptyDays.slice(start, start + VARIANTS_PER_BATCH).flatMap(joinStockouts));
  }
}
