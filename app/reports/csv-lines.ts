import Papa from "papaparse";
import { FORMULA_BEGIN } from "~/ops/spreadsheet-text";

const NEWLINE = "\r\n";

/**
 * Rows of cells as lines of RFC 4180, each with its line end: null is an empty cell, decimals have a point and all digits.
 *
 * papaparse puts an apostrophe before a text that a spreadsheet would run, and leaves numbers alone: -5 stays -5. (Its own
 * default misses texts of several lines.)
 */
export function formatCsvLines(
  rows: readonly (readonly (string | number | null)[])[],
  formulaBegin: RegExp = FORMULA_BEGIN,
): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => [...row]);
  return Papa.unparse(cells, { newline: NEWLINE, escapeFormulae: formulaBegin }) + NEWLINE;
}
