import { checkMeanDailyDemand } from "./demand";
import { checkLeadTime } from "./planning-terms";

/**
 * The days for which stock at hand must last once an order is due: L + R. An item is looked at every
 * `reviewPeriodDays`, so in the worst case its order is placed that much later; with 0 (continuous review) this is the
 * lead time alone.
 *
 * Source: Silver, Pyke, Thomas, "Inventory and Production Management in Supply Chains", (R, s, S) systems.
 *
 * @param leadTimeDays from order to goods on the shelf; more than 0
 * @param reviewPeriodDays days between occasions to order; 0 or more
 * @throws {PlanningInputError} for a lead time of 0 and whatever else is not allowed
 */
export function calculateDaysToCover(leadTimeDays: number, reviewPeriodDays: number): number {
  checkLeadTime(leadTimeDays, reviewPeriodDays);
  return leadTimeDays + reviewPeriodDays;
}

/**
 * `leadTimeDemand` = μ·(L + R): the units that will probably be sold before an order placed now arrives.
 *
 * Example: 2.5 units a day and a lead time of 14 days make 35 units.
 *
 * @param meanDailyDemand μ, units a day; 0 without sales, and then the result is 0
 * @returns units, unrounded
 * @throws {PlanningInputError} for a lead time of 0, a negative mean and whatever else is not allowed
 */
export function calculateLeadTimeDemand({
  meanDailyDemand,
  leadTimeDays,
  reviewPeriodDays,
}: {
  meanDailyDemand: number;
  leadTimeDays: number;
  reviewPeriodDays: number;
}): number {
  checkMeanDailyDemand(meanDailyDemand);
  return meanDailyDemand * calculateDaysToCover(leadTimeDays, reviewPeriodDays);
}
