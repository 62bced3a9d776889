/**
 * Sums of any stretch of a series in constant time: the difference of two running sums. Each sum is kept as two numbers,
 * the sum as rounded and what the rounding lost, so that a huge value leaves no error in the stretches without it: the
 * squares after a spike of a thousand million units would otherwise be gone, and with them their deviation.
 *
 * Source: Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B (the exact error of a floating-point sum).
 *
 * Example: of 1e18, 1 and 2, the last two sum to 3; rounded running sums alone would give 0.
 */
export class RunningSums {
  private readonly rounded: Float64Array;
  private readonly lost: Float64Array;

  /** @param length of the series */
  constructor(length: number) {
    this.rounded = new Float64Array(length + 1);
    this.lost = new Float64Array(length + 1);
  }

  /** Adds the value of a period; periods come in their order. */
  add(period: number, value: number): void {
    const before = this.rounded[period] ?? 0;
    const sum = before + value;
    const added = sum - before;
    this.rounded[period + 1] = sum;
    this.lost[period + 1] = (this.lost[period] ?? 0) + (before - (sum - added)) + (value - added);
  }

  /** The sum of the periods from `first` to `last`, both included. */
  between(first: number, last: number): number {
    const rounded = (this.rounded[last + 1] ?? 0) - (this.rounded[first] ?? 0);
    return rounded + ((this.lost[last + 1] ?? 0) - (this.lost[first] ?? 0));
  }
}
