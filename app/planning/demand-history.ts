import { classifySellingPattern, type SellingPattern } from "./demand-class";
import { rejectUnless } from "./planning-input-error";
import { RunningSums } from "./running-sums";

/** What one item sold, period by period, oldest first. A period is a day, or in a backtest also a week or a month. */
export interface DemandSeries {
  /** Units of each period; 0 or more, whole or not. */
  units: ArrayLike<number>;
  /** Of each period: 1 when the item was out of stock, so that its demand could not show; left out when it never was. */
  stockouts?: ArrayLike<number>;
}

/** What a window of an item's history says of its demand. */
export interface WindowStatistics {
  /** Periods of the window without those out of stock. */
  observedPeriods: number;
  sellingPeriods: number;
  /** Units a period, over the observed ones; NaN without an observed period. */
  mean: number;
  /** Sample standard deviation of the units of a period; NaN with fewer than two observed periods. */
  stdDev: number;
  /** How many lead times fit into the window: runs of as many observed periods in a row, overlapping. */
  runs: number;
  /** Sample standard deviation of the units of a run; NaN with fewer than two runs. */
  runStdDev: number;
  /** How it sells; of no meaning without a sale. */
  pattern: SellingPattern;
}

/**
 * One item's history, from which any window's statistics can be taken in constant time: a backtest asks for a window at
 * every period. Kept as {@link RunningSums}.
 *
 * A *run* is as many periods in a row as a lead time has. The deviation of the runs' units is what the safety stock has to
 * bridge: it holds what the deviation of a period, multiplied by √L, leaves out, such as weeks of fashion or a customer
 * who comes back every other day.
 *
 * Example: 1, 0, 2, 0, 4 units, in runs of 2 periods: the runs sold 1, 2, 2 and 4 units, a deviation of 1.2583.
 */
export class DemandHistory {
  readonly periods: number;
  readonly runPeriods: number;
  private readonly units: RunningSums;
  private readonly squares: RunningSums;
  private readonly sellingBefore: Int32Array;
  private readonly stockoutsBefore: Int32Array | null;
  private readonly runUnits: RunningSums;
  private readonly runSquares: RunningSums;
  private readonly runsBefore: Int32Array;

  /**
   * @param runPeriods periods of a run, 1 or more; a lead time of 14.5 days has runs of 15
   * @throws {PlanningInputError} for units that are negative or not finite
   */
  constructor({ units, stockouts }: DemandSeries, runPeriods: number) {
    const periods = units.length;
    this.periods = periods;
    this.runPeriods = Math.max(1, Math.round(runPeriods));
    this.units = new RunningSums(periods);
    this.squares = new RunningSums(periods);
    this.sellingBefore = new Int32Array(periods + 1);
    this.stockoutsBefore = stockouts ? new Int32Array(periods + 1) : null;
    for (let period = 0; period < periods; period++) {
      const sold = units[period] ?? 0;
      rejectUnless(sold >= 0 && sold < Infinity, "demand of a period", sold, "a finite number of units, 0 or more");
      this.units.add(period, sold);
      this.squares.add(period, sold * sold);
      this.sellingBefore[period + 1] = at(this.sellingBefore, period) + (sold > 0 ? 1 : 0);
      if (this.stockoutsBefore && stockouts) {
        this.stockoutsBefore[period + 1] = at(this.stockoutsBefore, period) + (stockouts[period] ? 1 : 0);
      }
    }
    this.runUnits = new RunningSums(periods);
    this.runSquares = new RunningSums(periods);
    this.runsBefore = new Int32Array(periods + 1);
    this.sumRuns();
  }

  /** Sums over the runs, each counted at its last period. */
  private sumRuns(): void {
    for (let last = 0; last < this.periods; last++) {
      const first = last - this.runPeriods + 1;
      const counts = first >= 0 && this.isObserved(first, last);
      const sold = counts ? this.unitsOf(first, last) : 0;
      this.runUnits.add(last, sold);
      this.runSquares.add(last, sold * sold);
      this.runsBefore[last + 1] = at(this.runsBefore, last) + (counts ? 1 : 0);
    }
  }

  /** Units of the periods from `first` to `last`, both included. */
  unitsOf(first: number, last: number): number {
    return this.units.between(first, last);
  }

  /** Periods with a sale from `first` to `last`. */
  sellingPeriodsOf(first: number, last: number): number {
    return at(this.sellingBefore, last + 1) - at(this.sellingBefore, first);
  }

  /** Periods from `first` to `last` on which the item was not out of stock. */
  observedPeriodsOf(first: number, last: number): number {
    const periods = last - first + 1;
    const stockouts = this.stockoutsBefore;
    return stockouts ? periods - (at(stockouts, last + 1) - at(stockouts, first)) : periods;
  }

  /** Whether the item was in stock all the time from `first` to `last`. */
  isObserved(first: number, last: number): boolean {
    return !this.stockoutsBefore || this.observedPeriodsOf(first, last) === last - first + 1;
  }

  /** Statistics of the window from `first` to `last`, both included, both inside the history. */
  statisticsOf(first: number, last: number): WindowStatistics {
    const observedPeriods = this.observedPeriodsOf(first, last);
    const sellingPeriods = this.sellingPeriodsOf(first, last);
    const units = this.unitsOf(first, last);
    const squares = this.squares.between(first, last);
    const firstRunEnd = Math.min(first + this.runPeriods - 1, last + 1);
    const runs = at(this.runsBefore, last + 1) - at(this.runsBefore, firstRunEnd);
    const runUnits = this.runUnits.between(firstRunEnd, last);
    const runSquares = this.runSquares.between(firstRunEnd, last);
    return {
      observedPeriods,
      sellingPeriods,
      mean: units / observedPeriods,
      stdDev: sampleStdDev(observedPeriods, units, squares),
      runs,
      runStdDev: sampleStdDev(runs, runUnits, runSquares),
      pattern: classifySellingPattern(observedPeriods / sellingPeriods, sizeVariation(sellingPeriods, units, squares)),
    };
  }
}

function at(sums: Int32Array, index: number): number {
  return sums[index] ?? 0;
}

/** √((n·Σx² − (Σx)²) / (n·(n − 1))); the difference is 0 at least, whatever the rounding of fractional units. */
function sampleStdDev(count: number, sum: number, sumOfSquares: number): number {
  if (count < 2) return NaN;
  return Math.sqrt(Math.max(0, count * sumOfSquares - sum * sum) / (count * (count - 1)));
}

/** CV² of the units of the selling periods, as in `demand-class.ts`; 0 with a single one. */
function sizeVariation(sellingPeriods: number, units: number, squares: number): number {
  if (sellingPeriods < 2) return 0;
  return (sellingPeriods * (sellingPeriods * squares - units * units)) / ((sellingPeriods - 1) * units * units);
}
