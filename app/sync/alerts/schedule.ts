import { isDeepStrictEqual } from "node:util";
import { DateTime } from "luxon";
import type { AlertSettings } from "~/data/alert-settings";

/** What time it is. Looks and emails, one after the other, may take so long that it matters. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();

/** When a shop's staff wants to hear. */
export interface AlertSchedule extends Pick<AlertSettings, "frequency" | "dailyAt" | "quietHours"> {
  /** IANA name. */
  timeZone: string;
}

/** Whoever wants to hear at once hears of what came in so many minutes together. */
const MINUTES_BETWEEN_DIGESTS = 10;

/** What was stored before somebody saves. */
interface FormerSchedule extends Omit<AlertSchedule, "timeZone"> {
  /** null where there was no way to send a digest. */
  nextDigestAt: Date | null;
}

/**
 * When the next digest may be made after the settings were saved. Other settings than those that say when leave it as it was, and one that
 * is due already stays due: whoever adds an address at eight o'clock still hears at eight.
 */
export function digestAfterSaving(
  { nextDigestAt: planned, ...former }: FormerSchedule,
  schedule: AlertSchedule,
  savedAt: Date,
): Date {
  if (planned === null || former.frequency !== schedule.frequency) return firstDigestAt(schedule, savedAt);
  const isAsBefore = former.dailyAt === schedule.dailyAt && isDeepStrictEqual(former.quietHours, schedule.quietHours);
  return isAsBefore || planned <= savedAt ? planned : firstDigestAt(schedule, savedAt);
}

/** At the next time of day that was chosen, or as soon as quiet hours allow. */
function firstDigestAt(schedule: AlertSchedule, savedAt: Date): Date {
  return schedule.frequency === "daily" ? nextTimeOfDay(schedule, savedAt) : endOfQuietHours(schedule, savedAt);
}

/** When the next digest may be made after one, or after nothing was found to tell. */
export function nextDigestAt(schedule: AlertSchedule, lastAt: Date): Date {
  if (schedule.frequency === "daily") return nextTimeOfDay(schedule, lastAt);
  return endOfQuietHours(schedule, new Date(lastAt.getTime() + MINUTES_BETWEEN_DIGESTS * 60_000));
}

/**
 * The end of the quiet hours that a moment lies in, or the moment itself. Times are those of clocks in the shop: from 22:00 to 07:00
 * is an hour shorter or longer in the nights in which these are changed.
 */
export function endOfQuietHours({ quietHours, timeZone }: AlertSchedule, moment: Date): Date {
  if (quietHours === null) return moment;
  const local = DateTime.fromJSDate(moment, { zone: timeZone });
  if (!isWithin(local.toFormat("HH:mm"), quietHours)) return moment;
  const ends = [local, local.plus({ days: 1 })].flatMap((day) => occurrencesOf(quietHours.to, day));
  return ends.find((end) => end > local)?.toJSDate() ?? moment;
}

/** Both as HH:MM, which sort as they follow each other. */
function isWithin(time: string, { from, to }: { from: string; to: string }): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

/** Once a day, also on the day on which clocks show a time twice. One that they leave out comes with the hour after it. */
function nextTimeOfDay({ dailyAt, timeZone }: AlertSchedule, after: Date): Date {
  const local = DateTime.fromJSDate(after, { zone: timeZone });
  const [today] = occurrencesOf(dailyAt, local);
  const [tomorrow] = occurrencesOf(dailyAt, local.plus({ days: 1 }));
  const next = today && today > local ? today : tomorrow;
  if (!next) throw new Error(`${timeZone} knows no ${dailyAt} after ${after.toISOString()}`);
  return next.toJSDate();
}

/** The moments of a day at which clocks show a time, the first first. */
function occurrencesOf(time: string, { year, month, day, zone }: DateTime): DateTime[] {
  const [hour, minute] = time.split(":").map(Number);
  return DateTime.fromObject({ year, month, day, hour, minute }, { zone }).getPossibleOffsets();
}
