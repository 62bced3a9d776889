/** How far a result is from what is expected, as a share of the latter. An absence is infinitely far from a number. */
export function relativeDifference(actual: unknown, expected: number): number {
  if (typeof actual !== "number") return Infinity;
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}
