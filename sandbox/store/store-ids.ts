/**
 * Deals out ids like Shopify's: decimal digits, growing with time, of the magnitude that each kind has on Shopify in
 * 2026. The kinds lie so far apart that no two objects of a store share a number. All are far below 2^53.
 */
export interface IdSequence {
  next(): string;
}

/** Shopify's product, variant and line ids grow in steps of 2^15. */
const STEP = 32_768;

const FIRST_IDS = {
  shop: 71_204_855_093,
  location: 83_310_411_061,
  order: 6_120_437_940_533,
  product: 9_012_386_627_893,
  orderLine: 16_204_118_098_229,
  variant: 46_120_907_530_549,
  inventoryItem: 48_230_771_147_061,
} as const;

export function startIds(kind: keyof typeof FIRST_IDS): IdSequence {
  let nextId: number = FIRST_IDS[kind];
  return {
    next() {
      const id = String(nextId);
      nextId += STEP;
      return id;
    },
  };
}
