import type { Figure } from "./figure";

/** How a measurement grows from the smallest shop to the largest one. */
interface Growth {
  of: "median" | "p95";
  /** How many times as much it may take for so many times as many SKUs. */
  most: (times: number) => number;
}

/** No worse than linear. */
export const LINEAR: Growth = { of: "median", most: (times) => times };

/**
 * The largest shop beside the smallest one.
 *
 * @param figures of one measurement, by ascending size of the shops
 * @returns nothing where there is one size alone
 */
export function growthFigures(figures: readonly Figure[], { of, most }: Growth): Figure[] {
  const smallest = figures[0];
  const largest = figures.at(-1);
  if (!smallest?.skus || !largest?.skus || smallest.skus === largest.skus) return [];
  const { what, unit, skus, database, ours, isDetail } = largest;
  return [
    {
      what: `${what}, growth`,
      unit,
      skus,
      ...(database && { database }),
      ...(isDetail && { isDetail }),
      ours,
      beside: { what: `${smallest.skus} SKUs`, ...smallest.ours },
      target: { of, most: most(skus / smallest.skus) },
    },
  ];
}
