import { MAPPING_COLUMNS } from "~/data/mapping-columns";
import { streamMapping, streamMappingFaults } from "~/data/mapping-export";
import { readShop } from "~/data/shops";
import { REVERSIBLE_FORMULA_BEGIN } from "~/ops/spreadsheet-text";
import { calendarDay } from "~/planning/calendar";
import { formatCsvLines } from "./csv-lines";
import { respondWithCsv } from "./csv-response";

/** Large enough to be quick, small enough that other requests get their turn between two batches. */
const ROWS_PER_BATCH = 500;

/** Answers `request` with who supplies what: a file that changes nothing when it is uploaded as it is. */
export async function respondWithMappingCsv(shop: string, request: Request): Promise<Response> {
  const fileName = await nameFile(shop, "vendor-mapping");
  return respondWithCsv(request, { fileName, isForSpreadsheets: true, chunks: writeMapping(shop, request.signal) });
}

/** Answers `request` with what is wrong with an uploaded file. */
export async function respondWithMappingFaultsCsv(shop: string, importId: string, request: Request): Promise<Response> {
  const fileName = await nameFile(shop, "vendor-mapping-faults");
  return respondWithCsv(request, {
    fileName,
    isForSpreadsheets: true,
    chunks: writeFaults(shop, importId, request.signal),
  });
}

async function nameFile(shop: string, name: string): Promise<string> {
  const timeZone = (await readShop(shop))?.timeZone ?? "UTC";
  return `${name}-${calendarDay(new Date(), timeZone)}.csv`;
}

async function* writeMapping(shop: string, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  yield formatCsvLines([MAPPING_COLUMNS]);
  for await (const rows of streamMapping(shop, ROWS_PER_BATCH)) {
    if (signal.aborted) return;
    const cells = rows.map((row) => MAPPING_COLUMNS.map((column) => (column === "remove" ? null : row[column])));
    yield formatCsvLines(cells, REVERSIBLE_FORMULA_BEGIN);
  }
}

async function* writeFaults(
  shop: string,
  importId: string,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  yield formatCsvLines([["line", "column", "value", "reason"]]);
  for await (const faults of streamMappingFaults(shop, importId, ROWS_PER_BATCH)) {
    if (signal.aborted) return;
    yield formatCsvLines(faults.map(({ line, column, value, reason }) => [line, column, value, reason]));
  }
}
