/** A text in parts, each made when it is asked for. */
type Chunks = AsyncGenerator<string, void, undefined> | Generator<string, void, undefined>;

interface CsvDownload {
  fileName: string;
  chunks: Chunks;
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
  { fileName, chunks, headers = {} }: CsvDownload,
): Promise<Response> {
  const body = request.method === "HEAD" ? null : await openStream(chunks);
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

async function openStream(chunks: Chunks): Promise<ReadableStream<Uint8Array>> {
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
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
