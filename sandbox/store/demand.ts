import type { DemandShape } from "./demand-shape";
import type { Random } from "./random";

/** Order lines of one day, before they are dealt into orders: parallel columns, for a shop of a million lines. */
export interface SalesOfDay {
  /** Place of the variant in the catalogue. */
  variants: number[];
  units: number[];
}

/** How strongly the shop's rhythm moves the days on which a SKU sells; the rest of it moves the units. */
const RHYTHM_OF_SELLING = 0.55;

/** Mean further order lines on a day with a sale, per unit of the SKU's share of days with a sale. */
const FURTHER_LINES_PER_SHARE = 2.6;

/** From this many units on customers tend to buy whole packs. */
const SMALLEST_PACK = 6;
const SHARE_OF_PACK_BUYERS = 0.6;

/**
 * Sells a whole catalogue over the calendar. `shapes` holds one shape per variant, `busyness` how busy each day is (see
 * `describeRhythm`). The answer has one entry per day.
 */
export function sellCatalogue(shapes: readonly DemandShape[], busyness: Float64Array, random: Random): SalesOfDay[] {
  const salesOfDays = Array.from(busyness, (): SalesOfDay => ({ variants: [], units: [] }));
  const sellingRhythm = busyness.map((factor) => (factor > 0 ? factor ** RHYTHM_OF_SELLING : 0));
  const unitRhythm = busyness.map((factor) => (factor > 0 ? factor ** (1 - RHYTHM_OF_SELLING) : 0));
  const weights = new Float64Array(busyness.length);

  shapes.forEach((shape, variant) => {
    const sellingDays = random.round(shape.shareOfDaysWithSale * busyness.length);
    if (sellingDays === 0) return;
    weighDays(shape, sellingRhythm, weights);
    for (const day of drawDays(weights, sellingDays, random)) {
      const sales = salesOfDays[day];
      if (sales === undefined) continue;
      for (const units of drawLines(shape, unitRhythm[day] ?? 1, random)) {
        sales.variants.push(variant);
        sales.units.push(units);
      }
    }
  });
  return salesOfDays;
}

/** Fills in how likely each day is to be a selling day of the SKU; 0 on closed days and before its launch. */
function weighDays(shape: DemandShape, sellingRhythm: Float64Array, weights: Float64Array): void {
  const dayCount = sellingRhythm.length;
  const launchDay = Math.floor(shape.launch * dayCount);
  const dailyGrowth = Math.exp(shape.logGrowth / dayCount);
  let level = 1;
  for (let day = 0; day < dayCount; day++) {
    weights[day] = day < launchDay ? 0 : (sellingRhythm[day] ?? 0) * level;
    level *= dailyGrowth;
  }
}

/** Draws `count` different days in proportion to their weights; fewer where the calendar has not as many. */
function drawDays(weights: Float64Array, count: number, random: Random): number[] {
  const eligible = weights.reduce((days, weight) => days + (weight > 0 ? 1 : 0), 0);
  return count < eligible / 8 ? drawFewDays(weights, count, random) : drawManyDays(weights, count, random);
}

/** By inversion of the cumulative weights, with repeated days drawn again: quick while few days are taken. */
function drawFewDays(weights: Float64Array, count: number, random: Random): number[] {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, day) => {
    total += weight;
    cumulative[day] = total;
  });
  const days = new Set<number>();
  // A dying SKU may have nearly all its weight on a few days, so the number of attempts has an end.
  for (let attempt = 0; attempt < 20 * count && days.size < count; attempt++) {
    days.add(findFirstAbove(cumulative, random.fraction() * total));
  }
  return [...days];
}

function findFirstAbove(cumulative: Float64Array, target: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Weighted sampling without replacement: each day waits an exponential time of rate `weight`, and the first `count`
 * days to arrive are taken (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
 */
function drawManyDays(weights: Float64Array, count: number, random: Random): number[] {
  const arrivals: { day: number; time: number }[] = [];
  weights.forEach((weight, day) => {
    if (weight > 0) arrivals.push({ day, time: -Math.log(1 - random.fraction()) / weight });
  });
  arrivals.sort((first, second) => first.time - second.time);
  return arrivals.slice(0, count).map((arrival) => arrival.day);
}

/** The units of each order line of the SKU on one of its selling days. */
function drawLines(shape: DemandShape, unitRhythm: number, random: Random): number[] {
  const units = drawUnits(shape, unitRhythm, random);
  const lineCount = Math.min(units, 1 + drawGeometric(FURTHER_LINES_PER_SHARE * shape.shareOfDaysWithSale, random));
  if (lineCount === 1) return [packUnits(units, random)];

  const shares = Array.from({ length: lineCount }, () => -Math.log(1 - random.fraction()));
  const sumOfShares = shares.reduce((sum, share) => sum + share, 0);
  const unitsToSplit = units - lineCount;
  return shares.map((share) => packUnits(1 + random.round((unitsToSplit * share) / sumOfShares), random));
}

/** One unit and a lognormal number of further ones, with the shape's mean and standard deviation. */
function drawUnits(shape: DemandShape, unitRhythm: number, random: Random): number {
  const furtherUnits = shape.meanUnitsOnSellingDay * unitRhythm - 1;
  if (furtherUnits <= 0.02) return 1;
  const variation = (shape.unitsStdDev * unitRhythm) / furtherUnits;
  const logVariance = Math.log(1 + variation ** 2);
  const logMean = Math.log(furtherUnits) - logVariance / 2;
  return 1 + random.round(Math.exp(logMean + Math.sqrt(logVariance) * random.normal()));
}

function drawGeometric(mean: number, random: Random): number {
  const continueProbability = mean / (1 + mean);
  return Math.floor(Math.log(1 - random.fraction()) / Math.log(continueProbability));
}

/** Many customers of a gift shop are small resellers: larger quantities are mostly whole packs of 6 or 12. */
function packUnits(units: number, random: Random): number {
  if (units < SMALLEST_PACK || !random.chance(SHARE_OF_PACK_BUYERS)) return units;
  const packSize = units >= 4 * SMALLEST_PACK ? 2 * SMALLEST_PACK : SMALLEST_PACK;
  return packSize * Math.max(1, random.round(units / packSize));
}
