import { streamPlans } from "~/data/plan-queries";
import { formatCsvHeader, formatCsvRows } from "./csv-format";
import type { ReorderQuery } from "./reorder-query";

/** Large enough to be quick, small enough that other requests get their turn between two batches. */
const ROWS_PER_BATCH = 500;

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
