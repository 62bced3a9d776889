import { isAbsent } from "./absence";
import type { Excluded, BeyondCalendar, InsufficientHistory, NoSales, Untracked } from "./absence";
import { addDays } from "./calendar";
import { calculateDaysOfCover, projectStockoutDate } from "./days-of-cover";
import type { VariantPlan } from "./plan";

/** What the stock of a variant will probably be, day by day, if it sells its mean every day. */
export interface StockProjection {
  /** Today first, without a gap. */
  readonly days: readonly ProjectedDay[];
  /** ISO day on which an order placed today arrives: today + ⌈lead time⌉. */
  readonly arrivalDay: string;
  /**
   * ISO day on which the inventory position, without another order, comes down to the reorder point; today when it is
   * there.
   */
  readonly orderDay: string | BeyondCalendar;
}

/** Units at the beginning of a day; on day 0, now. */
export interface ProjectedDay {
  /** ISO day in the shop's time zone. */
  readonly day: string;
  /** Of what is available now, if nothing arrives. */
  readonly available: number;
  /** If what is incoming were on the shelf already: the inventory position without another order. */
  readonly position: number;
  /** With the suggested order placed today; it and what is incoming arrive on the day of arrival. */
  readonly withOrder: number;
}

/** What comes after a whole cycle of ordering, in days, so that its end is seen as an end. */
const DAYS_AFTER_CYCLE = 7;
const SHORTEST_PROJECTION_DAYS = 28;
const LONGEST_PROJECTION_DAYS = 365;

/**
 * Projects the stock of a planned variant: it falls by the mean daily demand, and demand that meets no stock is lost, so it
 * stays at 0 until something arrives. Units that customers are owed (a negative available) stay owed until then.
 *
 * Shopify does not say when incoming units arrive. They were ordered before today, and orders of one vendor rarely
 * overtake each other, so with the suggested order they are counted as arriving no later than it: after the lead time, at
 * the beginning of day ⌈L⌉. `position` is the other extreme: as though they were here.
 *
 * The projection reaches to the end of the stock or of the cycle L + R + coverage, whichever is later, and a week more;
 * at least 28 and at most 365 days.
 *
 * Example: 3 available, 2 incoming, 2 units a day, L = 4 days, a suggested order of 23 units. Available: 3, 1, 0, 0, 0 …;
 * position: 5, 3, 1, 0, 0 …; with the order: 3, 1, 0, 0, then 0 + 2 + 23 = 25 on day 4, 23 on day 5.
 *
 * @returns absent without sales, without a reorder point, where Shopify counts no stock, and for what is not to be planned
 * @throws {PlanningInputError} when the order would arrive after the year 9999
 */
export function projectStock(
  plan: VariantPlan,
): StockProjection | InsufficientHistory | NoSales | Untracked | Excluded {
  const { meanDailyDemand, reorderPoint, suggestedOrderQuantity, daysOfCover, inventoryPosition } = plan;
  const { stock, terms, today } = plan.inputs;
  if (isAbsent(daysOfCover)) return daysOfCover;
  if (isAbsent(meanDailyDemand)) return meanDailyDemand;
  if (isAbsent(reorderPoint)) return reorderPoint;
  if (isAbsent(suggestedOrderQuantity)) return suggestedOrderQuantity;

  const daysToArrival = Math.ceil(terms.leadTimeDays);
  const atArrival = sell(stock.available, meanDailyDemand, daysToArrival) + stock.incoming + suggestedOrderQuantity;
  const horizonDays = chooseHorizon(terms.leadTimeDays + terms.reviewPeriodDays + terms.coverageDays, daysOfCover);
  const days = Array.from({ length: horizonDays + 1 }, (_, index): ProjectedDay => {
    const available = sell(stock.available, meanDailyDemand, index);
    return {
      day: addDays(today, index),
      available,
      position: sell(inventoryPosition, meanDailyDemand, index),
      withOrder: index < daysToArrival ? available : sell(atArrival, meanDailyDemand, index - daysToArrival),
    };
  });
  return { days, arrivalDay: addDays(today, daysToArrival), orderDay: projectOrderDay(plan, reorderPoint) };
}

/** What is left of some units after some days of demand. */
function sell(units: number, meanDailyDemand: number, days: number): number {
  return units <= 0 ? units : Math.max(0, units - meanDailyDemand * days);
}

function chooseHorizon(cycleDays: number, daysOfCover: number): number {
  const wanted = Math.ceil(Math.max(cycleDays, daysOfCover)) + DAYS_AFTER_CYCLE;
  return Math.min(Math.max(wanted, SHORTEST_PROJECTION_DAYS), LONGEST_PROJECTION_DAYS);
}

/** The day on which the units above the reorder point are sold: a stockout date, of the stock above it. */
function projectOrderDay({ inputs, inventoryPosition }: VariantPlan, reorderPoint: number): string | BeyondCalendar {
  const daysAbove = calculateDaysOfCover(inventoryPosition - reorderPoint, inputs.demand);
  return projectStockoutDate(inputs.today, isAbsent(daysAbove) ? 0 : daysAbove);
}
