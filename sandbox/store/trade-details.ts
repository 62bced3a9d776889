import type { Random } from "./random";

const SHARE_WITHOUT_BARCODE = 0.12;
const SHARE_WITHOUT_COST = 0.06;
const SHARE_UNTRACKED = 0.015;

/** What the shop pays for one unit: 35% to 60% of the price; null where nobody has entered it. */
export function drawUnitCost(price: string, random: Random): string | null {
  const costShare = random.between(0.35, 0.6);
  return random.chance(SHARE_WITHOUT_COST) ? null : Math.max(0.01, Number(price) * costShare).toFixed(2);
}

/** An EAN-13 with its check digit, in the range 20–29 that GS1 leaves to shops for their own use; null for some. */
export function drawBarcode(random: Random): string | null {
  const digits = `2${String(random.integer(0, 99_999)).padStart(5, "0")}${String(random.integer(0, 999_999)).padStart(6, "0")}`;
  return random.chance(SHARE_WITHOUT_BARCODE) ? null : digits + checkDigit(digits);
}

/** GS1's check digit: from the right, digits weigh 3 and 1 in turn. */
function checkDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** Whether Shopify counts the variant's stock; gift wrapping and personal engraving are not counted. */
export function isTracked(random: Random): boolean {
  return !random.chance(SHARE_UNTRACKED);
}
