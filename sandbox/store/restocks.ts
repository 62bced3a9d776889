import type { OrderDraft } from "./order-drafts";
import type { Random } from "./random";

/** Of the variants that sell, so many ran out in the last months and came back, if their sales paused and they are in stock. */
const SHARE_RESTOCKED = 0.2;
/** The order data do not tell when; it is in the last so many days. */
const LAST_DAYS = 120;
/** From one sale to the next, so that some days lie between: sold out, some days without, goods arrive, the next sale. */
const SHORTEST_PAUSE_DAYS = 5;

/**
 * Draws when variants came back into stock, as places in the calendar by place of the variant in the catalogue: on the eve
 * of the sale that ended the longest pause of its sales. So nothing is ordered while a variant is out of stock.
 */
export function drawRestocks(
  orders: readonly OrderDraft[],
  variantCount: number,
  random: Random,
): Map<number, readonly number[]> {
  const restocks = new Map<number, readonly number[]>();
  orderedDays(orders, variantCount).forEach((days, variant) => {
    if (days.length === 0 || !random.chance(SHARE_RESTOCKED)) return;
    const pauseEnd = findLongestPauseEnd(days);
    if (pauseEnd !== null) restocks.set(variant, [pauseEnd - 1]);
  });
  return restocks;
}

/** The last days on which each variant was ordered, each once, in order. */
function orderedDays(orders: readonly OrderDraft[], variantCount: number): number[][] {
  const lastDay = orders.reduce((last, order) => Math.max(last, order.day), 0);
  const days = Array.from({ length: variantCount }, (): Set<number> => new Set());
  for (const order of orders) {
    if (order.day <= lastDay - LAST_DAYS) continue;
    for (const { variant } of order.lines) if (variant !== null) days[variant]?.add(order.day);
  }
  return days.map((ofVariant) => [...ofVariant].sort((one, other) => one - other));
}

function findLongestPauseEnd(days: readonly number[]): number | null {
  let longest = SHORTEST_PAUSE_DAYS - 1;
  let end: number | null = null;
  for (const [index, day] of days.entries()) {
    const pause = day - (days[index - 1] ?? day);
    if (pause <= longest) continue;
    longest = pause;
    end = day;
  }
  return end;
}
