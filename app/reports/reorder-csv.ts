import { streamPlanLines } from "~/data/plan-export";
import { CSV_COLUMNS, formatCsvHeader } from "./csv-format";
import type { ReorderQuery } from "./reorder-query";

/** Large enough to be quick, small enough that other requests get their turn between two batches. */
const ROWS_PER_BATCH = 1_000;
const EXPORT = { columns: CSV_COLUMNS, batchSize: ROWS_PER_BATCH };

/**
 * The CSV of every row that `query` keeps, in its order: the header with the first batch, then a chunk for each further
 * one, until `signal` ends it.
 */
export async function* writeReorderCsv(
  shop: string,
  query: ReorderQuery,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let text = formatCsvHeader();
  for await (const lines of streamPlanLines(shop, query, query, EXPORT)) {
    yield text + lines;
    text = "";
    if (signal.aborted) return;
  }
  if (text !== "") yield text;
}
