/** Faults that are shown; the others are counted. */
const SHOWN_FAULTS = 20;

/** Input from which nothing can be computed, for reasons that the person at the keyboard can put right. */
export class FaultyInputError extends Error {
  override readonly name = "FaultyInputError";

  /** @param faults one a line, ready to be shown */
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
  }
}

/**
 * Collects all faults of a file, however many: a file of the wrong kind has one in every line.
 *
 * Example: 1,254 faults are shown as the first 20 and "and 1,234 more".
 */
export class FaultList {
  private readonly shown: string[] = [];
  private count = 0;

  /** @param line counted from 1, the header; null when the fault is the whole file's */
  add(line: number | null, reason: string): void {
    this.count++;
    if (this.shown.length < SHOWN_FAULTS) this.shown.push(line === null ? reason : `line ${line}: ${reason}`);
  }

  /** For what follows from other faults, and is one itself when there are none. */
  addUnlessAny(reason: string): void {
    if (this.count === 0) this.add(null, reason);
  }

  /** @throws {FaultyInputError} when there is a fault */
  throwIfAny(): void {
    if (this.count === 0) return;
    const left = this.count - this.shown.length;
    throw new FaultyInputError(left === 0 ? this.shown : [...this.shown, `and ${left.toLocaleString("en")} more`]);
  }
}
