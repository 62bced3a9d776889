import { Readable } from "node:stream";
import Papa from "papaparse";
import type { DemandRecords } from "./demand-records";
import { DemandTable } from "./demand-table";
import { decodeLines } from "./demand-text";
import { FaultList } from "./faults";

/** A quoted cell can span lines, but one that never ends would hold the whole rest of the file. */
const LONGEST_ROW_CHARACTERS = 1_000_000;

/**
 * Reads demand from a CSV table with the columns sku, date and units, piece by piece.
 *
 * @param bytes of the table, unzipped
 * @throws {FaultyInputError} with all faults of the table
 */
export async function readDemand(bytes: AsyncIterable<Buffer>): Promise<DemandRecords> {
  const faults = new FaultList();
  const table = new DemandTable(faults);
  try {
    await parseRows(decodeLines(bytes, faults), table, faults);
  } catch (error) {
    const reason = describeZipFault(error);
    if (reason === null) throw error;
    faults.add(null, reason);
  }
  const records = table.finish();
  faults.throwIfAny();
  return records;
}

/** papaparse splits the text into rows; a row's line is counted here, since a quoted cell can hold line feeds. */
function parseRows(text: AsyncIterable<string>, table: DemandTable, faults: FaultList): Promise<void> {
  let line = 1;
  let charactersWithoutRow = 0;

  async function* watched() {
    for await (const piece of text) {
      charactersWithoutRow += piece.length;
      if (charactersWithoutRow > LONGEST_ROW_CHARACTERS + piece.length) {
        faults.add(line, "has a quoted cell that does not end");
        faults.throwIfAny();
      }
      yield piece;
    }
  }

  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(Readable.from(watched()), {
      delimiter: ",",
      newline: "\n",
      chunk: ({ data, errors }) => {
        if (data.length > 0) charactersWithoutRow = 0;
        // The first fault of a row is its cause: after a stray quote the rest of the text seems quoted.
        const malformed = new Map(errors.toReversed().map(({ row, code }) => [row, code]));
        data.forEach((cells, index) => {
          const code = malformed.get(index);
          if (code === undefined) table.addRow(cells, line);
          else faults.add(line, describeQuoteFault(code));
          line += countLines(cells);
        });
      },
      complete: () => {
        resolve();
      },
      error: reject,
    });
  });
}

function describeQuoteFault(code: string): string {
  return code === "MissingQuotes"
    ? "has a quoted cell that does not end"
    : "has a quote inside a quoted cell; write it twice";
}

function countLines(cells: readonly string[]): number {
  let lines = 1;
  for (const cell of cells) if (cell.includes("\n")) lines += cell.split("\n").length - 1;
  return lines;
}

/** What a gzipped file that cannot be unzipped suffers from; null for an error of another kind. */
function describeZipFault(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return "The file is gzipped and ends too early: fetch or zip it again.";
  if (code.startsWith("Z_")) return "The file is gzipped and damaged: fetch or zip it again.";
  return null;
}
