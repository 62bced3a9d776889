/** In pixels: a step from each value to the next, and the height of a line of text. */
const STEP = 6;
const HEIGHT = 20;
/** Room for the width of the stroke. */
const MARGIN = 2;

/** How large the picture of so many values is. */
export function sizeOfSparkline(values: number): { width: number; height: number } {
  return { width: Math.max(0, values - 1) * STEP + 2 * MARGIN, height: HEIGHT };
}

/**
 * The path of a line through values of 0 and more, in an SVG of the {@link sizeOfSparkline}; its bottom is 0 and its top the
 * largest value. Where a value is not known the line is interrupted; one between two such is a dot, which a stroke with round
 * ends draws of a line without a length.
 *
 * Example: 0, none, 2, 1 are "M2 18h0M14 2 20 10".
 *
 * @param values null where none is known
 */
export function drawSparkline(values: readonly (number | null)[]): string {
  const largest = Math.max(...values.map((value) => value ?? 0));
  const isKnown = (index: number) => (values[index] ?? null) !== null;
  return values
    .map((value, index) => {
      if (value === null) return "";
      const point = `${MARGIN + index * STEP} ${heightOf(value, largest)}`;
      if (isKnown(index - 1)) return ` ${point}`;
      return isKnown(index + 1) ? `M${point}` : `M${point}h0`;
    })
    .join("");
}

/** Whole pixels are fine enough. */
function heightOf(value: number, largest: number): number {
  const share = largest > 0 ? value / largest : 0;
  return Math.round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
}
