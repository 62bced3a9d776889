import type { AdminClient } from "./admin-client";
import { ExportLostError, finishBulkOperation, lostExport, type FinishedBulkOperation } from "./bulk-operation";
import { systemClock, type Clock } from "./retry";
import { ShopifyError } from "./shopify-error";

/** Consecutive lines of a result file. */
export interface BulkLines {
  /** Position in the file of the first of them, counted from 0. */
  firstLine: number;
  lines: string[];
}

export interface ReadBulkLinesOptions {
  /** Lines before this one were read earlier. */
  fromLine?: number;
  signal?: AbortSignal;
  clock?: Clock;
}

const FRUITLESS_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;
const SILENCE_LIMIT_MS = 60_000;
/** An address that has expired, or whose file was removed. A new address is asked for before that is believed. */
const GONE = [400, 403, 404, 410];

/**
 * Reads the result file of a finished operation as a stream, some lines at a time, so that memory stays small whatever
 * the file's size. A connection that breaks, or a file that ends before its last line, is read again from where it
 * stopped; after a few attempts that bring nothing new the file counts as incomplete.
 *
 * @throws {ExportLostError} when there is no file any more
 * @throws {ShopifyError} `invalid-answer` when the file stays incomplete, or can't be reached
 */
export async function* readBulkLines(
  client: AdminClient,
  operationId: string,
  { fromLine = 0, signal, clock = systemClock }: ReadBulkLinesOptions = {},
): AsyncGenerator<BulkLines> {
  let nextLine = fromLine;
  for (let fruitless = 0; ;) {
    // Asked anew each time: the file's address expires.
    const operation = await finishBulkOperation(client, operationId, () => {}, { signal, clock });
    if (nextLine >= operation.objectCount || operation.url === null) return assertComplete(operation, nextLine);
    const before = nextLine;
    let fault: unknown;
    try {
      for await (const part of splitIntoLines(download(operation.url, signal))) {
        const skipped = Math.max(0, nextLine - part.firstLine);
        if (skipped >= part.lines.length) continue;
        const lines = skipped === 0 ? part.lines : part.lines.slice(skipped);
        const firstLine = part.firstLine + skipped;
        nextLine = firstLine + lines.length;
        yield { firstLine, lines };
      }
    } catch (error) {
      signal?.throwIfAborted();
      fault = error;
    }
    if (nextLine === operation.objectCount) return;
    if (nextLine > operation.objectCount) return assertComplete(operation, nextLine);
    fruitless = nextLine > before ? 0 : fruitless + 1;
    if (fruitless >= FRUITLESS_ATTEMPTS) {
      throw fault instanceof ExportLostError ? fault : incompleteFile(operation, nextLine, fault);
    }
    await clock.sleep(FIRST_PAUSE_MS * 2 ** fruitless, signal);
  }
}

function assertComplete(operation: FinishedBulkOperation, linesRead: number): void {
  if (linesRead !== operation.objectCount) throw incompleteFile(operation, linesRead, undefined);
}

function incompleteFile({ objectCount }: FinishedBulkOperation, linesRead: number, cause: unknown): ShopifyError {
  return new ShopifyError(
    "invalid-answer",
    `Shopify's export should have ${objectCount} lines, but ${linesRead} could be read. ` +
      "Nothing is lost: try again, and reading goes on from there.",
    { cause },
  );
}

/** The file's bytes. A server that falls silent counts as a broken connection. */
async function* download(url: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const silence = new AbortController();
  let limit = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      if (GONE.includes(response.status)) throw lostExport("cannot be downloaded any more");
      throw new ShopifyError("unavailable", `Shopify's export could not be downloaded (HTTP ${response.status}).`);
    }
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(limit);
      yield chunk;
      limit = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
    }
  } finally {
    clearTimeout(limit);
  }
}

/**
 * Cuts bytes into lines at line feeds. A last line without a line feed counts only when it is a whole JSON object: a file
 * that was cut off ends inside one.
 */
export async function* splitIntoLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<BulkLines> {
  const decoder = new TextDecoder();
  let firstLine = 0;
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield { firstLine, lines };
    firstLine += lines.length;
  }
  rest += decoder.decode();
  if (isWholeObject(rest)) yield { firstLine, lines: [rest] };
}

function isWholeObject(line: string): boolean {
  if (!line.trimEnd().endsWith("}")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
