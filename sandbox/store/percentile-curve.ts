import type { Percentiles } from "./demand-facts";

/** A known value of a distribution at a standard normal score: the median is at 0, the 90th percentile at 1.2816. */
export interface CurvePoint {
  score: number;
  value: number;
}

/** Standard normal scores of the percentiles that the facts are given at. */
const SCORES: Percentiles = [-1.281552, -0.67449, 0, 0.67449, 1.281552];

export function curveThrough(percentiles: Percentiles): CurvePoint[] {
  return percentiles.map((value, index) => ({ score: SCORES[index] ?? 0, value }));
}

/**
 * The value at a normal score on the straight lines through the points, carried on beyond the outer ones. Drawing the
 * score from a standard normal gives a value with the curve's percentiles, and tails like those of a normal
 * distribution.
 */
export function valueAtScore(curve: readonly CurvePoint[], score: number): number {
  return interpolate(curve, score, (value) => value);
}

/** The same on a logarithmic scale, for positive figures: tails like those of a lognormal distribution. */
export function logValueAtScore(curve: readonly CurvePoint[], score: number): number {
  return Math.exp(interpolate(curve, score, Math.log));
}

function interpolate(curve: readonly CurvePoint[], score: number, scale: (value: number) => number): number {
  let upper = 1;
  while (upper < curve.length - 1 && score > (curve[upper]?.score ?? Infinity)) upper++;
  const from = curve[upper - 1];
  const to = curve[upper];
  if (from === undefined || to === undefined) throw new RangeError("A percentile curve needs two points");
  const share = (score - from.score) / (to.score - from.score);
  return scale(from.value) + share * (scale(to.value) - scale(from.value));
}
