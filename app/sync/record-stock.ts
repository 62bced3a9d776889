import { setImmediate as nextTurn } from "node:timers/promises";
import { noteStockObserved, readShop } from "~/data/shops";
import { recordStock, type StockObservation } from "~/data/stock-history";
import { calendarDay } from "~/planning/calendar";

/** Few enough that a page never waits long for the database. */
const VARIANTS_PER_BATCH = 2_000;

/**
 * Records the stock of every variant of a shop, after all of its levels were stored as Shopify stated them at `observedAt`.
 */
export async function recordStockOfShop(shop: string, observedAt: Date, signal?: AbortSignal): Promise<void> {
  const observation = await describeObservation(shop, observedAt);
  for (let after: string | null = "-1"; after !== null;) {
    signal?.throwIfAborted();
    after = await recordStock(shop, { after, limit: VARIANTS_PER_BATCH }, observation);
    await nextTurn();
  }
  await noteStockObserved(shop, observedAt, calendarDay(observedAt, observation.timeZone));
}

/** Records the stock of some variants, after their levels were stored as Shopify stated them at `observedAt`. */
export async function recordStockOf(shop: string, variantIds: readonly string[], observedAt: Date): Promise<void> {
  if (variantIds.length === 0) return;
  await recordStock(shop, { variantIds }, await describeObservation(shop, observedAt));
}

/** How stock is recorded that was seen at `observedAt`. */
export async function describeObservation(shop: string, observedAt: Date): Promise<StockObservation> {
  const stored = await readShop(shop);
  if (!stored?.timeZone) {
    throw new Error(`The time zone of ${shop} is not known yet: pull the shop before recording its stock`);
  }
  return { timeZone: stored.timeZone, observedAt, lastObservedAt: stored.stockObservedAt };
}
