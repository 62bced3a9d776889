import type { CalendarDay } from "./calendar";
import type { OrderDraft } from "./order-drafts";
import { isDemand } from "./order-drafts";
import type { Random } from "./random";

const SHARE_CANCELLED = 0.02;
const SHARE_TEST = 0.003;
const SHARE_OF_LINES_RETURNED = 0.015;
const SHARE_WITH_DELETED_VARIANT = 0.003;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Only the orders of the last days can still wait to be packed; three, since the shop may have rested yesterday. */
const DAYS_TO_FULFIL = 3;
const SHARE_UNFULFILLED = 0.35;

/**
 * Adds cancelled orders on top of the demand: the customer ordered, thought again, and ordered the same anew. Returns
 * all orders, unsorted.
 */
export function addCancelledOrders(
  orders: readonly OrderDraft[],
  days: readonly CalendarDay[],
  random: Random,
): OrderDraft[] {
  const cancelled = sample(orders, SHARE_CANCELLED, random).map((order): OrderDraft => {
    const dayStartMs = days[order.day]?.startMs ?? 0;
    const createdAtMs = Math.max(dayStartMs, order.createdAtMs - random.integer(1, 30) * MINUTE_MS);
    const waitedMs = random.chance(0.5) ? random.integer(1, 59) * MINUTE_MS : random.integer(1, 48) * HOUR_MS;
    const cancelledAtMs = notAfter(endOf(days), createdAtMs, waitedMs);
    return {
      ...order,
      name: order.name === null ? null : order.name.replace("#", "#C"),
      createdAtMs,
      updatedAtMs: cancelledAtMs,
      cancelledAtMs,
      lines: order.lines.map((line) => ({ ...line, currentQuantity: 0 })),
    };
  });
  return [...orders, ...cancelled];
}

/** Adds the merchant's trial orders: one unit of one thing that sold that day. Returns all orders, unsorted. */
export function addTestOrders(
  orders: readonly OrderDraft[],
  days: readonly CalendarDay[],
  random: Random,
): OrderDraft[] {
  const tests = sample(orders.filter(isDemand), SHARE_TEST, random).map((order, index): OrderDraft => {
    const line = random.pick(order.lines);
    const createdAtMs = notAfter(endOf(days), order.createdAtMs, random.integer(1, 50) * 1000);
    return {
      ...order,
      name: order.name === null ? null : `#T${index + 1}`,
      createdAtMs,
      updatedAtMs: createdAtMs,
      test: true,
      lines: [{ ...line, quantity: 1, currentQuantity: 1 }],
    };
  });
  return [...orders, ...tests];
}

/** Takes back a part of some lines some days after the sale. Changes the orders in place. */
export function recordReturns(orders: readonly OrderDraft[], days: readonly CalendarDay[], random: Random): void {
  for (const order of orders.filter(isDemand)) {
    for (const line of order.lines) {
      if (!random.chance(SHARE_OF_LINES_RETURNED)) continue;
      line.currentQuantity -= random.integer(1, line.quantity);
      const returnedAtMs = notAfter(endOf(days), order.createdAtMs, random.integer(2, 25) * DAY_MS);
      order.updatedAtMs = Math.max(order.updatedAtMs, returnedAtMs);
    }
  }
}

/** Adds lines whose variant has been deleted since, as every old shop has them. Changes the orders in place. */
export function addLinesOfDeletedVariants(orders: readonly OrderDraft[], random: Random): void {
  for (const order of sample(orders, SHARE_WITH_DELETED_VARIANT, random)) {
    const quantity = random.integer(1, 6);
    order.lines.push({ variant: null, quantity, currentQuantity: quantity, unitPrice: "4.95" });
  }
}

/**
 * Packs and sends the orders, which dates their last change; some of the last days' still wait. Changes the orders in
 * place and returns the waiting units by place of the variant: what Shopify calls committed.
 */
export function fulfilOrders(
  orders: readonly OrderDraft[],
  days: readonly CalendarDay[],
  random: Random,
): Map<number, number> {
  const committed = new Map<number, number>();
  for (const order of orders.filter(isDemand)) {
    order.waits = order.day >= days.length - DAYS_TO_FULFIL && random.chance(SHARE_UNFULFILLED);
    if (!order.waits) {
      const sentAtMs = notAfter(endOf(days), order.createdAtMs, random.integer(20, 48 * 60) * MINUTE_MS);
      order.updatedAtMs = Math.max(order.updatedAtMs, sentAtMs);
      continue;
    }
    for (const { variant, currentQuantity } of order.lines) {
      if (variant !== null) committed.set(variant, (committed.get(variant) ?? 0) + currentQuantity);
    }
  }
  return committed;
}

/** A share of the orders, one at least, none of them twice; in no particular order. */
function sample(orders: readonly OrderDraft[], share: number, random: Random): OrderDraft[] {
  return random.shuffle([...orders]).slice(0, Math.ceil(share * orders.length));
}

/** The last second of the calendar: nothing of the store lies after it. */
function endOf(days: readonly CalendarDay[]): number {
  const last = days.at(-1);
  if (last === undefined) throw new RangeError("The calendar has no days");
  return last.startMs + last.lengthMs - 1000;
}

function notAfter(endMs: number, fromMs: number, waitMs: number): number {
  return Math.max(fromMs, Math.min(endMs, fromMs + waitMs));
}
