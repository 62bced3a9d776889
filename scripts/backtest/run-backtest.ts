import {
  backtestReplay,
  calculateFigures,
  CURVE_TARGETS,
  sumTallies,
  type BacktestItem,
  type BacktestOptions,
  type BacktestTally,
  type MethodTallies,
} from "../../app/planning/backtest";
import { countFallbacks, type FallbackCounts } from "../../app/planning/backtest-fallbacks";
import { LEAST_SCORES } from "../../app/planning/calibration-learner";
import { replayCalibration } from "../../app/planning/calibration-replay";
import { DEMAND_CLASSES, type DemandClass } from "../../app/planning/demand-class";
import { DemandHistory } from "../../app/planning/demand-history";
import type { PlanMethod } from "../../app/planning/plan-method";
import { toEpochDay, toIsoDay } from "./demand-records";
import { FaultyInputError } from "./faults";
import type { BacktestCommand } from "./options";
import type { PeriodDemand } from "./periods";
import type { Progress } from "./progress";

/** What a method achieved. */
export interface AchievedFigures {
  coverage: number | null;
  cycleService: number | null;
  fillRate: number | null;
  /** Periods of mean demand. */
  stock: number | null;
}

type ByMethod = Partial<Record<PlanMethod, AchievedFigures>>;

/** What the command prints. */
export interface BacktestReport {
  items: number;
  /** Periods whose plans were judged, the same for every item. */
  origins: number;
  methods: ByMethod;
  curve: ({ target: number } & ByMethod)[];
  /** By class of demand in the first history, classes without an item left out. */
  classes: { class: DemandClass; items: number; methods: ByMethod }[];
  period: string;
  periods: number;
  firstDay: string;
  lastDay: string;
  history: number;
  leadTime: number;
  serviceLevel: number;
  /** Lead times that were judged, over items and origins. */
  leadTimes: number;
  notes: string[];
}

/** Items that are replayed between two looks at the clock. */
const BATCH = 50;

/**
 * Replays the methods on the demand of a file.
 *
 * @throws {FaultyInputError} for a file that is too short, or without an item that sells enough
 */
export function runBacktest(demand: PeriodDemand, command: BacktestCommand, progress: Progress): BacktestReport {
  refuseShortHistory(demand, command);
  const items = chooseItems(demand, command);
  const options: BacktestOptions = {
    windowPeriods: command.history,
    reviewPeriods: command.review,
    stepPeriods: command.step,
    judgedFrom: findJudgedFrom(demand, command),
  };
  const targets = [...new Set([command.serviceLevel, ...CURVE_TARGETS])];
  progress.show("learning from the history");
  const replay = replayCalibration(items, command.history, targets);
  const results = targets.map((): MethodTallies => ({ normal: [], calibrated: [] }));
  for (let start = 0; start < items.length; start += BATCH) {
    progress.show(`replaying SKU ${(start + 1).toLocaleString("en")} of ${items.length.toLocaleString("en")}`);
    backtestReplay(items.slice(start, start + BATCH), targets, options, replay).forEach((batch, index) => {
      for (const method of command.methods) results[index]?.[method].push(...batch[method]);
    });
  }
  const atAsked = results[0] ?? { normal: [], calibrated: [] };
  const fallbacks = command.methods.includes("calibrated") ? countFallbacks(items, options, replay) : null;
  const { leadTimes } = sumTallies(atAsked[command.methods[0] ?? "normal"]);
  return {
    items: items.length,
    origins: leadTimes / items.length,
    methods: figuresByMethod(atAsked, command),
    curve: CURVE_TARGETS.map((target) => ({
      target,
      ...figuresByMethod(results[targets.indexOf(target)] ?? atAsked, command),
    })),
    classes: figuresByClass(items, atAsked, command),
    period: command.period,
    periods: demand.periods,
    firstDay: toIsoDay(demand.firstDay),
    lastDay: toIsoDay(demand.lastDay),
    history: command.history,
    leadTime: command.leadTime,
    serviceLevel: command.serviceLevel,
    leadTimes,
    notes: [...demand.notes, ...(fallbacks ? describeFallbacks(fallbacks, leadTimes) : [])],
  };
}

/** Periods that a plan has to cover, and that judge it: an order placed at one look can be late by the next. */
function periodsToCover({ leadTime, review }: BacktestCommand): number {
  return leadTime + review - 1;
}

function refuseShortHistory({ periods }: PeriodDemand, command: BacktestCommand): void {
  const { history, leadTime, review } = command;
  if (periods >= history + periodsToCover(command)) return;
  const ofReview = review > 1 ? ` + review ${review} - 1` : "";
  throw new FaultyInputError([
    `The file has ${periods} periods; needs history ${history} + lead time ${leadTime}${ofReview}: ` +
      `give more of them, or a shorter --history.`,
  ]);
}

/** Items are chosen from the first history alone: who sells well later is not known at the first origin. */
function chooseItems({ items }: PeriodDemand, command: BacktestCommand): BacktestItem[] {
  const { history, minSalesPeriods } = command;
  const chosen = items.filter(({ units }) => countSellingPeriods(units, history) >= minSalesPeriods);
  if (chosen.length === 0) {
    throw new FaultyInputError([
      `None of the ${items.length.toLocaleString("en")} SKUs has sales in ${minSalesPeriods} of the first ${history} ` +
        "periods: give a lower --min-sales-periods.",
    ]);
  }
  return chosen.map(({ units }) => ({
    series: { units },
    firstPeriod: 0,
    leadTimePeriods: command.leadTime,
    periodsToCover: periodsToCover(command),
    leadTimeStdDev: command.leadTimeStdDev,
    coverPeriods: command.cover,
  }));
}

function countSellingPeriods(units: Float64Array, periods: number): number {
  let selling = 0;
  for (let period = 0; period < periods; period++) if ((units[period] ?? 0) > 0) selling++;
  return selling;
}

function findJudgedFrom({ lastDays, periods }: PeriodDemand, command: BacktestCommand): number {
  const { originsFrom } = command;
  if (originsFrom === null) return 0;
  const day = toEpochDay(originsFrom);
  const last = periods - 1 - periodsToCover(command);
  const judgedFrom = lastDays.findIndex((lastDay) => lastDay >= day);
  if (judgedFrom >= 0 && judgedFrom <= last) return judgedFrom;
  throw new FaultyInputError([
    `No origin from ${originsFrom} on has a whole lead time after it: the last one is ${toIsoDay(lastDays[last] ?? 0)}; ` +
      "give an earlier --origins-from.",
  ]);
}

function figuresByMethod(tallies: MethodTallies, { methods }: BacktestCommand): ByMethod {
  return Object.fromEntries(methods.map((method) => [method, achieved(tallies[method])]));
}

function achieved(tallies: readonly BacktestTally[]): AchievedFigures {
  const { coverage, cycleService, fillRate, stock } = calculateFigures(sumTallies(tallies));
  return { coverage, cycleService, fillRate, stock };
}

function figuresByClass(items: readonly BacktestItem[], tallies: MethodTallies, command: BacktestCommand) {
  const classes = items.map((item) => classOf(item, command.history));
  return DEMAND_CLASSES.flatMap((demandClass) => {
    const isOfClass = (_: BacktestTally, index: number) => classes[index] === demandClass;
    const count = classes.filter((candidate) => candidate === demandClass).length;
    if (count === 0) return [];
    const ofClass = {
      normal: tallies.normal.filter(isOfClass),
      calibrated: tallies.calibrated.filter(isOfClass),
    };
    return [{ class: demandClass, items: count, methods: figuresByMethod(ofClass, command) }];
  });
}

function classOf({ series }: BacktestItem, history: number): DemandClass {
  const { sellingPeriods, pattern } = new DemandHistory(series, 1).statisticsOf(0, history - 1);
  return sellingPeriods === 0 ? "no-sales" : pattern;
}

/** No plan changes its method in silence. */
function describeFallbacks(counts: FallbackCounts, leadTimes: number): string[] {
  const reasons: Record<keyof FallbackCounts, string> = {
    "no-calibration": `fewer than ${LEAST_SCORES} replayed lead times were over, from which to learn`,
    "no-sales": "the SKU sold nothing in its history",
    "short-history": "its history is too short for lead times of this length",
  };
  return (Object.keys(reasons) as (keyof FallbackCounts)[])
    .filter((gap) => counts[gap] > 0)
    .map(
      (gap) =>
        `calibrated planned ${counts[gap].toLocaleString("en")} of ${leadTimes.toLocaleString("en")} lead times as normal: ` +
        `${reasons[gap]}.`,
    );
}
