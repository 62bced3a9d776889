// What a CSV says of a value, as SQL: of many rows, the database writes whole lines in less time than it takes to hand over
// their cells. To the letter, it is what `formatCsvLines` makes of the same values as JavaScript has them; a test compares both.
import { FORMULA_BEGIN } from "~/ops/spreadsheet-text";

interface CsvColumn {
  name: string;
  /** PostgreSQL type of the column. */
  type: string;
}

/** SQL for a row's line of RFC 4180, with its line end; null is an empty cell. */
export function csvLine(columns: readonly CsvColumn[]): string {
  return String.raw`concat(${columns.map(csvCell).join(", ',', ")}, E'\r\n')`;
}

function csvCell({ name, type }: CsvColumn): string {
  const write = CELLS[type];
  if (write === undefined) throw new Error(`Nobody has said how a CSV writes ${type}, which ${name} is`);
  return write(name);
}

const CELLS: Readonly<Record<string, (value: string) => string>> = {
  bigint: asItIs,
  integer: asItIs,
  date: asItIs,
  float8: decimalCell,
  // As a number, which has no zeros at its end.
  numeric: (value) => decimalCell(`${value}::float8`),
  text: textCell,
  timestamptz: (value) => `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
};

function asItIs(value: string): string {
  return value;
}

/**
 * The shortest decimal that is this number. PostgreSQL and JavaScript find the same digits, but write exponents from other
 * sizes on, and otherwise: 1e-05 is 0.00001, and 1e-07 is 1e-7.
 */
function decimalCell(value: string): string {
  return `CASE
    WHEN ${value} >= 1e-4 AND ${value} < 1e15 THEN ${value}::text
    WHEN ${value} = 0 THEN '0'
    WHEN abs(${value}) >= 1e-6 AND abs(${value}) < 1e21 THEN ${value}::text::numeric::text
    ELSE regexp_replace(${value}::text, 'e([+-])0', 'e\\1')
  END`;
}

const BEGINS_FORMULA = `'${FORMULA_BEGIN.source}'`;
const NEEDS_QUOTES = String.raw`'${FORMULA_BEGIN.source}|[",\r\n\uFEFF]|^ | $'`;

/** A text, with an apostrophe before what a spreadsheet would run, and between quotation marks where it needs them. */
function textCell(value: string): string {
  const apostrophe = `CASE WHEN ${value} ~ ${BEGINS_FORMULA} THEN '''' END`;
  const quoted = `concat('"', ${apostrophe}, replace(${value}, '"', '""'), '"')`;
  return `CASE WHEN ${value} ~ ${NEEDS_QUOTES} THEN ${quoted} ELSE ${value} END`;
}
