import type { CalendarDay } from "./calendar";
import type { Random } from "./random";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A first sale after this many days of the calendar may mean that the variant is new. */
const DAYS_UNTIL_LATE = 45;
const SHARE_OF_LATE_STARTERS_NEW = 0.7;
const SHARE_OF_NEVER_SOLD_NEW = 0.3;

/**
 * Draws when a variant was entered into the catalogue, in milliseconds since the epoch. Order data do not tell, so:
 * - sold within the first 45 days of the calendar: one month to four years before the calendar begins;
 * - first sold later: in seven of ten cases 1 to 14 days before its first sale, else as above (it just sold late);
 * - never sold (`firstSaleDay` −1): in three of ten cases in the last 60 days, mostly the very last, else as above.
 * The instant is always before the day of the first sale begins.
 */
export function drawCreation(firstSaleDay: number, days: readonly CalendarDay[], random: Random): number {
  const isNew =
    firstSaleDay === -1
      ? random.chance(SHARE_OF_NEVER_SOLD_NEW)
      : firstSaleDay >= DAYS_UNTIL_LATE && random.chance(SHARE_OF_LATE_STARTERS_NEW);
  if (!isNew) return daysBefore(0, random.integer(30, 1460), days, random);
  if (firstSaleDay === -1) return daysBefore(days.length, Math.ceil(60 * random.fraction() ** 2) || 1, days, random);
  return daysBefore(firstSaleDay, random.integer(1, 14), days, random);
}

/** Office hours of the day that lies `count` days before the given day; `day` may be the one after the calendar's last. */
function daysBefore(day: number, count: number, days: readonly CalendarDay[], random: Random): number {
  const officeHourMs = Math.floor(random.between(9 * HOUR_MS, 17 * HOUR_MS));
  const inCalendar = days[day - count];
  if (inCalendar !== undefined) return inCalendar.startMs + officeHourMs;
  const first = days[0];
  if (first === undefined) throw new RangeError("The calendar has no days");
  return first.startMs - (count - day) * DAY_MS + officeHourMs;
}
