import { CALIBRATION_GROUPS } from "./calibration";
import { roundUpToWholeUnits } from "./reorder-point";

// Scores are counted in bins, so that a quantile over any number of them costs the same.
const LOWEST_FACTOR = -5;
const BINS_PER_UNIT = 25;
const BINS = 600;
/** Bounds the factors too: stock never reaches further above the expected demand than this many deviations. */
const HIGHEST_FACTOR = LOWEST_FACTOR + BINS / BINS_PER_UNIT;

/** Scores of the whole shop, by their shape, that each group starts from: so many of its own outweigh them. */
const SHARED_SCORES = 500;
/** With fewer scores, one a replayed lead time, nothing is known: no factor. */
export const LEAST_SCORES = 200;
/** With fewer scores expected beyond a target, its factor goes on along the line of the targets before it. */
const LEAST_SCORES_BEYOND = 10;
/** How strongly missed and kept promises move the target; in windows, so that daily and monthly data behave alike. */
const CORRECTIONS_PER_WINDOW = 6;
/** How far they can move it: the share of lead times that may run out stays between a third and three times. */
const WIDEST_CORRECTION = 3;

/**
 * The score of a lead time: the least safety factor that would have covered it. Stock is whole units, so demand is covered
 * when the reorder point passes the whole number below it.
 *
 * @param demand units that the lead time asked for
 * @param expected units, at the shop's level of demand
 * @param stdDev of the units, at that level; more than 0
 * @returns a bin
 */
export function scoreLeadTime(demand: number, expected: number, stdDev: number): number {
  if (demand <= 0) return 0;
  const factor = (roundUpToWholeUnits(demand) - 1 - expected) / stdDev;
  return Math.min(BINS - 1, Math.max(0, Math.floor((factor - LOWEST_FACTOR) * BINS_PER_UNIT)));
}

/** The least factor that covers every score of a bin. */
function factorOfBin(bin: number): number {
  return LOWEST_FACTOR + (bin + 1) / BINS_PER_UNIT;
}

/** Whether a factor covers the lead times of a bin. */
export function coversScore(factor: number, bin: number): boolean {
  return factorOfBin(bin) <= factor + 1e-9;
}

/**
 * Learns safety factors from replayed lead times, one period after the other, and never from a lead time that is not over.
 *
 * Two things are learnt. The *factors* are quantiles of the scores of past lead times: of those of the group, mixed with
 * {@link SHARED_SCORES} of the whole shop, so that a group with few items borrows strength; older scores count less, half
 * after a window. And the *target* of the quantile: when promises were missed, the next ones aim higher, in proportion to
 * all that was missed since the first promise, and lower when more was kept than promised. That is what keeps the promise
 * when the past is no guide, as in a season that begins.
 *
 * Source: Gibbs, Candès 2021, "Adaptive conformal inference under distribution shift" (the target that follows missed
 * coverage), with the integral of Angelopoulos, Candès, Tibshirani 2023, "Conformal PID control for time series
 * prediction"; the scores are those of split conformal prediction, pooled over items.
 */
export class CalibrationLearner {
  private readonly scores = CALIBRATION_GROUPS.map(() => new Float64Array(BINS));
  private readonly missed: Float64Array;
  private readonly keptPerPeriod: number;
  private readonly correctionStrength: number;
  private scoreCount = 0;

  /**
   * @param targets service levels, ascending
   * @param windowPeriods length of the window that plans are made from
   */
  constructor(
    private readonly targets: readonly number[],
    windowPeriods: number,
  ) {
    this.missed = new Float64Array(targets.length);
    this.keptPerPeriod = 0.5 ** (1 / windowPeriods);
    this.correctionStrength = CORRECTIONS_PER_WINDOW / windowPeriods;
  }

  /** A period is over: what was learnt before counts a little less. */
  endPeriod(): void {
    for (const bins of this.scores)
      for (let bin = 0; bin < BINS; bin++) bins[bin] = (bins[bin] ?? 0) * this.keptPerPeriod;
  }

  /** A replayed lead time of an item of this group is over. */
  learnScore(group: number, bin: number): void {
    const bins = this.scores[group];
    if (!bins) return;
    bins[bin] = (bins[bin] ?? 0) + 1;
    this.scoreCount++;
  }

  /**
   * Promises made at one origin have come due.
   *
   * @param keptShares share of the lead times that were covered, by target
   */
  learnPromises(keptShares: ArrayLike<number>): void {
    this.targets.forEach((target, index) => {
      this.missed[index] = (this.missed[index] ?? 0) + target - (keptShares[index] ?? target);
    });
  }

  get replayedLeadTimes(): number {
    return this.scoreCount;
  }

  /** The factors that hold now, by group and target; null while too few lead times are over. */
  calculateFactors(): number[][] | null {
    if (this.scoreCount < LEAST_SCORES) return null;
    const shop = new Float64Array(BINS);
    let total = 0;
    for (const bins of this.scores) {
      for (let bin = 0; bin < BINS; bin++) {
        const count = bins[bin] ?? 0;
        shop[bin] = (shop[bin] ?? 0) + count;
        total += count;
      }
    }
    const share = SHARED_SCORES / total;
    return this.scores.map((bins) => {
      const mixed = bins.map((count, bin) => count + share * (shop[bin] ?? 0));
      return this.factorsOf(mixed, total);
    });
  }

  private factorsOf(scores: Float64Array, shopTotal: number): number[] {
    const total = scores.reduce((sum, count) => sum + count, 0);
    const factors: number[] = [];
    let bin = 0;
    let below = scores[0] ?? 0;
    this.targets.forEach((target, index) => {
      const isBeyondScores = shopTotal * (1 - target) < LEAST_SCORES_BEYOND;
      if (isBeyondScores && factors.length >= 2) {
        factors.push(Math.min(HIGHEST_FACTOR, extrapolate(this.targets, factors, target)));
        return;
      }
      const wanted = this.correctedTarget(target, index) * total;
      while (below < wanted && bin < BINS - 1) below += scores[++bin] ?? 0;
      // Corrected targets can cross; a higher promise never asks for less.
      factors.push(factorOfBin(bin));
    });
    return factors;
  }

  private correctedTarget(target: number, index: number): number {
    const risk = 1 - target;
    const corrected = risk - this.correctionStrength * (this.missed[index] ?? 0);
    const bounded = Math.min(risk * WIDEST_CORRECTION, Math.max(risk / WIDEST_CORRECTION, corrected));
    return Math.max(0, 1 - bounded);
  }
}

/** Goes on along the line of the last two factors over −ln(1 − p). */
function extrapolate(targets: readonly number[], factors: readonly number[], target: number): number {
  const last = factors.length - 1;
  const depth = (index: number) => -Math.log(1 - (targets[index] ?? 0));
  const [from = 0, to = 0] = [factors[last - 1], factors[last]];
  const slope = (to - from) / (depth(last) - depth(last - 1));
  return to + slope * (-Math.log(1 - target) - depth(last));
}
