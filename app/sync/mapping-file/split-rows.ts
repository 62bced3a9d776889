import Papa from "papaparse";
import { countRecognizedColumns } from "./header";
import { UnreadableFile } from "./unreadable-file";

/** Between the cells of a row. */
export type Separator = "," | ";" | "\t";

export interface FileRow {
  /** Of the file, as an editor counts them, from 1; where the row begins. */
  line: number;
  cells: string[];
  /** Whether its quotes can't be understood. */
  malformed: boolean;
}

/** Rows as they are read; the first ones come with the first batch. */
export interface SplitRows {
  separator: Separator;
  batches: AsyncGenerator<FileRow[], void, undefined>;
}

/** Beyond this a row is none: a quote that never ends, or no rows at all. */
export const LONGEST_ROW = 64 * 1024;

/** Lines, blank ones too, beyond which a file is none of rows that say something. */
const MOST_LINES = 1_000_000;

const SEPARATORS: readonly Separator[] = [",", ";", "\t"];
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*(\r\n|\n|\r)/i;
const LINE_BREAK = /\r\n|\r|\n/g;

/** How a file is laid out, as its begin tells. */
interface Layout {
  separator: Separator;
  newline: "\r\n" | "\n" | "\r";
  /** Characters of a first line that names the separator; 0 without one. */
  preamble: number;
}

/**
 * Splits text that comes in pieces into rows of cells, as RFC 4180 has it. Holds no more than a piece and a row, whatever
 * comes in.
 *
 * @throws {UnreadableFile} for text that is no rows
 */
export async function splitRows(texts: AsyncIterable<string>): Promise<SplitRows> {
  const pieces = texts[Symbol.asyncIterator]();
  let begin = "";
  // The whole header has to be there, to tell its separator.
  while (begin.length <= LONGEST_ROW) {
    const next = await pieces.next();
    if (next.done) break;
    begin += next.value;
  }
  if (begin.trim() === "") throw new UnreadableFile("This file is empty.");
  const layout = findLayout(begin);
  return { separator: layout.separator, batches: readBatches(begin, pieces, layout) };
}

function findLayout(begin: string): Layout {
  const line = SEPARATOR_LINE.exec(begin);
  const newline = findNewline(begin);
  if (line?.[1] === undefined) return { separator: guessSeparator(begin, newline), newline, preamble: 0 };
  const separator = SEPARATORS.find((known) => known === line[1]);
  if (separator === undefined) {
    throw new UnreadableFile(
      `The first line of this file says that its cells are separated by “${line[1]}”. Save it with commas, semicolons or tabs.`,
    );
  }
  return { separator, newline, preamble: line[0].length };
}

/** The first line break outside of quotes. */
function findNewline(begin: string): Layout["newline"] {
  const found = /\r\n|\n|\r/.exec(begin.replace(/"[^"]*"/g, ""))?.[0];
  return found === "\r\n" || found === "\r" ? found : "\n";
}

/** The one by which most of the header's names are known: rows of decimals with commas would mislead a guess by counting. */
function guessSeparator(begin: string, newline: Layout["newline"]): Separator {
  const recognized = SEPARATORS.map((separator) => {
    const header = Papa.parse<string[]>(begin, { delimiter: separator, newline, preview: 1 }).data[0] ?? [];
    return countRecognizedColumns(header);
  });
  return SEPARATORS[recognized.indexOf(Math.max(...recognized))] ?? ",";
}

async function* readBatches(
  begin: string,
  pieces: AsyncIterator<string>,
  layout: Layout,
): AsyncGenerator<FileRow[], void, undefined> {
  let line = 1 + countLineBreaks(begin.slice(0, layout.preamble));
  let rest = begin.slice(layout.preamble);
  let ended = false;
  while (!ended) {
    const next = await pieces.next();
    ended = next.done === true;
    const batch = takeRows(rest, line, layout, ended);
    if (batch.rows.length > 0) yield batch.rows;
    ({ line, rest } = batch);
    if (line > MOST_LINES) throw new UnreadableFile("This file has more than 1,000,000 lines, most of them empty.");
    if (rest.length > LONGEST_ROW) throw new UnreadableFile(describeLongRow(rest, line));
    if (!ended) rest += next.value;
  }
}

interface Batch {
  rows: FileRow[];
  /** The line on which the rest begins. */
  line: number;
  /** What may be a part of a row. */
  rest: string;
}

function takeRows(text: string, firstLine: number, { separator, newline }: Layout, isLast: boolean): Batch {
  const rows: FileRow[] = [];
  let line = firstLine;
  let begin = 0;
  let lastBegin = 0;
  let isUnended = false;
  Papa.parse<string[]>(text, {
    delimiter: separator,
    newline,
    step: ({ data, errors, meta }) => {
      rows.push({ line, cells: data, malformed: errors.length > 0 });
      isUnended = errors.some(({ code }) => code === "MissingQuotes");
      line += countLineBreaks(text.slice(begin, meta.cursor));
      lastBegin = begin;
      begin = meta.cursor;
    },
  });
  const last = rows.at(-1);
  if (isLast) {
    if (isUnended && last) throw new UnreadableFile(describeUnendedQuote(last.line));
    return { rows: rows.filter(isFilled), line, rest: "" };
  }
  rows.pop();
  return { rows: rows.filter(isFilled), line: last?.line ?? firstLine, rest: text.slice(lastBegin) };
}

/** Rows without a value are blank lines, or what a spreadsheet leaves of cleared ones. */
function isFilled({ cells }: FileRow): boolean {
  return cells.some((cell) => cell.trim() !== "");
}

function countLineBreaks(text: string): number {
  return text.match(LINE_BREAK)?.length ?? 0;
}

function describeLongRow(row: string, line: number): string {
  if (row.includes('"')) {
    return `The row that begins on line ${line} is longer than 64 KB. Probably a quote (") is opened there and never closed.`;
  }
  return `Line ${line} is longer than 64 KB: this is not a CSV file with a row for each item and vendor.`;
}

function describeUnendedQuote(line: number): string {
  return `In the row that begins on line ${line} a quote (") is opened and never closed. Close it, or write a quote that belongs to a value twice.`;
}
