import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { DemandRecords } from "./demand-records";
import { FaultyInputError } from "./faults";
import { readDemand } from "./read-demand";

const GZIP_MAGIC = [0x1f, 0x8b];

/** What the system says of a file that cannot be read. */
const FILE_FAULTS: Record<string, string> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder",
  EACCES: "may not be read by you",
};

/**
 * Reads a demand file, plain or gzipped, whatever its name ends with.
 *
 * @throws {FaultyInputError} with all faults of a file that cannot be used
 */
export async function readDemandFile(path: string): Promise<DemandRecords> {
  try {
    return await readDemand(readUnzipped(path));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = FILE_FAULTS[code];
    if (reason === undefined) throw error;
    throw new FaultyInputError([`The file ${reason}.`]);
  }
}

async function* readUnzipped(path: string): AsyncGenerator<Buffer, void, undefined> {
  const chunks = createReadStream(path)[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return;
  const bytes = startWith(first.value, chunks);
  yield* GZIP_MAGIC.every((byte, index) => first.value[index] === byte) ? unzip(bytes) : bytes;
}

async function* startWith(first: Buffer, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield first;
  yield* others;
}

async function* unzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  // The callback's error comes out of the iteration too.
  yield* pipeline(Readable.from(bytes), createGunzip(), () => undefined) as AsyncIterable<Buffer>;
}
