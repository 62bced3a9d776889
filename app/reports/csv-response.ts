/** A text in parts, each made when it is asked for. */
type Chunks = AsyncGenerator<string, void, undefined> | Generator<string, void, undefined>;

interface CsvDownload {
  fileName: string;
  chunks: Chunks;
  /**
   * Whether people open it in a spreadsheet, to work on it. Excel takes a file for Latin letters of Windows unless it begins with a
   * byte order mark, and saves "Kovács" as "KovÃ¡cs"; programs that read by column names would find the mark in the first of them.
   */
  isForSpreadsheets?: boolean;
  /** In the place of the usual ones. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Answers `request` with a CSV to be saved. Each part is made when the client has taken the one before, so that a slow
 * client slows the reading down, memory holds one part, and a client that leaves ends it.
 *
 * @throws when the first part cannot be made, so that the caller can still answer with an error; a later fault breaks the
 *   stream off, which the client sees as an incomplete transfer
 */
export async function respondWithCsv(
  request: Request,
  { fileName, chunks, isForSpreadsheets = false, headers = {} }: CsvDownload,
): Promise<Response> {
  const body = request.method === "HEAD" ? null : await openStream(chunks, isForSpreadsheets ? BYTE_ORDER_MARK : "");
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}

const BYTE_ORDER_MARK = "\uFEFF";

async function openStream(chunks: Chunks, beginning: string): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string, void> | undefined = await chunks.next();
  if (!next.done) next.value = beginning + next.value;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = next ?? (await chunks.next());
        next = undefined;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
