/** How the value of an order stands to the least that its vendor accepts; amounts in the vendor's currency. */
export interface MinimumComparison {
  kind: "below" | "reached";
  /** How much is missing, or how much it is more; 0 or more. */
  by: number;
}

const DECIMALS_OF_MONEY = 10_000;

/**
 * Compares an order with its vendor's minimum order value. An order of exactly the minimum has reached it.
 *
 * Example: an order of 380 at a minimum of 500 is below it by 120.
 *
 * @param value what the order costs, as far as costs are known
 * @param minimumOrderValue null or 0 where the vendor has none
 * @returns null where there is no minimum
 */
export function compareWithMinimum(value: number, minimumOrderValue: number | null): MinimumComparison | null {
  if (minimumOrderValue === null || minimumOrderValue === 0) return null;
  const difference = Math.round((value - minimumOrderValue) * DECIMALS_OF_MONEY) / DECIMALS_OF_MONEY;
  return { kind: difference < 0 ? "below" : "reached", by: Math.abs(difference) };
}
