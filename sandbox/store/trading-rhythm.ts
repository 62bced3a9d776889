import type { CalendarDay } from "./calendar";
import { demandFacts } from "./demand-facts";

/** How busy each day is, relative to the mean open day; 0 on a closed day. */
export function describeRhythm(days: readonly CalendarDay[]): Float64Array {
  const busyness = Float64Array.from(days, (day) => (isClosed(day) ? 0 : weekdayFactor(day) * seasonLevel(day)));
  const openDays = busyness.filter((factor) => factor > 0);
  const mean = openDays.reduce((sum, factor) => sum + factor, 0) / Math.max(1, openDays.length);
  return busyness.map((factor) => factor / mean);
}

/** The shop rests on Saturdays, as the real one does, and over Christmas. */
function isClosed(day: CalendarDay): boolean {
  const christmasHolidays = (day.month === 12 && day.dayOfMonth >= 24) || (day.month === 1 && day.dayOfMonth <= 3);
  return weekdayFactor(day) === 0 || christmasHolidays;
}

function weekdayFactor(day: CalendarDay): number {
  return demandFacts.unitsPerWeekdayMondayToSunday[day.weekday - 1] ?? 0;
}

interface SeasonAnchor {
  month: number;
  dayOfMonth: number;
  dailyUnits: number;
}

/** Each month's mean stands in its middle; December falls from its first week's peak to the last orders of the year. */
function listSeasonAnchors(): SeasonAnchor[] {
  const byMonth = demandFacts.meanDailyUnitsByMonth;
  const months = [
    byMonth["2011-01"],
    byMonth["2011-02"],
    byMonth["2011-03"],
    byMonth["2011-04"],
    byMonth["2011-05"],
    byMonth["2011-06"],
    byMonth["2011-07"],
    byMonth["2011-08"],
    byMonth["2011-09"],
    byMonth["2011-10"],
    byMonth["2011-11"],
  ];
  return [
    ...months.map((dailyUnits, index) => ({ month: index + 1, dayOfMonth: 15, dailyUnits })),
    { month: 12, dayOfMonth: 5, dailyUnits: byMonth["2011-12"] },
    { month: 12, dayOfMonth: 20, dailyUnits: byMonth["2010-12"] },
  ];
}

const SEASON_ANCHORS = listSeasonAnchors();

/** Mean units of a day of this season, on the straight line between the anchors on either side. */
function seasonLevel(day: CalendarDay): number {
  const year = Number(day.date.slice(0, 4));
  const at = Date.UTC(year, day.month - 1, day.dayOfMonth);
  let before = anchorTime(SEASON_ANCHORS.at(-1), year - 1);
  for (const anchor of [...SEASON_ANCHORS, undefined]) {
    const next = anchorTime(anchor ?? SEASON_ANCHORS[0], anchor === undefined ? year + 1 : year);
    if (at <= next.at) {
      const share = (at - before.at) / (next.at - before.at);
      return before.dailyUnits + share * (next.dailyUnits - before.dailyUnits);
    }
    before = next;
  }
  throw new RangeError(`No season for ${day.date}`);
}

function anchorTime(anchor: SeasonAnchor | undefined, year: number): { at: number; dailyUnits: number } {
  if (anchor === undefined) throw new RangeError("The season has no anchors");
  return { at: Date.UTC(year, anchor.month - 1, anchor.dayOfMonth), dailyUnits: anchor.dailyUnits };
}
