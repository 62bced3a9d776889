import { assembleStore } from "./assemble-store";
import { listDays, localDate } from "./calendar";
import { drawCatalogue } from "./catalogue";
import { sellCatalogue } from "./demand";
import { addLinesOfDeletedVariants } from "./order-incidents";
import { placeOrders } from "./order-drafts";
import { createRandom } from "./random";
import { drawRange } from "./range-demand";
import { GENERATED_SHOP } from "./shop-profile";
import { describeRhythm } from "./trading-rhythm";
import type { SandboxStore } from "./types";

/** Enough for a demand window of 90 days and a year of history behind it. */
const DAYS_OF_ORDERS = 400;

export interface GenerateStoreOptions {
  /** Number of variants, 1 or more. */
  skus?: number;
  /** Any integer; another seed makes another shop. */
  seed?: number;
  /** Orders end with the day before this instant's day in the shop's time zone. */
  now: Date;
}

/**
 * Makes a gift shop with the statistics of a real one (see `demandFacts`) and 400 complete days of orders, ending
 * yesterday in the shop's time zone. The same seed, size and local day make the same shop, to the last digit.
 * Throws a RangeError when `skus` is not a positive whole number.
 */
export function generateStore({ skus = 3800, seed = 1, now }: GenerateStoreOptions): SandboxStore {
  if (!Number.isInteger(skus) || skus < 1) throw new RangeError(`A store needs 1 SKU or more, got ${skus}`);
  const profile = GENERATED_SHOP;
  const days = listDays(localDate(now, profile.ianaTimezone), DAYS_OF_ORDERS + 1, profile.ianaTimezone).slice(0, -1);
  const shapes = drawRange(skus, days.length, createRandom(seed, "range"));
  const catalogue = drawCatalogue(shapes, createRandom(seed, "catalogue"));
  const sales = sellCatalogue(shapes, describeRhythm(days), createRandom(seed, "demand"));
  const prices = catalogue.flatMap((product) => product.variants.map((variant) => variant.price));
  const orders = placeOrders(sales, days, prices, createRandom(seed, "orders"));
  addLinesOfDeletedVariants(orders, createRandom(seed, "deleted variants"));
  return assembleStore({ profile, days, catalogue, orders, seed });
}
