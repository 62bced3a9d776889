import Papa from "papaparse";

const NEWLINE = "\r\n";

/**
 * What a spreadsheet may take for the begin of a formula; the wide forms count in East Asian ones. papaparse puts an
 * apostrophe before such a text, and leaves numbers alone: -5 stays -5. (Its own default misses texts of several lines.)
 */
const FORMULA_BEGIN = /^[=+\-@\t\r\n＝＋－＠]/u;

/** Rows of cells as lines of RFC 4180, each with its line end: null is an empty cell, decimals have a point and all digits. */
export function formatCsvLines(rows: readonly (readonly (string | number | null)[])[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => [...row]);
  return Papa.unparse(cells, { newline: NEWLINE, escapeFormulae: FORMULA_BEGIN }) + NEWLINE;
}
