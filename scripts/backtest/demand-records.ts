import { addDays, daysBetween } from "../../app/planning/calendar";

const EPOCH = "1970-01-01";

/** Days since 1970-01-01: files have tens of millions of rows, and numbers are small and quick to compare. */
export type EpochDay = number;

/** @throws {PlanningInputError} for a text that is no day of the calendar, such as 2011-02-30 */
export function toEpochDay(day: string): EpochDay {
  return daysBetween(EPOCH, day);
}

export function toIsoDay(day: EpochDay): string {
  return addDays(EPOCH, day);
}

/** What one SKU sold on which days, in the order of the file; a day can come more than once. */
export class DatedUnits {
  private days = new Int32Array(8);
  private units = new Float64Array(8);
  private count = 0;

  add(day: EpochDay, units: number): void {
    if (this.count === this.days.length) this.grow();
    this.days[this.count] = day;
    this.units[this.count] = units;
    this.count++;
  }

  forEach(visit: (day: EpochDay, units: number) => void): void {
    for (let index = 0; index < this.count; index++) visit(this.days[index] ?? 0, this.units[index] ?? 0);
  }

  private grow(): void {
    const { days, units } = this;
    this.days = new Int32Array(days.length * 2);
    this.days.set(days);
    this.units = new Float64Array(units.length * 2);
    this.units.set(units);
  }
}

/** All that a demand file says. */
export interface DemandRecords {
  bySku: ReadonlyMap<string, DatedUnits>;
  firstDay: EpochDay;
  lastDay: EpochDay;
}
