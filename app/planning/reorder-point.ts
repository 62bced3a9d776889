/** Units below which a fraction is rounding noise of the arithmetic and not demand. */
export const ROUNDING_NOISE_UNITS = 1e-9;

/**
 * The reorder point: order when the inventory position comes down to it. What will probably be sold until the order
 * arrives, and the safety stock.
 *
 * Example: 300 units of lead time demand and 15.6957 of safety stock make 315.6957; shown and compared as 316.
 *
 * @param leadTimeDemand units
 * @param safetyStock units
 * @returns units, unrounded; see {@link roundUpToWholeUnits}
 */
export function calculateReorderPoint(leadTimeDemand: number, safetyStock: number): number {
  return leadTimeDemand + safetyStock;
}

/**
 * ⌈x − 1e-9⌉: the whole units that hold x, where rounding noise of the arithmetic adds no unit. Every rounding of units
 * in plans is this one.
 *
 * Example: 42.0000000000001 units are 42, 42.1 are 43, 0 are 0.
 */
export function roundUpToWholeUnits(units: number): number {
  // Adding 0 turns -0, the ceiling of -1e-9, into 0.
  return Math.ceil(units - ROUNDING_NOISE_UNITS) + 0;
}
