/**
 * Deals out ids like Shopify's: decimal digits, growing with time. The kinds lie so far apart that no two objects of a store
 * share a number.
 */
export interface IdSequence {
  next(): string;
}

/** Shopify's product, variant and line ids grow in steps of 2^15. */
const STEP = 32_768;

/** Of the magnitude that each kind has on Shopify in 2026, far below 2^53. */
const FIRST_IDS = {
  shop: 71_204_855_093,
  location: 83_310_411_061,
  order: 6_120_437_940_533,
  product: 9_012_386_627_893,
  orderLine: 16_204_118_098_229,
  variant: 46_120_907_530_549,
  inventoryItem: 48_230_771_147_061,
} as const;

/** Ids of a store that is made. */
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

const KINDS_OF_NEW = [
  "location",
  "product",
  "variant",
  "inventoryItem",
  "order",
  "orderLine",
  "orderEdit",
  "refund",
  "refundLine",
] as const;
export type IdKind = (typeof KINDS_OF_NEW)[number];

/** 2^53 + 1: the first whole number that a JavaScript number cannot hold. */
const FIRST_NEW_ID = 2n ** 53n + 1n;
const BETWEEN_KINDS = 10n ** 15n;

/**
 * Ids of what comes while the sandbox runs: odd and above 2^53, as Shopify says that ids can be, so that whoever reads one as
 * a JavaScript number gets the id of nothing.
 */
export function startNewIds(kind: IdKind): IdSequence {
  let nextId = FIRST_NEW_ID + BigInt(KINDS_OF_NEW.indexOf(kind)) * BETWEEN_KINDS;
  return {
    next() {
      const id = String(nextId);
      nextId += BigInt(STEP);
      return id;
    },
  };
}
