import type { CalendarDay } from "./calendar";
import type { SalesOfDay } from "./demand";
import { demandFacts } from "./demand-facts";
import { logValueAtScore } from "./percentile-curve";
import type { Random } from "./random";

/** An order before its ids are dealt out. */
export interface OrderDraft {
  /** As printed on the receipt, such as "#1001"; null: numbered in order of creation. */
  name: string | null;
  /** Place of its day in the calendar. */
  day: number;
  createdAtMs: number;
  updatedAtMs: number;
  cancelledAtMs: number | null;
  test: boolean;
  /** Whether it still waits to be sent. */
  waits: boolean;
  lines: OrderLineDraft[];
}

export interface OrderLineDraft {
  /** Place of the variant in the catalogue; null for a variant that was deleted since. */
  variant: number | null;
  quantity: number;
  currentQuantity: number;
  /** Decimal with two places. */
  unitPrice: string;
}

export function isDemand(order: OrderDraft): boolean {
  return !order.test && order.cancelledAtMs === null;
}

/** Line counts of invoices by normal score of their percentile. */
const ORDER_SIZE_CURVE = [
  { score: -1.644854, value: demandFacts.linesPerInvoice.p5 },
  { score: -1.281552, value: demandFacts.linesPerInvoice.p10 },
  { score: -0.67449, value: demandFacts.linesPerInvoice.p25 },
  { score: 0, value: demandFacts.linesPerInvoice.p50 },
  { score: 0.67449, value: demandFacts.linesPerInvoice.p75 },
  { score: 1.281552, value: demandFacts.linesPerInvoice.p90 },
  { score: 1.644854, value: demandFacts.linesPerInvoice.p95 },
  { score: 2.326348, value: demandFacts.linesPerInvoice.p99 },
];

/** Deals the lines of every day into orders of a realistic number of lines, placed at realistic times. */
export function placeOrders(
  salesOfDays: readonly SalesOfDay[],
  days: readonly CalendarDay[],
  prices: readonly string[],
  random: Random,
): OrderDraft[] {
  return days.flatMap((day, dayIndex) => {
    const sales = salesOfDays[dayIndex];
    if (sales === undefined || sales.variants.length === 0) return [];
    const baskets = fillBaskets(sales, prices, random);
    const times = drawOrderTimes(day, baskets.length, random);
    return baskets.map((lines, index): OrderDraft => {
      const createdAtMs = times[index] ?? day.startMs;
      return {
        name: null,
        day: dayIndex,
        createdAtMs,
        updatedAtMs: createdAtMs,
        cancelledAtMs: null,
        test: false,
        waits: false,
        lines,
      };
    });
  });
}

function fillBaskets(sales: SalesOfDay, prices: readonly string[], random: Random): OrderLineDraft[][] {
  const lines = random.shuffle(
    sales.variants.map((variant, index): OrderLineDraft => {
      const quantity = sales.units[index] ?? 0;
      return { variant, quantity, currentQuantity: quantity, unitPrice: prices[variant] ?? "0.00" };
    }),
  );
  const baskets: OrderLineDraft[][] = [];
  // A small shop's day is not one wholesale order.
  const largestBasket = Math.max(1, Math.ceil(lines.length / 3));
  for (let from = 0; from < lines.length;) {
    const size = Math.min(largestBasket, Math.max(1, Math.round(logValueAtScore(ORDER_SIZE_CURVE, random.normal()))));
    baskets.push(lines.slice(from, from + size));
    from += size;
  }
  return baskets;
}

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;

/** Orders come in around the early afternoon (as in the real shop), a few at any hour, some next to midnight. */
const MEAN_ORDER_HOUR = 13;
const ORDER_HOUR_STD_DEV = 2.6;
const SHARE_AT_ANY_HOUR = 0.04;
const SHARE_NEAR_MIDNIGHT = 0.01;

/** Instants within the day, in order. On a day of a clock change the first orders stand on either side of the change. */
function drawOrderTimes(day: CalendarDay, count: number, random: Random): number[] {
  const times = Array.from({ length: count }, () => drawOrderTime(day, random));
  if (day.clockChangeMs !== null) {
    aroundClockChange(day.clockChangeMs).forEach((time, index) => {
      if (index < count) times[index] = time;
    });
  }
  return times.sort((first, second) => first - second);
}

/**
 * In autumn these are the same local time in summer and in winter time, and the last and first second of either; in
 * spring they lie on both sides of the hour that does not exist.
 */
function aroundClockChange(clockChangeMs: number): number[] {
  return [-HOUR_MS / 2, HOUR_MS / 2, -SECOND_MS, 0].map((offset) => clockChangeMs + offset);
}

function drawOrderTime(day: CalendarDay, random: Random): number {
  const kind = random.fraction();
  if (kind < SHARE_NEAR_MIDNIGHT) {
    const secondsFromMidnight = random.integer(0, 59);
    return random.chance(0.5)
      ? day.startMs + secondsFromMidnight * SECOND_MS
      : day.startMs + day.lengthMs - (secondsFromMidnight + 1) * SECOND_MS;
  }
  const secondsOfDay = day.lengthMs / SECOND_MS;
  if (kind < SHARE_NEAR_MIDNIGHT + SHARE_AT_ANY_HOUR) {
    return day.startMs + random.integer(0, secondsOfDay - 1) * SECOND_MS;
  }
  const hour = MEAN_ORDER_HOUR + ORDER_HOUR_STD_DEV * random.normal();
  const second = Math.min(secondsOfDay - 1, Math.max(0, Math.floor(hour * 3600)));
  return day.startMs + second * SECOND_MS;
}
