import {
  backtestReplay,
  calculateFigures,
  CURVE_TARGETS,
  sumTallies,
  type BacktestItem,
  type BacktestTally,
} from "./backtest";
import type { Calibration } from "./calibration";
import { calibrationAfter, replayCalibration, runPeriodsOf } from "./calibration-replay";
import { DEMAND_CLASSES, type DemandClass } from "./demand-class";
import { PLAN_METHODS, type PlanMethod } from "./plan-method";

/** An item of a shop with its daily history, its terms, and what it is grouped by. All have the same days. */
export interface ShopBacktestItem extends BacktestItem {
  variantId: string;
  /** Whole days between occasions to order; 1 for any day. */
  reviewPeriods: number;
  /** What the merchant asks for this item. */
  serviceLevel: number;
  demandClass: DemandClass;
  vendorId: string | null;
  vendor: string | null;
  /** In the shop's currency; null when the merchant has entered none. */
  unitCost: number | null;
}

/** What one method achieved, each as defined in `backtest.ts`; null where nothing was there to be measured. */
export interface AchievedService {
  coverage: number | null;
  cycleService: number | null;
  fillRate: number | null;
  /** Mean stock on hand, in days of mean demand. */
  stockDays: number | null;
}

export interface MethodOutcome extends AchievedService {
  /** Mean stock on hand in units, of all items together. */
  stockUnits: number;
  /** Its value at cost, of the items that have one; null when none has. */
  stockValue: number | null;
}

/** What became of the promise made for one item. */
export interface ItemBacktest {
  variantId: string;
  promised: number;
  /** Lead times that were judged. */
  leadTimes: number;
  methods: Record<PlanMethod, MethodOutcome>;
}

/** What became of the promises made for several items, each at its own service level. */
export interface BacktestOutcome {
  items: number;
  itemsWithCost: number;
  leadTimes: number;
  /** The mean of the service levels, each item counted once for each lead time. */
  promised: number;
  methods: Record<PlanMethod, MethodOutcome>;
}

/** What all items would have achieved at the same service level, and the stock that it would have cost. */
export interface CurvePoint {
  serviceLevel: number;
  methods: Record<PlanMethod, AchievedService>;
}

/** What a shop's history says of its plans. */
export interface ShopBacktest {
  kind: "judged";
  /** Index of the first and of the last day whose plans were judged by the lead time that followed. */
  firstOrigin: number;
  lastOrigin: number;
  total: BacktestOutcome;
  byDemandClass: { demandClass: DemandClass; outcome: BacktestOutcome }[];
  /** Those that sold most, the largest first. */
  byVendor: { vendorId: string | null; vendor: string | null; outcome: BacktestOutcome }[];
  curve: CurvePoint[];
}

/** Why nothing can be said of a shop's plans: no item has sold yet, or its sales are not known for long enough. */
export type BacktestGap = { kind: "no-sales" } | { kind: "short-history"; missingDays: number };

/** A shop's replayed history, with all that is learnt from it. */
export interface ShopReplay {
  verdict: ShopBacktest | BacktestGap;
  /** Of the items that could be judged. */
  itemBacktests: ItemBacktest[];
  /** What holds after the last day, to plan by; null while too few lead times were over. */
  calibration: Calibration | null;
}

/** Days whose plans can be judged that it takes at least: lead times that overlap tell of these few days alone. */
const LEAST_ORIGINS = 28;
/** More would make the stored result large, and say little of the small ones. */
const MOST_VENDORS = 200;
/** Service levels that are judged besides those of the curve. */
const MOST_OWN_LEVELS = 12;
const LEVEL_DECIMALS = 4;
/** Items between two steps. */
const ITEMS_PER_STEP = 250;

interface JudgedItem {
  item: ShopBacktestItem;
  promised: number;
  tallies: Record<PlanMethod, BacktestTally>;
}

type CurveTallies = Record<PlanMethod, BacktestTally[]>[];

/**
 * Replays the daily history of a shop's items by the protocol of {@link backtestReplay}, each by its own terms and at its
 * own service level, and sums up what either method achieved, for the shop, for each demand class and for the vendors that
 * sold most; and what the history teaches the calibrated method for tomorrow.
 *
 * Service levels are judged to 4 decimals; of more than 12 different ones, items take the nearest of the 12 that are asked
 * for most. Minimum order quantities and packs are left out: they add stock under either method.
 *
 * It takes a while, so it goes step by step: each yields how many items are judged.
 */
export function* replayShop(items: readonly ShopBacktestItem[], windowDays: number): Generator<number, ShopReplay> {
  if (items.length === 0) return { verdict: { kind: "no-sales" }, itemBacktests: [], calibration: null };
  const ownLevels = chooseServiceLevels(items);
  const levels = [...new Set([...CURVE_TARGETS, ...ownLevels])];
  const replay = replayCalibration(items, windowDays, levels);
  const calibration = calibrationAfter(replay, replay.levels.length - 1);
  const missingDays = countMissingDays(items, windowDays);
  if (missingDays > 0) return { verdict: { kind: "short-history", missingDays }, itemBacktests: [], calibration };

  yield 0;
  const judged: JudgedItem[] = [];
  const curve: CurveTallies = CURVE_TARGETS.map(() => ({ normal: [], calibrated: [] }));
  let done = 0;
  for (const step of stepsOf(items)) {
    const results = backtestReplay(
      step,
      levels,
      { windowPeriods: windowDays, reviewPeriods: step[0]?.reviewPeriods ?? 1 },
      replay,
    );
    CURVE_TARGETS.forEach((target, index) => {
      for (const method of PLAN_METHODS) {
        curve[index]?.[method].push(sumTallies(results[levels.indexOf(target)]?.[method] ?? []));
      }
    });
    step.forEach((item, index) => {
      const promised = nearest(ownLevels, item.serviceLevel);
      const { normal, calibrated } = results[levels.indexOf(promised)] ?? {};
      const tallies = { normal: normal?.[index], calibrated: calibrated?.[index] };
      if (isJudged(tallies)) judged.push({ item, promised, tallies });
    });
    done += step.length;
    yield done;
  }
  return { verdict: sumUp(judged, curve, windowDays), itemBacktests: judged.map(describeItem), calibration };
}

/** Days that have to pass until the plans of enough days can be judged for at least one item; 0 when they can. */
function countMissingDays(items: readonly ShopBacktestItem[], windowDays: number): number {
  const counts = items.map((item) => {
    const { first, last } = originsOf(item, windowDays);
    return last - first + 1;
  });
  return Math.max(0, LEAST_ORIGINS - counts.reduce((most, count) => Math.max(most, count), -Infinity));
}

/** From the end of the first whole window to the last day that a whole lead time follows. */
function originsOf(item: ShopBacktestItem, windowDays: number): { first: number; last: number } {
  return { first: item.firstPeriod + windowDays - 1, last: item.series.units.length - 1 - runPeriodsOf(item) };
}

/** Some items at a time, of one review period: a simulation has one for all. */
function* stepsOf(items: readonly ShopBacktestItem[]): Generator<ShopBacktestItem[]> {
  for (const alike of groupBy(items, ({ reviewPeriods }) => reviewPeriods).values()) {
    for (let start = 0; start < alike.length; start += ITEMS_PER_STEP) yield alike.slice(start, start + ITEMS_PER_STEP);
  }
}

/** The service levels that are asked for most. */
function chooseServiceLevels(items: readonly ShopBacktestItem[]): number[] {
  return [...groupBy(items, ({ serviceLevel }) => Number(serviceLevel.toFixed(LEVEL_DECIMALS)))]
    .sort(([, first], [, second]) => second.length - first.length)
    .slice(0, MOST_OWN_LEVELS)
    .map(([level]) => level);
}

function nearest(levels: readonly number[], wanted: number): number {
  return levels.reduce((best, level) => (Math.abs(level - wanted) < Math.abs(best - wanted) ? level : best), Infinity);
}

function isJudged(tallies: Record<PlanMethod, BacktestTally | undefined>): tallies is JudgedItem["tallies"] {
  return PLAN_METHODS.every((method) => (tallies[method]?.leadTimes ?? 0) > 0);
}

function sumUp(judged: readonly JudgedItem[], curve: CurveTallies, windowDays: number): ShopBacktest {
  const origins = judged.map(({ item }) => originsOf(item, windowDays));
  const byClass = groupBy(judged, ({ item }) => item.demandClass);
  const byVendor = [...groupBy(judged, ({ item }) => item.vendorId).values()];
  byVendor.sort((first, second) => unitsAsked(second) - unitsAsked(first));
  return {
    kind: "judged",
    firstOrigin: origins.reduce((least, { first }) => Math.min(least, first), Infinity),
    lastOrigin: origins.reduce((most, { last }) => Math.max(most, last), 0),
    total: sumOutcome(judged),
    byDemandClass: DEMAND_CLASSES.flatMap((demandClass) => {
      const ofClass = byClass.get(demandClass);
      return ofClass ? [{ demandClass, outcome: sumOutcome(ofClass) }] : [];
    }),
    byVendor: byVendor.slice(0, MOST_VENDORS).map((ofVendor) => ({
      vendorId: ofVendor[0]?.item.vendorId ?? null,
      vendor: ofVendor[0]?.item.vendor ?? null,
      outcome: sumOutcome(ofVendor),
    })),
    curve: CURVE_TARGETS.map((serviceLevel, index) => ({
      serviceLevel,
      methods: forEachMethod((method) => achievedService(curve[index]?.[method] ?? [])),
    })),
  };
}

function unitsAsked(judged: readonly JudgedItem[]): number {
  return judged.reduce((sum, { tallies }) => sum + tallies.normal.unitsAsked, 0);
}

function sumOutcome(judged: readonly JudgedItem[]): BacktestOutcome {
  const leadTimes = judged.reduce((sum, { tallies }) => sum + tallies.normal.leadTimes, 0);
  return {
    items: judged.length,
    itemsWithCost: judged.filter(({ item }) => item.unitCost !== null).length,
    leadTimes,
    promised: meanPromise(judged, leadTimes),
    methods: methodOutcomes(judged),
  };
}

/** Around the first, so that the mean of equal promises is that promise, without the noise of adding them up. */
function meanPromise(judged: readonly JudgedItem[], leadTimes: number): number {
  const first = judged[0]?.promised ?? 0;
  const deviations = judged.reduce(
    (sum, { promised, tallies }) => sum + (promised - first) * tallies.normal.leadTimes,
    0,
  );
  return first + deviations / leadTimes;
}

function describeItem(judged: JudgedItem): ItemBacktest {
  const { item, promised, tallies } = judged;
  return {
    variantId: item.variantId,
    promised,
    leadTimes: tallies.normal.leadTimes,
    methods: methodOutcomes([judged]),
  };
}

function methodOutcomes(judged: readonly JudgedItem[]): Record<PlanMethod, MethodOutcome> {
  const costed = judged.filter(({ item }) => item.unitCost !== null);
  return forEachMethod((method) => ({
    ...achievedService(judged.map(({ tallies }) => tallies[method])),
    stockUnits: judged.reduce((sum, { tallies }) => sum + meanStock(tallies[method]), 0),
    stockValue:
      costed.length === 0
        ? null
        : costed.reduce((sum, { item, tallies }) => sum + (item.unitCost ?? 0) * meanStock(tallies[method]), 0),
  }));
}

/** Units; 0 for an item whose whole simulation was warm-up. */
function meanStock({ unitPeriodsOnHand, periods }: BacktestTally): number {
  return periods === 0 ? 0 : unitPeriodsOnHand / periods;
}

function achievedService(tallies: readonly BacktestTally[]): AchievedService {
  const { coverage, cycleService, fillRate, stock } = calculateFigures(sumTallies(tallies));
  return { coverage, cycleService, fillRate, stockDays: stock };
}

function forEachMethod<Value>(describe: (method: PlanMethod) => Value): Record<PlanMethod, Value> {
  return { normal: describe("normal"), calibrated: describe("calibrated") };
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
