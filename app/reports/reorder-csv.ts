import Papa from "papaparse";
import { streamPlans } from "~/data/plan-queries";
import { toColumnName } from "./column-names";
import type { ReorderQuery } from "./reorder-query";
import type { ReorderRow } from "./reorder-row";

/** The columns that scripts rely on, in their order; later ones are added at the end. */
const CSV_PROPERTIES = [
  "sku",
  "productTitle",
  "variantTitle",
  "barcode",
  "vendor",
  "vendorSku",
  "status",
  "available",
  "onHand",
  "committed",
  "incoming",
  "meanDailyDemand",
  "demandStdDev",
  "observedDays",
  "unitsSold",
  "leadTimeDays",
  "serviceLevel",
  "method",
  "leadTimeDemand",
  "safetyStock",
  "reorderPoint",
  "orderUpToLevel",
  "suggestedOrderQuantity",
  "packSize",
  "minimumOrderQuantity",
  "unitCost",
  "orderValue",
  "currency",
  "daysOfCover",
  "projectedStockoutDate",
  "velocityDecile",
  "variantId",
  "inventoryItemId",
  "plannedAt",
] as const satisfies readonly (keyof ReorderRow)[];

export const CSV_COLUMNS: readonly string[] = CSV_PROPERTIES.map(toColumnName);

const NEWLINE = "\r\n";
/** Large enough to be quick, small enough that other requests get their turn between two batches. */
const ROWS_PER_BATCH = 500;

/**
 * What a spreadsheet may take for the begin of a formula; the wide forms count in East Asian ones. papaparse puts an
 * apostrophe before such a text, and leaves numbers alone: -5 stays -5. (Its own default misses texts of several lines.)
 */
const FORMULA_BEGIN = /^[=+\-@\t\r\n＝＋－＠]/u;

/** The header line of RFC 4180, with its line end. */
export function formatCsvHeader(): string {
  return CSV_COLUMNS.join(",") + NEWLINE;
}

/** Rows as lines of RFC 4180, each with its line end: null is an empty cell, decimals have a point and all digits. */
export function formatCsvRows(rows: readonly ReorderRow[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => CSV_PROPERTIES.map((property) => row[property]));
  return Papa.unparse(cells, { newline: NEWLINE, escapeFormulae: FORMULA_BEGIN }) + NEWLINE;
}

/**
 * Opens the CSV of every row that `query` keeps, in its order. Each pull reads one batch, so that a slow client slows the
 * reading down, memory holds one batch, and a client that leaves ends it: by `signal`, or by cancelling the stream.
 *
 * @throws when the first batch cannot be read, so that the caller can still answer with an error; a later fault breaks
 *   the stream off, which the client sees as an incomplete transfer
 */
export async function openReorderCsv(
  shop: string,
  query: ReorderQuery,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const chunks = writeChunks(shop, query, signal);
  const encoder = new TextEncoder();
  let next: IteratorResult<string, void> | undefined = await chunks.next();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = next ?? (await chunks.next());
        next = undefined;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The header with the first batch, then a chunk for each further one. */
async function* writeChunks(
  shop: string,
  query: ReorderQuery,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let text = formatCsvHeader();
  for await (const rows of streamPlans(shop, query, query, ROWS_PER_BATCH)) {
    yield text + formatCsvRows(rows);
    text = "";
    if (signal.aborted) return;
  }
  if (text !== "") yield text;
}
