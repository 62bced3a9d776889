import type { OrderDraft } from "./order-drafts";
import { isDemand } from "./order-drafts";

/** Units per day over the last days of the calendar, by place of the variant, days without a sale included. */
export interface RecentDemand {
  mean: Float64Array;
  stdDev: Float64Array;
}

/** Sums up the last `windowDays` of a calendar of `dayCount` days; `orders` must be sorted by day. */
export function measureRecentDemand(
  orders: readonly OrderDraft[],
  variantCount: number,
  dayCount: number,
  windowDays: number,
): RecentDemand {
  const sum = new Float64Array(variantCount);
  const sumOfSquares = new Float64Array(variantCount);
  const unitsOfDay = new Map<number, number>();
  const closeDay = (): void => {
    for (const [variant, units] of unitsOfDay) {
      sum[variant] = (sum[variant] ?? 0) + units;
      sumOfSquares[variant] = (sumOfSquares[variant] ?? 0) + units ** 2;
    }
    unitsOfDay.clear();
  };

  let day = -1;
  for (const order of orders) {
    if (order.day < dayCount - windowDays || !isDemand(order)) continue;
    if (order.day !== day) closeDay();
    day = order.day;
    for (const { variant, quantity } of order.lines) {
      if (variant !== null) unitsOfDay.set(variant, (unitsOfDay.get(variant) ?? 0) + quantity);
    }
  }
  closeDay();

  const mean = sum.map((units) => units / windowDays);
  const stdDev = sumOfSquares.map((squares, variant) => {
    const squaredMean = (mean[variant] ?? 0) ** 2;
    return Math.sqrt(Math.max(0, (squares - windowDays * squaredMean) / (windowDays - 1)));
  });
  return { mean, stdDev };
}
