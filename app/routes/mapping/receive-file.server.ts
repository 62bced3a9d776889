import { Readable } from "node:stream";
import { createReadableStreamFromReadable, unstable_parseMultipartFormData } from "@remix-run/node";
import type { Actor } from "~/data/audit-entries";
import { logger } from "~/ops/logger";
import { readMappingFile } from "~/sync/read-mapping-file";

/** The parser of forms takes a chunk apart at every line break: of a large one, more pieces than a call can have. */
const PIECE_BYTES = 16 * 1024;
/** Beyond this nothing is looked at any more: larger than any file that is read, with the form around it. */
const MOST_BYTES = 40 * 1024 * 1024;

/** uploaded: the import tells the rest. busy: another one is being applied. incomplete: no whole file came in. */
export type ReceivedFile = { kind: "uploaded" | "busy" | "incomplete" };

/** Reads the file of a form while it comes in. Neither the form nor the file is ever held as a whole. */
export async function receiveMappingFile(shop: string, request: Request, actor: Actor): Promise<ReceivedFile> {
  let received: ReceivedFile = { kind: "incomplete" };
  try {
    await unstable_parseMultipartFormData(withSmallPieces(request), async ({ name, filename, data }) => {
      if (name === "file" && filename !== undefined) {
        const isRead = await readMappingFile(shop, { fileName: filename, bytes: data, actor });
        received = { kind: isRead ? "uploaded" : "busy" };
      }
      await readToEnd(data);
      return undefined;
    });
  } catch (error) {
    logger.warn({ err: error, shop }, "An upload of a mapping was not read to its end");
  }
  return received;
}

/** A browser shows the answer once it has sent everything, and the parser would keep what nobody reads. */
async function readToEnd(data: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of data) void chunk;
}

function withSmallPieces(request: Request): Request {
  const { url, headers, body } = request;
  if (body === null) return request;
  const pieces = createReadableStreamFromReadable(Readable.from(cutPieces(body)));
  return new Request(url, { method: "POST", headers, body: pieces, duplex: "half" });
}

async function* cutPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) continue;
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) yield chunk.subarray(start, start + PIECE_BYTES);
  }
}
