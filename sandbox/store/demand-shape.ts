import { demandFacts } from "./demand-facts";
import type { CurvePoint } from "./percentile-curve";
import { curveThrough, logValueAtScore, valueAtScore } from "./percentile-curve";
import type { Random } from "./random";

/** How one SKU sells. */
export interface DemandShape {
  /** Days with a sale as a share of all days of the calendar, closed days and days before the launch included. */
  shareOfDaysWithSale: number;
  /** Mean units of a day with a sale, at least 1. */
  meanUnitsOnSellingDay: number;
  /** Standard deviation of those units. */
  unitsStdDev: number;
  /** Where in the calendar the SKU's life begins: 0 at the first day or before, 1 at the last. */
  launch: number;
  /** Natural logarithm of demand's growth over the whole calendar, the season left out; below 0 for a dying SKU. */
  logGrowth: number;
  unitPrice: number;
}

type ShapeCurves = Record<"share" | "units" | "variation" | "price" | "launch" | "growth", CurvePoint[]>;

/** Launches of the very last days are not drawn here but by `drawRange`. */
const LATEST_LAUNCH = 0.95;

const GROUP_CURVES: ShapeCurves[] = demandFacts.groupsFromSlowestToFastest.map((group) => ({
  share: curveThrough(group.shareOfDaysWithSale),
  units: curveThrough(group.meanUnitsOnSellingDay),
  variation: curveThrough(group.variationOfUnitsOnSellingDay),
  price: curveThrough(group.unitPrice),
  launch: endBefore(LATEST_LAUNCH, curveThrough(group.firstSaleAsShareOfYear)),
  growth: curveThrough(group.secondHalfOverFirstHalfUnits),
}));

export const SPEED_GROUPS = GROUP_CURVES.length;

/** The season alone makes the second half of the shop's year this much busier than the first. */
const SEASONAL_GROWTH = 1.45;

/** Cheap goods sell in larger quantities: correlation of the two on the normal scale. Our own estimate. */
const PRICE_QUANTITY_CORRELATION = -0.6;

/** Late launches are among the SKUs whose second half outsells the first, so the two figures are drawn together. */
const LAUNCH_GROWTH_CORRELATION = 0.8;

/** From this launch on a SKU had no first half to compare with, and growth within its life is taken as flat. */
const LATEST_LAUNCH_WITH_GROWTH = 0.3;

/** Draws one SKU of a speed group, 0 (slowest) to `SPEED_GROUPS` − 1. */
export function drawDemandShape(speedGroup: number, random: Random): DemandShape {
  const curves = GROUP_CURVES[speedGroup];
  if (curves === undefined) throw new RangeError(`No speed group ${speedGroup}`);

  const quantityScore = random.normal();
  const priceScore = correlate(quantityScore, PRICE_QUANTITY_CORRELATION, random);
  const launchScore = random.normal();
  const growthScore = correlate(launchScore, LAUNCH_GROWTH_CORRELATION, random);

  const shareOfDaysWithSale = clamp(logValueAtScore(curves.share, random.normal()), 0.001, 0.8);
  const meanUnitsOnSellingDay = clamp(logValueAtScore(curves.units, quantityScore), 1, 1000);
  const variation = clamp(valueAtScore(curves.variation, random.normal()), 0, 5);
  const launch = clamp(valueAtScore(curves.launch, launchScore), 0, LATEST_LAUNCH);
  return {
    shareOfDaysWithSale,
    meanUnitsOnSellingDay,
    unitsStdDev: variation * meanUnitsOnSellingDay,
    launch,
    logGrowth: launch > LATEST_LAUNCH_WITH_GROWTH ? 0 : growthOverCalendar(logValueAtScore(curves.growth, growthScore)),
    unitPrice: clamp(logValueAtScore(curves.price, priceScore), 0.1, 250),
  };
}

/** The exponential growth whose second half sells `halvesRatio` times the first, with the season taken out. */
function growthOverCalendar(halvesRatio: number): number {
  return clamp(2 * Math.log(halvesRatio / SEASONAL_GROWTH), -9, 6);
}

/** Bends the curve's upper end so that nearly all values stay below the highest: no heap of SKUs on one day. */
function endBefore(highest: number, curve: CurvePoint[]): CurvePoint[] {
  const score = 3;
  return [...curve, { score, value: Math.min(highest, valueAtScore(curve, score)) }];
}

function correlate(score: number, correlation: number, random: Random): number {
  return correlation * score + Math.sqrt(1 - correlation ** 2) * random.normal();
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
