import { setTimeout as sleep } from "node:timers/promises";
import { storeBacktest } from "~/data/backtests";
import { usesCalibration } from "~/data/calibrations";
import { readDemandSeries, type DaysTo } from "~/data/demand-series";
import { noteReplanAsked } from "~/data/plan-age";
import { readVariantsForPlan, type VariantForPlan } from "~/data/plan-inputs";
import { readSellingVariantIds, readVariantBeginnings, type VariantBeginning } from "~/data/selling-variants";
import { readSettings, type ShopSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { readLastPullStart } from "~/data/sync-runs";
import { addDays, calendarDay, daysBetween } from "~/planning/calendar";
import type { DemandSeries } from "~/planning/demand-history";
import { completeShopTerms, resolveTerms, type ItemTerms } from "~/planning/resolve-terms";
import type { ShopBacktestItem } from "~/planning/shop-backtest";
import { replayInBackground } from "./replay-in-background";
import type { RunContext } from "./run-progress";

/** Of a larger catalogue a sample of so many, so that time and memory stay bounded. */
const MOST_ITEMS = 10_000;
/** Days whose plans are judged at most; the window before the first of them comes on top. */
const MOST_JUDGED_DAYS = 400;
const ID_BATCH = 2_000;
/** Small enough that a page that asks meanwhile does not wait long: the embedded database has one connection. */
const ITEM_BATCH = 100;

/** Which days of a shop are replayed, and by which choices. */
interface Replay {
  shop: string;
  timeZone: string;
  firstDay: string;
  span: DaysTo;
  shopTerms: ItemTerms;
}

/**
 * Replays a shop's stored history and stores what either method would have achieved and what the calibrated one learns from
 * it. The history ends with the last day that is complete: the one before the last pull.
 *
 * Items that sold nothing in all of it are left out: nobody asked for them, so no promise was kept or broken, and thousands
 * of them would make any method look good. Of more than 10,000 items an evenly spread sample is replayed.
 *
 * Where items are planned by what it learns, new plans are asked for.
 */
export async function runBacktest(
  { shop, progress, signal }: RunContext,
  { mostItems = MOST_ITEMS }: { mostItems?: number } = {},
): Promise<void> {
  await progress.enter("reading");
  const settings = await readSettings(shop);
  const replay = await prepareReplay(shop, settings);
  const sold = await readAllSellingVariantIds(replay, signal);
  const variantIds = sampleEvenly(sold, mostItems);
  progress.state.backtest = { items: variantIds.length, judged: 0 };
  await progress.enter("planning");
  const { verdict, itemBacktests, calibration } = await replayInBackground(readItems(replay, variantIds, signal), {
    windowDays: settings.demandWindowDays,
    signal,
    onProgress: async (judged) => {
      progress.state.backtest = { items: variantIds.length, judged };
      await progress.saveSometimes();
    },
  });
  const backtest = {
    computedAt: new Date(),
    windowEnd: replay.span.lastDay,
    firstDay: replay.firstDay,
    items: variantIds.length,
    itemsSold: sold.length,
    settings: choicesOf(settings),
    verdict,
  };
  await storeBacktest(shop, progress.runId, backtest, { itemBacktests, calibration });
  // Once it is stored, since plans that are made until then do not know it, and as a part of the run, so that none ends without.
  if (await usesCalibration(shop)) await noteReplanAsked(shop);
}

/** The last day whose sales are all stored; null before the first pull. */
export async function readLastCompleteDay(shop: string): Promise<string | null> {
  const [stored, lastPullStart] = await Promise.all([readShop(shop), readLastPullStart(shop)]);
  if (!stored?.timeZone || lastPullStart === null) return null;
  return addDays(calendarDay(lastPullStart, stored.timeZone), -1);
}

async function prepareReplay(shop: string, settings: ShopSettings): Promise<Replay> {
  const [stored, lastDay] = await Promise.all([readShop(shop), readLastCompleteDay(shop)]);
  if (!stored?.timeZone || lastDay === null) {
    throw new Error(`The orders of ${shop} are not known yet: pull the shop before replaying its history`);
  }
  const farthest = addDays(lastDay, 1 - settings.demandWindowDays - MOST_JUDGED_DAYS);
  // While no day is known (orders were missed, and are being pulled anew), nothing sold.
  const knownFrom = stored.ordersKnownFrom ?? lastDay;
  const firstDay = [knownFrom, farthest].reduce((later, day) => (day > later ? day : later));
  return {
    shop,
    timeZone: stored.timeZone,
    firstDay,
    span: { lastDay, days: daysBetween(firstDay, lastDay) + 1 },
    shopTerms: completeShopTerms(settings),
  };
}

async function readAllSellingVariantIds({ shop, span }: Replay, signal: AbortSignal): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    signal.throwIfAborted();
    const ids = await readSellingVariantIds(shop, span, { after: all.at(-1) ?? "-1", limit: ID_BATCH });
    if (ids.length === 0) return all;
    all.push(...ids);
  }
}

/** So many of the ids, evenly spread; all of them when there are no more. */
function sampleEvenly(ids: readonly string[], most: number): string[] {
  if (ids.length <= most) return [...ids];
  const share = most / ids.length;
  return ids.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
}

async function* readItems(
  replay: Replay,
  variantIds: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ShopBacktestItem[]> {
  const { shop, span, timeZone } = replay;
  for (let start = 0; start < variantIds.length; start += ITEM_BATCH) {
    signal.throwIfAborted();
    const begin = performance.now();
    const batch = variantIds.slice(start, start + ITEM_BATCH);
    const variants = await readVariantsForPlan(shop, { variantIds: batch });
    const series = await readDemandSeries(shop, batch, span);
    const beginnings = await readVariantBeginnings(shop, batch, timeZone);
    yield variants.flatMap((variant) => {
      const ofVariant = series.get(variant.variantId);
      const beginning = beginnings.get(variant.variantId);
      return ofVariant && beginning ? describeItem(replay, variant, ofVariant, beginning) : [];
    });
    // Half of the time is the pages'.
    await sleep(performance.now() - begin, undefined, { signal });
  }
}

/** Nothing for a variant that was created after the last day. */
function describeItem(
  { firstDay, span, shopTerms }: Replay,
  { variantId, vendorId, vendor, unitCost, termLevels }: VariantForPlan,
  series: DemandSeries,
  { createdDay, demandClass }: VariantBeginning,
): ShopBacktestItem[] {
  const firstPeriod = Math.max(0, daysBetween(firstDay, createdDay));
  if (firstPeriod >= span.days) return [];
  const { terms } = resolveTerms({ ...termLevels, shop: shopTerms });
  return [
    {
      variantId,
      series,
      firstPeriod,
      periodsToCover: terms.leadTimeDays + terms.reviewPeriodDays,
      leadTimeStdDev: terms.leadTimeStdDevDays,
      leadTimePeriods: Math.max(1, Math.round(terms.leadTimeDays)),
      coverPeriods: terms.coverageDays,
      reviewPeriods: Math.max(1, Math.round(terms.reviewPeriodDays)),
      serviceLevel: terms.serviceLevel,
      demandClass,
      vendorId,
      vendor,
      unitCost,
    },
  ];
}

function choicesOf({
  demandWindowDays,
  leadTimeDays,
  leadTimeStdDevDays,
  reviewPeriodDays,
  serviceLevel,
  coverageDays,
}: ShopSettings) {
  return { demandWindowDays, leadTimeDays, leadTimeStdDevDays, reviewPeriodDays, serviceLevel, coverageDays };
}
