import type { BeyondCalendar, InsufficientHistory, NoSales } from "./absence";
import { addDays, daysLeftInCalendar } from "./calendar";
import type { DemandSums } from "./demand";

/**
 * `daysOfCover` = units / μ: how long these units last at the mean daily demand. Taken as units·n / units sold, of whole
 * numbers, so that what lasts whole days comes out whole: 35 units, with 7 sold in 12 days, last 60 days, where 35 / (7/12) gives 59.99999999999999.
 *
 * Example: 45 units, where 90 were sold in 90 days, last 45 days. Minus 3 units (oversold) are −3 days of cover: the
 * demand of 3 days is owed already.
 *
 * @param units on the shelf, or above a level; can be negative
 * @param demand of the observed days
 * @returns days; absent without an observed day, and without sales, when stock has no end in sight
 */
export function calculateDaysOfCover(units: number, demand: DemandSums): number | InsufficientHistory | NoSales {
  const { observedDays } = demand;
  if (observedDays < 1) return { kind: "insufficient-history", observedDays };
  if (demand.units === 0) return { kind: "no-sales" };
  // Adding 0 turns -0 into 0.
  return (units * observedDays) / demand.units + 0;
}

/**
 * `projectedStockoutDate` = today + ⌊days of cover⌋. Stock that is gone, or oversold, runs out today: the past is no
 * projection.
 *
 * Example: with 10.9 days of cover on 2026-03-01 the stock runs out on 2026-03-11.
 *
 * @param today ISO day in the shop's time zone
 * @param daysOfCover days; can be negative
 * @returns ISO day; absent after the year 9999
 */
export function projectStockoutDate(today: string, daysOfCover: number): string | BeyondCalendar {
  const days = Math.max(0, Math.floor(daysOfCover));
  if (days > daysLeftInCalendar(today)) return { kind: "beyond-calendar", daysOfCover };
  return addDays(today, days);
}
