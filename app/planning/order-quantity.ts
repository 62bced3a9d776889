import { checkMeanDailyDemand } from "./demand";
import { checkCoverage, checkOrderSizes } from "./planning-terms";
import { rejectUnless } from "./planning-input-error";
import { roundUpToWholeUnits } from "./reorder-point";

const DECIMALS_OF_MONEY = 10_000;

/**
 * `orderUpToLevel` = ⌈reorder point + μ·coverageDays⌉: the inventory position that an order restores.
 *
 * Example: a reorder point of 315.6957 units, 50 units a day and 30 days of coverage: ⌈1815.6957⌉ = 1816 units.
 *
 * @param exactReorderPoint units, unrounded
 * @param meanDailyDemand μ, units a day
 * @param coverageDays how long the order is to last beyond the reorder point; 0 or more
 * @returns whole units; 0 without sales
 * @throws {PlanningInputError} for negative or infinite coverage or demand
 */
export function calculateOrderUpToLevel({
  exactReorderPoint,
  meanDailyDemand,
  coverageDays,
}: {
  exactReorderPoint: number;
  meanDailyDemand: number;
  coverageDays: number;
}): number {
  checkMeanDailyDemand(meanDailyDemand);
  checkCoverage(coverageDays);
  return roundUpToWholeUnits(exactReorderPoint + meanDailyDemand * coverageDays);
}

/**
 * `suggestedOrderQuantity`: 0 while the inventory position is above the reorder point; else what is missing to the
 * order-up-to level, at least the minimum order quantity, rounded up to whole packs.
 *
 * Without sales both levels are 0: then a negative position (units that customers are owed) is ordered, but a position
 * of 0 is where it should be, and a minimum order is no reason to buy what nobody asks for.
 *
 * Example: a position of 7 units, a reorder point of 10, a level of 40, a minimum of 24 and packs of 12: 33 units are
 * missing, so 3 packs = 36 units.
 *
 * @param inventoryPosition available + incoming, units; can be negative
 * @param reorderPoint whole units
 * @param orderUpToLevel whole units
 * @param minimumOrderQuantity units, 0 when there is no minimum
 * @param packSize units in a pack, 1 or more
 * @returns whole units, a multiple of the pack size
 * @throws {PlanningInputError} for a minimum below 0 or a pack size below 1
 */
export function suggestOrderQuantity({
  inventoryPosition,
  reorderPoint,
  orderUpToLevel,
  minimumOrderQuantity,
  packSize,
}: OrderSizes & {
  inventoryPosition: number;
  reorderPoint: number;
  orderUpToLevel: number;
}): number {
  checkOrderSizes(minimumOrderQuantity, packSize);
  if (inventoryPosition > reorderPoint) return 0;
  const missing = orderUpToLevel - inventoryPosition;
  const hasNoDemand = orderUpToLevel === 0;
  if (hasNoDemand && missing === 0) return 0;
  // Exactly at a level that is the reorder point too, nothing is missing, but it is time to order.
  return roundOrderQuantity(Math.max(missing, Math.min(minimumOrderQuantity, 1)), { minimumOrderQuantity, packSize })
    .quantity;
}

/** What a vendor sells at once. */
export interface OrderSizes {
  /** Units, 0 when there is no minimum. */
  minimumOrderQuantity: number;
  /** Units in a pack, 1 or more. */
  packSize: number;
}

/** Why more is ordered than was wanted. */
export type RoundingReason = "minimum-order-quantity" | "whole-packs";

export interface RoundedQuantity {
  /** Whole units, a multiple of the pack size. */
  quantity: number;
  /** What raised it, in this order; empty when the wanted quantity can be ordered as it is. */
  reasons: readonly RoundingReason[];
}

/**
 * The least that a vendor sells of what is wanted: nothing for nothing, else at least the minimum order quantity, rounded
 * up to whole packs. The minimum alone need not be whole packs; then both raise the quantity.
 *
 * Example: 30 units wanted in packs of 12 with a minimum of 24: 3 packs = 36 units, for the sake of whole packs alone. Of
 * 5 units wanted with a minimum of 20: raised to 20, then to 2 packs = 24 units, for both reasons.
 *
 * @param wanted whole units, 0 or more
 * @throws {PlanningInputError} for a wanted quantity or a minimum below 0, a pack size below 1, or parts of a unit
 */
export function roundOrderQuantity(wanted: number, { minimumOrderQuantity, packSize }: OrderSizes): RoundedQuantity {
  checkOrderSizes(minimumOrderQuantity, packSize);
  rejectUnless(
    Number.isSafeInteger(wanted) && wanted >= 0,
    "wanted quantity",
    wanted,
    "a whole number of units, 0 or more",
  );
  if (wanted === 0) return { quantity: 0, reasons: [] };
  const least = Math.max(wanted, minimumOrderQuantity);
  const quantity = Math.ceil(least / packSize) * packSize;
  const reasons: RoundingReason[] = [];
  if (least > wanted) reasons.push("minimum-order-quantity");
  if (quantity > least) reasons.push("whole-packs");
  return { quantity, reasons };
}

/**
 * What an order costs: quantity × unit cost, rounded to 4 decimals, which is more than any currency has.
 *
 * Example: 36 units at 1.2345 cost 44.442.
 *
 * @param quantity units
 * @param unitCost in the shop's currency, 0 or more
 * @returns in the shop's currency
 * @throws {PlanningInputError} for a cost that is negative or not finite
 */
export function calculateOrderValue(quantity: number, unitCost: number): number {
  checkUnitCost(unitCost);
  return Math.round(quantity * unitCost * DECIMALS_OF_MONEY) / DECIMALS_OF_MONEY;
}

/** @throws {PlanningInputError} unless it can be the cost of something */
export function checkUnitCost(unitCost: number): void {
  rejectUnless(unitCost >= 0 && unitCost < Infinity, "unit cost", unitCost, "a finite amount, 0 or more");
}
