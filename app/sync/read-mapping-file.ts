import type { Actor } from "~/data/audit-entries";
import { noteMappingColumns, openMappingImport, refuseMappingImport } from "~/data/mapping-imports";
import { stageMappingRows, storeMappingFaults } from "~/data/mapping-staging";
import { checkMapping } from "./check-mapping";
import { decodeFile } from "./mapping-file/decode-file";
import { readHeader } from "./mapping-file/header";
import { readMappingRow, type ReadMappingRow } from "./mapping-file/read-row";
import { splitRows } from "./mapping-file/split-rows";
import { UnreadableFile } from "./mapping-file/unreadable-file";

export const MOST_MEGABYTES = 32;
export const MOST_ROWS = 100_000;
/** Rows that are stored at once. */
const BATCH = 2_000;

export interface UploadedFile {
  fileName: string;
  bytes: AsyncIterable<Uint8Array>;
  actor: Actor;
}

/**
 * Reads a file that states who supplies what, as it comes in, and checks it. Nothing of the mapping changes yet; the import
 * that it opens tells what would, or why the file was refused. Whatever comes in, memory holds one batch of rows.
 *
 * @returns false when nothing was read, because another import is being applied
 */
export async function readMappingFile(
  shop: string,
  { fileName, bytes, actor }: UploadedFile,
  { mostRows = MOST_ROWS }: { mostRows?: number } = {},
): Promise<boolean> {
  const importId = await openMappingImport(shop, { fileName, actor });
  if (importId === null) return false;
  try {
    const ignoredIdentifiers = await stageFile(shop, importId, bytes, mostRows);
    await checkMapping(shop, importId, { ignoredIdentifiers });
  } catch (error) {
    const isUnreadable = error instanceof UnreadableFile;
    await refuseMappingImport(shop, importId, isUnreadable ? error.message : BROKEN_OFF);
    if (!isUnreadable) throw error;
  }
  return true;
}

const BROKEN_OFF = "The file did not arrive as a whole, or could not be checked. Upload it again.";

async function stageFile(
  shop: string,
  importId: string,
  bytes: AsyncIterable<Uint8Array>,
  mostRows: number,
): Promise<number> {
  let ignoredIdentifiers = 0;
  let rowsRead = 0;
  for await (const rows of batchRows(readRows(shop, importId, bytes))) {
    rowsRead += rows.length;
    if (rowsRead > mostRows) {
      throw new UnreadableFile(
        `This file has more than ${mostRows.toLocaleString("en")} rows. Split it, and upload one part after the other.`,
      );
    }
    ignoredIdentifiers += rows.reduce((sum, row) => sum + row.ignoredIdentifiers, 0);
    const isHeld = await stageMappingRows(
      shop,
      importId,
      rows.map(({ row }) => row),
    );
    if (!isHeld) throw new UnreadableFile("Another file was uploaded meanwhile, and took the place of this one.");
    await storeMappingFaults(
      shop,
      importId,
      rows.flatMap(({ faults }) => faults),
    );
  }
  if (rowsRead === 0) throw new UnreadableFile("This file has a header and no rows.");
  return ignoredIdentifiers;
}

async function* readRows(
  shop: string,
  importId: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<ReadMappingRow[]> {
  const { separator, batches } = await splitRows(decodeFile(limitSize(bytes)));
  let header: ReturnType<typeof readHeader> | undefined;
  for await (const rows of batches) {
    if (header === undefined) {
      header = readHeader(rows.shift()?.cells ?? []);
      await noteMappingColumns(shop, importId, [...header.places.keys()], header.ignored);
    }
    const columns = header;
    yield rows.map((row) => readMappingRow(row, columns, separator));
  }
}

async function* limitSize(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_MEGABYTES * 1024 * 1024) {
      throw new UnreadableFile(
        `This file is larger than ${MOST_MEGABYTES} MB. Split it, and upload one part after the other.`,
      );
    }
    yield chunk;
  }
}

async function* batchRows<Row>(groups: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const group of groups) {
    batch.push(...group);
    while (batch.length >= BATCH) {
      yield batch.slice(0, BATCH);
      batch = batch.slice(BATCH);
    }
  }
  if (batch.length > 0) yield batch;
}
