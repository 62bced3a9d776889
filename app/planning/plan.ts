import { isAbsent } from "./absence";
import type { BeyondCalendar, Excluded, InsufficientHistory, NoSales, NoUnitCost, Untracked } from "./absence";
import { calculateDaysOfCover, projectStockoutDate } from "./days-of-cover";
import type { DemandSums } from "./demand";
import { calculateOrderValue, checkUnitCost, suggestOrderQuantity } from "./order-quantity";
import { rejectUnless } from "./planning-input-error";
import type { PlanStatus } from "./plan-status";
import { checkPlanningTerms } from "./planning-terms";
import type { PlanningTerms } from "./planning-terms";
import { calculateStockLevels, type CalibratedDemand, type StockLevels } from "./stock-levels";

export type { PlanningTerms } from "./planning-terms";

interface StockPosition {
  /** Net of committed, can be negative. */
  available: number;
  incoming: number;
}

export interface VariantPlanInput {
  tracked: boolean;
  /** The merchant wants no plan for it; false when left out. */
  isExcluded?: boolean;
  demand: DemandSums;
  stock: StockPosition;
  terms: PlanningTerms;
  /** In the shop's currency; null when the merchant has entered none. */
  unitCost: number | null;
  /** ISO calendar day in the shop's time zone. */
  today: string;
  /** Asks for the calibrated method, with what it needs; left out or null for the normal one. */
  calibrated?: CalibratedDemand | null;
}

/**
 * When to reorder one variant and how much, with the inputs that explain it. A value that does not exist is an absence
 * that says why.
 */
export interface VariantPlan extends StockLevels {
  readonly inputs: VariantPlanInput;
  readonly status: PlanStatus;
  /** Available + incoming. */
  readonly inventoryPosition: number;
  readonly suggestedOrderQuantity: number | InsufficientHistory | NotPlanned;
  /** In the shop's currency, to 4 decimals. */
  readonly orderValue: number | InsufficientHistory | NotPlanned | NoUnitCost;
  readonly daysOfCover: number | InsufficientHistory | NoSales | NotPlanned;
  /** ISO calendar day. */
  readonly projectedStockoutDate: string | InsufficientHistory | NoSales | NotPlanned | BeyondCalendar;
}

/** There is nothing to suggest and nothing to wait for, whatever the stock. */
type NotPlanned = Untracked | Excluded;

/** Position above the reorder point that demand uses up within this many days makes an item one to reorder soon. */
const REORDER_SOON_DAYS = 7;

const UNTRACKED: Untracked = { kind: "untracked" };
const EXCLUDED: Excluded = { kind: "excluded" };
const NO_UNIT_COST: NoUnitCost = { kind: "no-unit-cost" };

/**
 * Plans one variant. By method `normal` demand per day is taken as normal, with the mean and the standard deviation of the
 * observed days; by method `calibrated`, see `calibration.ts`, with what the shop's replayed history teaches, or, where
 * that or the variant's own history is too thin, as normal with the reason. Each value is defined at the function that
 * calculates it.
 *
 * What does not exist is absent: without an observed day nothing is known of demand; with one there is a mean and days
 * of cover, but no deviation, so no reorder point; without sales there are levels (of 0) but no days of cover; a variant
 * whose stock Shopify does not track, or that the merchant has excluded, has levels but no suggestion and no cover.
 *
 * Example: 90 units in 90 observed days with Σx² = 450, lead time 14 days, service level 0.95, 30 days of coverage,
 * 20 available and none incoming: μ = 1, σ = √((90·450 − 90²) / (90·89)) = 2.0112, lead time demand 14, safety stock
 * 1.6449·2.0112·√14 = 12.3779, reorder point 26.3779, so 27; order up to ⌈56.3779⌉ = 57; position 20, so order 37 now;
 * 20 days of cover.
 *
 * @throws {PlanningInputError} for terms, stock, cost or demand that cannot be, such as a service level of 1 or a lead
 *   time of 0; the message says what, its value and what is allowed
 */
export function planVariant(inputs: VariantPlanInput): VariantPlan {
  const { demand, stock, terms, unitCost, today } = inputs;
  checkPlanningTerms(terms);
  checkStock(stock);
  if (unitCost !== null) checkUnitCost(unitCost);

  const levels = calculateStockLevels(demand, terms, inputs.calibrated ?? null);
  const inventoryPosition = stock.available + stock.incoming;
  const notPlanned = whyNotPlanned(inputs);
  const suggestedOrderQuantity = notPlanned ?? suggestQuantity(levels, inventoryPosition, terms);
  const daysOfCover = notPlanned ?? calculateDaysOfCover(stock.available, demand);
  // Written out as in stock-levels.ts: with a spread, a million plans take thirteen seconds instead of one.
  return {
    method: levels.method,
    calibrationGap: levels.calibrationGap,
    meanDailyDemand: levels.meanDailyDemand,
    demandStdDev: levels.demandStdDev,
    leadTimeDemand: levels.leadTimeDemand,
    leadTimeDemandStdDev: levels.leadTimeDemandStdDev,
    safetyFactor: levels.safetyFactor,
    demandLevel: levels.demandLevel,
    safetyStock: levels.safetyStock,
    exactReorderPoint: levels.exactReorderPoint,
    reorderPoint: levels.reorderPoint,
    orderUpToLevel: levels.orderUpToLevel,
    inputs,
    status: statusOf(inputs, inventoryPosition, levels.reorderPoint, daysOfCover),
    inventoryPosition,
    suggestedOrderQuantity,
    orderValue: valueOfOrder(suggestedOrderQuantity, unitCost),
    daysOfCover,
    projectedStockoutDate: isAbsent(daysOfCover) ? daysOfCover : projectStockoutDate(today, daysOfCover),
  };
}

function whyNotPlanned({ tracked, isExcluded = false }: VariantPlanInput): NotPlanned | undefined {
  if (isExcluded) return EXCLUDED;
  return tracked ? undefined : UNTRACKED;
}

function suggestQuantity(
  { reorderPoint, orderUpToLevel }: StockLevels,
  inventoryPosition: number,
  { minimumOrderQuantity, packSize }: PlanningTerms,
): number | InsufficientHistory {
  if (isAbsent(reorderPoint)) return reorderPoint;
  if (isAbsent(orderUpToLevel)) return orderUpToLevel;
  return suggestOrderQuantity({ inventoryPosition, reorderPoint, orderUpToLevel, minimumOrderQuantity, packSize });
}

function valueOfOrder(
  quantity: VariantPlan["suggestedOrderQuantity"],
  unitCost: number | null,
): VariantPlan["orderValue"] {
  if (isAbsent(quantity)) return quantity;
  return unitCost === null ? NO_UNIT_COST : calculateOrderValue(quantity, unitCost);
}

/**
 * The one status of a variant: the first of these that holds.
 *
 * 1. `excluded`: the merchant wants no plan for it.
 * 2. `untracked`: Shopify does not count its stock.
 * 3. `out-of-stock`: none available, and it sold in the window, however short that was.
 * 4. `insufficient-history`: fewer than two observed days, so no reorder point.
 * 5. `no-sales`: nothing sold in the window, whether there is stock or not.
 * 6. `reorder-now`: the inventory position is at or below the reorder point.
 * 7. `reorder-soon`: it is at most {@link REORDER_SOON_DAYS} days of demand above it.
 * 8. `overstock`: what is available lasts longer than `overstockDays`.
 * 9. `healthy`.
 *
 * An out-of-stock variant still has its suggested quantity, which may be 0 when enough is incoming.
 */
function statusOf(
  inputs: VariantPlanInput,
  inventoryPosition: number,
  reorderPoint: VariantPlan["reorderPoint"],
  daysOfCover: VariantPlan["daysOfCover"],
): PlanStatus {
  const notPlanned = whyNotPlanned(inputs);
  if (notPlanned) return notPlanned.kind;
  const { demand, stock, terms } = inputs;
  if (stock.available <= 0 && demand.units > 0) return "out-of-stock";
  if (isAbsent(reorderPoint)) return "insufficient-history";
  if (isAbsent(daysOfCover)) return "no-sales";
  if (inventoryPosition <= reorderPoint) return "reorder-now";
  const daysAboveReorderPoint = calculateDaysOfCover(inventoryPosition - reorderPoint, demand);
  if (!isAbsent(daysAboveReorderPoint) && daysAboveReorderPoint <= REORDER_SOON_DAYS) return "reorder-soon";
  return daysOfCover > terms.overstockDays ? "overstock" : "healthy";
}

function checkStock({ available, incoming }: StockPosition): void {
  rejectUnless(Number.isSafeInteger(available), "available quantity", available, "a whole number of units");
  rejectUnless(Number.isSafeInteger(incoming), "incoming quantity", incoming, "a whole number of units");
}
