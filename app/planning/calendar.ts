import { DateTime } from "luxon";
import { rejectUnless } from "./planning-input-error";

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

// What an ISO calendar day can write with four digits for the year.
const FIRST_EPOCH_DAY = Date.parse("0000-01-01") / MS_PER_DAY;
const LAST_EPOCH_DAY = Date.parse("9999-12-31") / MS_PER_DAY;

/**
 * The calendar day on which an instant falls for people in a time zone. Their day may have 23 or 25 hours.
 *
 * Example: 2026-03-08T04:30:00Z is "2026-03-07" in America/New_York, where the clock shows 23:30.
 *
 * @param instant a point in time
 * @param timeZone IANA name, such as Europe/London
 * @returns ISO day, such as "2026-03-07"
 * @throws {PlanningInputError} for an unknown time zone or an invalid date
 */
export function calendarDay(instant: Date, timeZone: string): string {
  rejectUnless(!Number.isNaN(instant.getTime()), "instant", instant, "a valid date");
  const day = DateTime.fromJSDate(instant, { zone: timeZone }).toISODate();
  rejectUnless(day !== null, "time zone", timeZone, "an IANA time zone");
  return day ?? "";
}

/**
 * The instant at which a calendar day begins in a time zone: midnight, or the first moment after it where the clocks
 * skip midnight.
 *
 * Example: "2026-07-01" begins in America/New_York at 2026-07-01T04:00:00Z.
 *
 * @param day ISO day
 * @param timeZone IANA name
 * @throws {PlanningInputError} for an unknown time zone or a day that is not in the calendar
 */
export function startOfDay(day: string, timeZone: string): Date {
  epochDay(day);
  const start = DateTime.fromISO(day, { zone: timeZone }).startOf("day");
  rejectUnless(start.isValid, "time zone", timeZone, "an IANA time zone");
  return start.toJSDate();
}

/**
 * The calendar day some days after (or, negative, before) another. Calendar days know no clock and no zone.
 *
 * Example: 30 days after "2026-02-15" is "2026-03-17".
 *
 * @param day ISO day
 * @param days whole days
 * @returns ISO day
 * @throws {PlanningInputError} when `day` is not an ISO day, or the result would not be one
 */
export function addDays(day: string, days: number): string {
  const shifted = epochDay(day) + days;
  rejectUnless(
    Number.isSafeInteger(days) && shifted >= FIRST_EPOCH_DAY && shifted <= LAST_EPOCH_DAY,
    "number of days to add",
    days,
    "a whole number that ends from the year 0 to 9999",
  );
  return isoDay(shifted * MS_PER_DAY);
}

/** Whole days from the first day to the second; negative when the second is earlier. */
export function daysBetween(firstDay: string, secondDay: string): number {
  return epochDay(secondDay) - epochDay(firstDay);
}

/** How many days the calendar has after this one, up to the end of the year 9999. */
export function daysLeftInCalendar(day: string): number {
  return LAST_EPOCH_DAY - epochDay(day);
}

/**
 * Days since 1970-01-01. UTC has no clock changes, so this is exact; luxon would do it too, at some microseconds a call,
 * and a plan is made for every variant of a catalogue.
 */
function epochDay(day: string): number {
  if (day === lastParsed.day) return lastParsed.epochDay;
  const milliseconds = ISO_DAY.test(day) ? Date.parse(day) : NaN;
  // Date.parse takes 30 February for 2 March; written back, it is another day.
  const isInCalendar = !Number.isNaN(milliseconds) && isoDay(milliseconds) === day;
  rejectUnless(isInCalendar, "day", day, "a calendar day such as 2026-03-07");
  lastParsed = { day, epochDay: milliseconds / MS_PER_DAY };
  return lastParsed.epochDay;
}

/** The variants of a catalogue are planned for the same today, one after the other. */
let lastParsed = { day: "1970-01-01", epochDay: 0 };

const MOST_KEPT_DAYS = 10_000;

/** The stockout days of a catalogue are the same few hundred again and again, and to write one takes as long as to plan. */
const isoDays = new Map<number, string>();

function isoDay(milliseconds: number): string {
  const known = isoDays.get(milliseconds);
  if (known !== undefined) return known;
  const day = new Date(milliseconds).toISOString().slice(0, 10);
  if (isoDays.size >= MOST_KEPT_DAYS) isoDays.clear();
  isoDays.set(milliseconds, day);
  return day;
}
