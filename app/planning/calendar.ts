import { DateTime } from "luxon";
import { rejectUnless } from "./planning-input-error";

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

const FIRST_CALENDAR_DAY = "0000-01-01";
/** The last day that an ISO calendar day can write with four digits for the year. */
export const LAST_CALENDAR_DAY = "9999-12-31";

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
  const milliseconds = (epochDay(day) + days) * MS_PER_DAY;
  rejectUnless(
    milliseconds >= Date.parse(FIRST_CALENDAR_DAY) && milliseconds <= Date.parse(LAST_CALENDAR_DAY),
    `number of days to add to ${day}`,
    days,
    `one that ends from ${FIRST_CALENDAR_DAY} to ${LAST_CALENDAR_DAY}`,
  );
  return isoDay(milliseconds);
}

/** Whole days from the first day to the second; negative when the second is earlier. */
export function daysBetween(firstDay: string, secondDay: string): number {
  return epochDay(secondDay) - epochDay(firstDay);
}

/**
 * Days since 1970-01-01. UTC has no clock changes, so this is exact; luxon would do it too, at some microseconds a call,
 * and a plan is made for every variant of a catalogue.
 */
function epochDay(day: string): number {
  const milliseconds = ISO_DAY.test(day) ? Date.parse(day) : NaN;
  // Date.parse takes 30 February for 2 March; written back, it is another day.
  const isInCalendar = !Number.isNaN(milliseconds) && isoDay(milliseconds) === day;
  rejectUnless(isInCalendar, "day", day, "a calendar day such as 2026-03-07");
  return milliseconds / MS_PER_DAY;
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
