import type { OrderDraft } from "./order-drafts";

/** First and last day of the calendar on which each variant was ordered, by its place; −1 for one that never was. */
export interface SalesHistory {
  firstDay: Int32Array;
  lastDay: Int32Array;
}

/** Cancelled and test orders count here: whatever could be ordered existed by then. */
export function traceSales(orders: readonly OrderDraft[], variantCount: number): SalesHistory {
  const firstDay = new Int32Array(variantCount).fill(-1);
  const lastDay = new Int32Array(variantCount).fill(-1);
  for (const order of orders) {
    for (const { variant } of order.lines) {
      if (variant === null) continue;
      const known = firstDay[variant] ?? -1;
      if (known === -1 || order.day < known) firstDay[variant] = order.day;
      lastDay[variant] = Math.max(lastDay[variant] ?? -1, order.day);
    }
  }
  return { firstDay, lastDay };
}
