import { setImmediate as nextTurn } from "node:timers/promises";
import { readCalibratedDemands } from "~/data/calibrated-demand";
import { readCalibration } from "~/data/calibrations";
import { noteWholePlanning } from "~/data/plan-age";
import { readVariantsForPlan, type VariantForPlan } from "~/data/plan-inputs";
import { prunePlanHistory, recordPlanHistory } from "~/data/plan-history";
import { endReplanRequests, noteUnplannable, readReplanRequests, type ReplanRequest } from "~/data/replan-requests";
import {
  deletePlansOfDeletedVariants,
  drawPlanningNumber,
  PLAN_BATCH,
  readVelocityDeciles,
  storePlans,
} from "~/data/plans";
import { readSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { addDays, calendarDay, daysBetween } from "~/planning/calendar";
import type { Calibration } from "~/planning/calibration";
import { planVariant } from "~/planning/plan";
import { planColumns } from "~/planning/plan-columns";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { completeShopTerms, resolveTerms, type ItemTerms, type ResolvedTerms } from "~/planning/resolve-terms";
import { logger } from "~/ops/logger";
import {
  NO_DEMAND_YET,
  readAllDemand,
  readDemandOf,
  velocityDeciles,
  type VariantDemand,
  type WindowDays,
} from "./window-demand";

const REQUEST_BATCH = 2_000;

/** A moment and a shop's choices, by which its variants are planned. */
interface Planning extends WindowDays {
  currency: string;
  /** What holds for an item for which nothing else is set. */
  shopTerms: ItemTerms;
  overstockDays: number;
  /** The merchant's choice. */
  wholeWindowDays: number;
  /** What the shop's replayed history teaches; null while it is too thin. */
  calibration: Calibration | null;
  /** When reading of the inputs began. */
  plannedAt: Date;
  /** Of two plans, the one of the planning with the higher number stays, whichever is stored first. */
  planningNumber: string;
  /** Since when all plans have to be made anew, as it was known then; null when that was not asked for. */
  replanAskedAt: Date | null;
}

interface ReplanOptions {
  /** Decides which day is today. */
  now?: Date;
  signal?: AbortSignal;
  /** Told after each batch how many were planned so far. */
  onProgress?: (planned: number) => Promise<void>;
}

// No change is lost as long as a planning reads in this order: the requests that it will end, then its number, then all
// that plans rest on. What a request was made for is there once the request is. So the plans of this planning know of it, and
// those of every planning with a higher number, which alone can stand in their place. A request that is made later is another
// one, which this planning does not end, whether its plan happens to know of the change or not.

/**
 * Plans every variant of a shop from the stored facts and stores the plans, except where a plan that began later is stored.
 *
 * @returns the number of variants planned
 * @throws when the shop's time zone and currency are not known yet
 */
export async function replanShop(
  shop: string,
  { now = new Date(), signal, onProgress }: ReplanOptions = {},
): Promise<number> {
  const requests = await readAllRequests(shop, signal);
  const planning = await beginPlanning(shop, now);
  const demands = await readAllDemand(planning, signal);
  const deciles = velocityDeciles(demands);
  let planned = 0;
  for (let after = "-1"; ;) {
    signal?.throwIfAborted();
    const variants = await readVariantsForPlan(shop, { after, limit: PLAN_BATCH });
    const last = variants.at(-1);
    if (!last) break;
    const failedIds = await planAllThatCanBe(planning, variants, demands, deciles);
    const asked = variants.flatMap(({ variantId }) => requests.get(variantId) ?? []);
    await endReplanRequests(shop, without(failedIds, asked));
    planned += variants.length;
    after = last.variantId;
    await onProgress?.(planned);
  }
  await deletePlansOfDeletedVariants(shop);
  const { plannedAt, today, replanAskedAt } = planning;
  await noteWholePlanning(shop, { plannedAt, windowEnd: addDays(today, -1), askedAt: replanAskedAt });
  await prunePlanHistory(shop, planning.today);
  return planned;
}

/**
 * Plans the variants for which a new plan was asked for, and only these.
 *
 * @param isTimeUp leaves the rest to somebody else
 * @returns how many were planned
 */
export async function replanRequested(
  shop: string,
  { now = new Date(), signal, onProgress, isTimeUp = () => false }: ReplanOptions & { isTimeUp?: () => boolean } = {},
): Promise<number> {
  let planned = 0;
  for (let after = "-1"; !isTimeUp();) {
    signal?.throwIfAborted();
    const requests = await readReplanRequests(shop, { after, limit: PLAN_BATCH });
    const last = requests.at(-1);
    if (!last) break;
    const planning = await beginPlanning(shop, now);
    const { variants, demands, deciles } = await readInputs(
      planning,
      requests.map(({ variantId }) => variantId),
    );
    const failedIds = await planAllThatCanBe(planning, variants, demands, deciles);
    await endReplanRequests(shop, without(failedIds, requests));
    planned += requests.length;
    after = last.variantId;
    await onProgress?.(planned);
  }
  return planned;
}

/** Plans a few variants anew, for instance after a change of their stock. Their velocity deciles stay as they are. */
export async function replanVariants(
  shop: string,
  variantIds: readonly string[],
  { now = new Date() }: { now?: Date } = {},
): Promise<void> {
  if (variantIds.length === 0) return;
  const planning = await beginPlanning(shop, now);
  const { variants, demands, deciles } = await readInputs(planning, variantIds);
  await planAndStore(planning, variants, demands, deciles);
}

async function readAllRequests(shop: string, signal?: AbortSignal): Promise<Map<string, ReplanRequest>> {
  const all = new Map<string, ReplanRequest>();
  for (let after = "-1"; ;) {
    signal?.throwIfAborted();
    const requests = await readReplanRequests(shop, { after, limit: REQUEST_BATCH });
    const last = requests.at(-1);
    if (!last) return all;
    for (const request of requests) all.set(request.variantId, request);
    after = last.variantId;
  }
}

function without(variantIds: readonly string[], requests: readonly ReplanRequest[]): ReplanRequest[] {
  return requests.filter(({ variantId }) => !variantIds.includes(variantId));
}

async function beginPlanning(shop: string, now: Date): Promise<Planning> {
  const plannedAt = new Date();
  const planningNumber = await drawPlanningNumber();
  // Before the settings: a wish for other plans that comes with a change of them later is not fulfilled by these.
  const stored = await readShop(shop);
  const [settings, calibration] = await Promise.all([readSettings(shop), readCalibration(shop)]);
  if (!stored?.timeZone || !stored.currency) {
    throw new Error(`The time zone and currency of ${shop} are not known yet: pull the shop before planning it`);
  }
  const today = calendarDay(now, stored.timeZone);
  const knownDays = stored.ordersKnownFrom === null ? 0 : Math.max(0, daysBetween(stored.ordersKnownFrom, today));
  return {
    shop,
    currency: stored.currency,
    shopTerms: completeShopTerms(settings),
    overstockDays: settings.overstockDays,
    today,
    windowDays: Math.min(settings.demandWindowDays, knownDays),
    isFormerWindowKnown: knownDays >= 2 * settings.demandWindowDays,
    wholeWindowDays: settings.demandWindowDays,
    calibration,
    plannedAt,
    planningNumber,
    replanAskedAt: stored.replanAskedAt,
  };
}

async function readInputs(planning: Planning, variantIds: readonly string[]) {
  const { shop } = planning;
  const [demands, deciles, variants] = await Promise.all([
    readDemandOf(planning, variantIds),
    readVelocityDeciles(shop, variantIds),
    readVariantsForPlan(shop, { variantIds }),
  ]);
  return { variants, demands, deciles };
}

/**
 * Where planning several fails, halves of them are tried, so that one that cannot be planned does not hold up the others: it
 * waits, with the reason.
 *
 * @returns the ids of those that cannot be planned
 */
async function planAllThatCanBe(
  planning: Planning,
  variants: readonly VariantForPlan[],
  demands: ReadonlyMap<string, VariantDemand>,
  deciles: ReadonlyMap<string, number>,
): Promise<string[]> {
  try {
    await planAndStore(planning, variants, demands, deciles);
    return [];
  } catch (error) {
    const [first] = variants;
    if (first && variants.length === 1) return [await setAside(planning.shop, first.variantId, error)];
    const middle = Math.ceil(variants.length / 2);
    return [
      ...(await planAllThatCanBe(planning, variants.slice(0, middle), demands, deciles)),
      ...(await planAllThatCanBe(planning, variants.slice(middle), demands, deciles)),
    ];
  }
}

async function setAside(shop: string, variantId: string, error: unknown): Promise<string> {
  // This fails too where the fault is the database's, not the variant's.
  await noteUnplannable(shop, variantId, error instanceof Error ? error.message : String(error));
  logger.error({ err: error, shop, variantId }, "A variant could not be planned");
  return variantId;
}

async function planAndStore(
  planning: Planning,
  variants: readonly VariantForPlan[],
  demands: ReadonlyMap<string, VariantDemand>,
  deciles: ReadonlyMap<string, number>,
): Promise<void> {
  const plannable = variants.map((variant): PlannableVariant => ({
    variant,
    // A variant that was added between the two readings has no demand yet.
    demand: demands.get(variant.variantId) ?? NO_DEMAND_YET,
    resolved: resolveTerms({ ...variant.termLevels, shop: planning.shopTerms }),
  }));
  const calibrated = await readDemandToCalibrate(planning, plannable);
  const plans = plannable.map((one) => ({
    ...planOne(planning, one, calibrated.get(one.variant.variantId) ?? null),
    velocityDecile: deciles.get(one.variant.variantId) ?? null,
  }));
  await nextTurn();
  await storePlans(planning.shop, plans);
  await recordPlanHistory(
    planning.shop,
    variants.map(({ variantId }) => variantId),
  );
  await nextTurn();
}

interface PlannableVariant {
  variant: VariantForPlan;
  demand: VariantDemand;
  resolved: ResolvedTerms;
}

/** The daily demand of the variants that are to be planned by the calibrated method. */
async function readDemandToCalibrate(
  { shop, today, wholeWindowDays, calibration }: Planning,
  plannable: readonly PlannableVariant[],
): Promise<Map<string, CalibratedDemand>> {
  const variants = plannable
    .filter(({ resolved }) => resolved.terms.method === "calibrated")
    .map(({ variant, demand }) => ({
      variantId: variant.variantId,
      days: demand.sums.observedDays + demand.outOfStockDays,
    }));
  if (variants.length === 0) return new Map();
  return readCalibratedDemands(shop, variants, {
    lastDay: addDays(today, -1),
    windowDays: wholeWindowDays,
    calibration,
  });
}

function planOne(
  { overstockDays, today, currency, plannedAt, planningNumber }: Planning,
  { variant, demand, resolved }: PlannableVariant,
  calibrated: CalibratedDemand | null,
) {
  const { tracked, isExcluded, available, incoming, unitCost } = variant;
  const { method: _, ...terms } = resolved.terms;
  const plan = planVariant({
    tracked,
    isExcluded,
    demand: demand.sums,
    stock: { available, incoming },
    terms: { ...terms, overstockDays },
    unitCost,
    today,
    calibrated,
  });
  return {
    variant,
    columns: planColumns(plan),
    termSources: resolved.sources,
    currency,
    outOfStockDays: demand.outOfStockDays,
    demandClass: demand.demandClass,
    formerUnitsSold: demand.formerUnitsSold,
    windowEnd: addDays(today, -1),
    plannedAt,
    planningNumber,
  };
}
