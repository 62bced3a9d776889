/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Lumpy demand of several items: each sells on a share of the days of its own, in amounts with a long tail, and the whole
 * shop sells more from a day on, as before Christmas.
 */
export function shopLikeDemand({
  items,
  periods,
  seed,
  boomFrom = periods,
}: {
  items: number;
  periods: number;
  seed: number;
  boomFrom?: number;
}): Float64Array[] {
  const random = randomNumbers(seed);
  return Array.from({ length: items }, () => {
    const sellingShare = 0.05 + 0.6 * random() ** 2;
    const size = 1 + 20 * random() ** 3;
    return Float64Array.from({ length: periods }, (_, period) => {
      const boom = period >= boomFrom ? 1.8 : 1;
      return random() < sellingShare * boom ? Math.max(1, Math.ceil((-Math.log(1 - random())) ** 1.5 * size)) : 0;
    });
  });
}
