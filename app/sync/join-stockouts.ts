import type { StockoutSpan } from "~/data/stock-history";
import { addDays } from "~/planning/calendar";
import type { EmptyDay } from "~/shopify/stock-report";

/**
 * The spans of days on which one variant had nothing in stock from begin to end.
 *
 * Example: a day that began with 3 and ended with 0, two days of 0 and, a week later, another one are two spans: the two
 * days, and the last one.
 */
export function joinStockouts(emptyDays: readonly EmptyDay[]): StockoutSpan[] {
  const spans: StockoutSpan[] = [];
  const outOfStock = emptyDays.filter(({ startingUnits, endingUnits }) => startingUnits <= 0 && endingUnits <= 0);
  for (const { variantId, day, startingUnits, endingUnits } of outOfStock.sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = spans.at(-1);
    if (last && addDays(last.lastDay, 1) === day) Object.assign(last, { lastDay: day, availableAtEnd: endingUnits });
    else
      spans.push({
        variantId,
        firstDay: day,
        lastDay: day,
        availableAtBegin: startingUnits,
        availableAtEnd: endingUnits,
      });
  }
  return spans;
}
