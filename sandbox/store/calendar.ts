import { DateTime } from "luxon";

/** One calendar day of a shop's time zone. */
export interface CalendarDay {
  /** ISO date. */
  date: string;
  /** Local midnight at which the day begins, in milliseconds since the epoch. */
  startMs: number;
  /** 24 hours, but 23 or 25 on a day when the clocks change. */
  lengthMs: number;
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  /** 1 to 12. */
  month: number;
  dayOfMonth: number;
  /** The instant at which the clocks change on this day; null on every other day. */
  clockChangeMs: number | null;
}

/** The calendar day that `now` falls on in a time zone, as an ISO date. Throws a RangeError for an unknown zone. */
export function localDate(now: Date, timeZone: string): string {
  return inZone(now.getTime(), timeZone).toFormat("yyyy-MM-dd");
}

/** The given number of days of a time zone, in order, the last one being `lastDate` (ISO). */
export function listDays(lastDate: string, dayCount: number, timeZone: string): CalendarDay[] {
  const last = DateTime.fromISO(lastDate, { zone: timeZone });
  if (!last.isValid) throw new RangeError(`No day ${lastDate} in time zone ${timeZone}: ${last.invalidExplanation}`);
  const days: CalendarDay[] = [];
  for (let daysBefore = dayCount - 1; daysBefore >= 0; daysBefore--) {
    days.push(describeDay(last.minus({ days: daysBefore }), timeZone));
  }
  return days;
}

function describeDay(date: DateTime, timeZone: string): CalendarDay {
  const startMs = date.startOf("day").toMillis();
  const endMs = date.plus({ days: 1 }).startOf("day").toMillis();
  return {
    date: date.toFormat("yyyy-MM-dd"),
    startMs,
    lengthMs: endMs - startMs,
    weekday: date.weekday,
    month: date.month,
    dayOfMonth: date.day,
    clockChangeMs: findClockChange(startMs, endMs, timeZone),
  };
}

/** The first instant of [startMs, endMs) with the offset that the end has, to the second; null without a change. */
function findClockChange(startMs: number, endMs: number, timeZone: string): number | null {
  const offsetAtEnd = inZone(endMs - 1, timeZone).offset;
  if (inZone(startMs, timeZone).offset === offsetAtEnd) return null;
  let before = startMs;
  let after = endMs;
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (inZone(middle, timeZone).offset === offsetAtEnd) after = middle;
    else before = middle;
  }
  return after;
}

function inZone(instantMs: number, timeZone: string): DateTime {
  const local = DateTime.fromMillis(instantMs, { zone: timeZone });
  if (!local.isValid) throw new RangeError(`Unknown time zone ${timeZone}: ${local.invalidExplanation}`);
  return local;
}

/** ISO 8601 in UTC to the second, as Shopify writes a DateTime: "2026-11-21T08:30:00Z". */
export function formatInstant(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19)}Z`;
}
