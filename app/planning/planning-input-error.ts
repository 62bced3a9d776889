/**
 * An input for which no plan exists, such as a service level of 1. The calculations reject it and never clamp it: a
 * clamped input would give a number that looks right and is not.
 */
export class PlanningInputError extends RangeError {
  override readonly name = "PlanningInputError";

  constructor(
    /** What was wrong, in the words of the definitions: "service level". */
    readonly input: string,
    readonly value: unknown,
    /** What it may be: "at least 0.5 and less than 1". */
    readonly allowed: string,
  ) {
    super(`The ${input} must be ${allowed}; it is ${typeof value === "string" ? `"${value}"` : String(value)}.`);
  }
}

/** @throws {PlanningInputError} unless the input is allowed. Comparisons with NaN are false, so NaN is rejected too. */
export function rejectUnless(isAllowed: boolean, input: string, value: unknown, allowed: string): void {
  if (!isAllowed) throw new PlanningInputError(input, value, allowed);
}
