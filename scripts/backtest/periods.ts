import { toIsoDay, type DatedUnits, type DemandRecords, type EpochDay } from "./demand-records";
import { FaultyInputError } from "./faults";

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

const DAYS_A_WEEK = 7;
const MS_PER_DAY = 86_400_000;
/** More would not fit into the memory of an ordinary machine; dates that far apart are likely a slip. */
const MOST_ITEM_PERIODS = 400_000_000;

/** What each SKU sold, period by period, without gaps. */
export interface PeriodDemand {
  period: Period;
  items: { sku: string; units: Float64Array }[];
  /** First day of the first period and last day of the last one. */
  firstDay: EpochDay;
  lastDay: EpochDay;
  periods: number;
  /** The last day of each period, its origin. */
  lastDays: readonly EpochDay[];
  /** What was left out, in words. */
  notes: string[];
}

/** The whole of a file laid out in periods: for each day from the first on, the index of its period. */
interface Calendar {
  firstDay: EpochDay;
  periodOfDay: Int32Array;
}

/**
 * Sums demand by period, from the file's first day to its last; a period without a row is zero. Weeks are blocks of seven
 * days from the first day on, months those of the calendar.
 *
 * In a file that is finer than the period the last period can be incomplete, and so can the first month: their demand
 * would seem to fall, so they are left out. In a file with one row a period nothing is left out, whatever day of the
 * period its dates name.
 *
 * @throws {FaultyInputError} for dates so far apart that the periods fit into no memory
 */
export function sumByPeriod(records: DemandRecords, period: Period): PeriodDemand {
  const calendar = layOut(records, period);
  const all = (calendar.periodOfDay.at(-1) ?? 0) + 1;
  refuseHugeSpans(records, all);
  const ends = endsOf(calendar, all);
  const isFiner = period !== "day" && [...records.bySku.values()].some((demand) => isFinerThan(calendar, demand));
  const left = isFiner ? findIncomplete(records, period, ends) : { first: false, last: false };
  const first = left.first ? 1 : 0;
  const last = all - 1 - (left.last && all > first ? 1 : 0);
  const lastDays = ends.slice(first, last + 1);
  return {
    period,
    items: [...records.bySku].map(([sku, demand]) => ({ sku, units: sum(calendar, demand, first, last) })),
    firstDay: first === 0 ? records.firstDay : (ends[0] ?? 0) + 1,
    lastDay: lastDays.at(-1) ?? records.lastDay,
    periods: Math.max(0, last - first + 1),
    lastDays,
    notes: describeLeftOut(records, period, ends, left),
  };
}

function layOut({ firstDay, lastDay }: DemandRecords, period: Period): Calendar {
  const periodOfDay = new Int32Array(lastDay - firstDay + 1);
  const firstMonth = monthOf(firstDay);
  for (let index = 0; index < periodOfDay.length; index++) {
    if (period === "day") periodOfDay[index] = index;
    else if (period === "week") periodOfDay[index] = Math.floor(index / DAYS_A_WEEK);
    else periodOfDay[index] = monthOf(firstDay + index) - firstMonth;
  }
  return { firstDay, periodOfDay };
}

function monthOf(day: EpochDay): number {
  const date = new Date(day * MS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function refuseHugeSpans({ bySku, firstDay, lastDay }: DemandRecords, periods: number): void {
  if (bySku.size * periods <= MOST_ITEM_PERIODS) return;
  throw new FaultyInputError([
    `The dates go from ${toIsoDay(firstDay)} to ${toIsoDay(lastDay)}: ${periods.toLocaleString("en")} periods of ` +
      `${bySku.size.toLocaleString("en")} SKUs are more than the ${MOST_ITEM_PERIODS.toLocaleString("en")} that fit. ` +
      "Is one of the dates a slip? Else take fewer SKUs, or --period week.",
  ]);
}

/** The last day of each period, of the last one as far as the file goes. */
function endsOf({ firstDay, periodOfDay }: Calendar, periods: number): EpochDay[] {
  const ends = new Array<EpochDay>(periods).fill(firstDay);
  periodOfDay.forEach((period, index) => (ends[period] = firstDay + index));
  return ends;
}

/** Whether a SKU has rows on two days of one period. */
function isFinerThan({ firstDay, periodOfDay }: Calendar, demand: DatedUnits): boolean {
  const dayOfPeriod = new Map<number, EpochDay>();
  let isFiner = false;
  demand.forEach((day) => {
    const period = periodOfDay[day - firstDay] ?? 0;
    const other = dayOfPeriod.get(period);
    if (other === undefined) dayOfPeriod.set(period, day);
    else if (other !== day) isFiner = true;
  });
  return isFiner;
}

interface LeftOut {
  first: boolean;
  last: boolean;
}

function findIncomplete({ firstDay, lastDay }: DemandRecords, period: Period, ends: readonly EpochDay[]): LeftOut {
  if (period === "week") return { first: false, last: (lastDay - firstDay + 1) % DAYS_A_WEEK !== 0 };
  const isCut = monthOf(firstDay - 1) === monthOf(firstDay);
  return {
    first: isCut,
    // A file inside a single month has one period to leave out, not two.
    last: monthOf(lastDay + 1) === monthOf(lastDay) && !(isCut && ends.length === 1),
  };
}

function sum(calendar: Calendar, demand: DatedUnits, first: number, last: number): Float64Array {
  const units = new Float64Array(Math.max(0, last - first + 1));
  demand.forEach((day, sold) => {
    const index = (calendar.periodOfDay[day - calendar.firstDay] ?? 0) - first;
    // Writing outside of a typed array does nothing: those are the periods that are left out.
    units[index] = (units[index] ?? 0) + sold;
  });
  return units;
}

function describeLeftOut(
  { firstDay, lastDay }: DemandRecords,
  period: Period,
  ends: readonly EpochDay[],
  { first, last }: LeftOut,
): string[] {
  const notes: string[] = [];
  if (first) {
    notes.push(
      `The first ${period} is incomplete and left out: the file begins on ${toIsoDay(firstDay)}, inside of it.`,
    );
  }
  if (last) {
    const begin = toIsoDay((ends.at(-2) ?? firstDay - 1) + 1);
    notes.push(
      `The last ${period}, from ${begin} on, is incomplete and left out: the file ends on ${toIsoDay(lastDay)}.`,
    );
  }
  return notes;
}
