import type { NoSales } from "./absence";

/** What a variant's speed is judged by. */
export interface SalesVelocity {
  /** Shopify's numeric id: decimal digits without a sign or leading zeros. */
  variantId: string;
  /** Units a day. */
  meanDailyDemand: number;
  /** Units sold in the demand window. */
  units: number;
}

const DECILES = 10;

/**
 * `velocityDecile` of every variant of a shop: 1 (fastest) to 10 by mean daily demand among the variants with sales, as
 * PostgreSQL's
 *
 *     NTILE(10) OVER (ORDER BY mean_daily_demand DESC, units DESC, variant_id)
 *
 * Ties go by units sold, then by id as a number, so that the same facts always give the same deciles. Where the count is
 * not a multiple of ten, the first deciles hold one variant more; fewer than ten variants fill the first deciles.
 *
 * Example: 12 variants with sales give deciles of 2, 2, 1, 1, 1, 1, 1, 1, 1 and 1 variants.
 *
 * @returns the decile by variant id; absent without sales
 */
export function assignVelocityDeciles(variants: readonly SalesVelocity[]): Map<string, number | NoSales> {
  const deciles = new Map<string, number | NoSales>();
  const fastestFirst = variants.filter(({ units }) => units > 0).sort(compareVelocity);
  fastestFirst.forEach(({ variantId }, rank) => deciles.set(variantId, tileOfRank(rank, fastestFirst.length)));
  for (const { variantId, units } of variants) {
    if (units === 0) deciles.set(variantId, { kind: "no-sales" });
  }
  return deciles;
}

/** SQL's NTILE: `count` rows in ten tiles that differ by at most one row, the larger ones first. */
function tileOfRank(rank: number, count: number): number {
  const smallerSize = Math.floor(count / DECILES);
  const largerTiles = count % DECILES;
  const rowsInLargerTiles = largerTiles * (smallerSize + 1);
  if (rank < rowsInLargerTiles) return Math.floor(rank / (smallerSize + 1)) + 1;
  return largerTiles + Math.floor((rank - rowsInLargerTiles) / smallerSize) + 1;
}

function compareVelocity(a: SalesVelocity, b: SalesVelocity): number {
  return b.meanDailyDemand - a.meanDailyDemand || b.units - a.units || compareIds(a.variantId, b.variantId);
}

/** Compares ids as numbers. Beyond 2⁵³ they are no JavaScript numbers: but the longer of two is the larger one. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
