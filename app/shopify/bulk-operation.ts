import { z } from "zod";
import type { AdminClient } from "./admin-client";
import { BULK_OPERATION_QUERY, START_BULK_OPERATION_MUTATION } from "./documents";
import { systemClock, type Clock } from "./retry";
import { missingScopeError, ShopifyError } from "./shopify-error";

const bulkOperationSchema = z.object({
  id: z.string(),
  status: z.enum(["CREATED", "RUNNING", "COMPLETED", "CANCELING", "CANCELED", "EXPIRED", "FAILED"]),
  errorCode: z.string().nullable(),
  // UnsignedInt64 travels as text; no shop has 2^53 objects.
  objectCount: z.coerce.number(),
  url: z.string().nullable(),
});

/** One of Shopify's exports: it runs on Shopify's side, then offers its result as a file of JSON lines. */
export type BulkOperation = z.infer<typeof bulkOperationSchema>;

export interface FinishedBulkOperation {
  id: string;
  /** Lines that the result file has. */
  objectCount: number;
  /** null when the export is empty. */
  url: string | null;
}

const operationAnswerSchema = z.object({ bulkOperation: bulkOperationSchema.nullable() });

const startAnswerSchema = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
  }),
});

/** An operation that brings no result any more, however long one waits: the next attempt has to start another one. */
export class ExportLostError extends ShopifyError {}

export interface WaitOptions {
  signal?: AbortSignal;
  clock?: Clock;
}

/** Pollers of this process that wait for their next look at an operation. */
const sleepers = new Set<{ operationId: string; wake: () => void }>();

/**
 * Has those of this process who wait for an operation look at once, since Shopify says that it ended. Nothing depends on it:
 * they look from time to time anyway.
 */
export function wakeExport(operationId: string): void {
  for (const sleeper of sleepers) if (sleeper.operationId === operationId) sleeper.wake();
}

async function sleepUntilWoken(
  operationId: string,
  milliseconds: number,
  { signal, clock = systemClock }: WaitOptions,
): Promise<void> {
  const woken = new AbortController();
  const sleeper = { operationId, wake: () => woken.abort() };
  sleepers.add(sleeper);
  try {
    await clock.sleep(milliseconds, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!woken.signal.aborted) throw error;
  } finally {
    sleepers.delete(sleeper);
  }
}

const FIRST_POLL_MS = 300;
const POLL_GROWTH = 1.5;
const LONGEST_POLL_MS = 10_000;
const PATIENCE_FOR_A_FREE_PLACE_MS = 15 * 60_000;

/**
 * Starts an export and returns its id. A shop runs a few exports at a time (five for an app, since 2026-01): when other
 * ones take all places, waits for one of them to end.
 *
 * @throws {ShopifyError} `refused` when Shopify does not accept the query, `throttled` when no place gets free
 */
export async function startBulkOperation(
  client: AdminClient,
  query: string,
  { signal, clock = systemClock }: WaitOptions = {},
): Promise<string> {
  const deadline = clock.now() + PATIENCE_FOR_A_FREE_PLACE_MS;
  for (const pollMs of growingIntervals()) {
    const { bulkOperationRunQuery: started } = await client.request(
      START_BULK_OPERATION_MUTATION,
      { query },
      startAnswerSchema,
      { signal },
    );
    if (started.bulkOperation) return started.bulkOperation.id;
    const [fault] = started.userErrors;
    if (fault?.code !== "OPERATION_IN_PROGRESS" && fault?.code !== "LIMIT_REACHED") throw refusedExport(fault?.message);
    if (clock.now() + pollMs > deadline) throw noFreePlace();
    await clock.sleep(pollMs, signal);
  }
  throw noFreePlace();
}

/** The operation as it stands; null when Shopify does not know it (any more). */
async function readBulkOperation(
  client: AdminClient,
  id: string,
  { signal }: WaitOptions = {},
): Promise<BulkOperation | null> {
  const { bulkOperation } = await client.request(BULK_OPERATION_QUERY, { id }, operationAnswerSchema, { signal });
  return bulkOperation;
}

/**
 * Polls an operation, less and less often, until its result can be read. What an operation that failed has found until then
 * (Shopify's `partialDataUrl`) is of no use: it does not say what is missing, and a catalogue that ends too early would look
 * as if the rest had been deleted.
 *
 * @param onProgress called with the objects found so far, after every poll
 * @throws {ExportLostError} when the operation failed, was cancelled or has expired
 */
export async function finishBulkOperation(
  client: AdminClient,
  id: string,
  onProgress: (objectCount: number) => Promise<void> | void,
  { signal, clock = systemClock }: WaitOptions = {},
): Promise<FinishedBulkOperation> {
  for (const pollMs of growingIntervals()) {
    const operation = await readBulkOperation(client, id, { signal });
    if (!operation) throw lostExport("is not known to Shopify any more");
    await onProgress(operation.objectCount);
    if (operation.status === "COMPLETED") return operation;
    if (operation.status === "FAILED") throw failedExport(operation.errorCode);
    if (operation.status === "CANCELED" || operation.status === "CANCELING") throw lostExport("was cancelled");
    if (operation.status === "EXPIRED") throw lostExport("has expired");
    await sleepUntilWoken(id, pollMs, { signal, clock });
  }
  throw lostExport("did not end");
}

function* growingIntervals(): Generator<number> {
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(LONGEST_POLL_MS, pollMs * POLL_GROWTH)) yield Math.round(pollMs);
}

function refusedExport(reason: string | undefined): ShopifyError {
  const scopes = reason?.match(/\bread_[a-z_]+\b/g) ?? [];
  if (scopes.length > 0) return missingScopeError([...new Set(scopes)]);
  return new ShopifyError(
    "refused",
    `Shopify refused to export the shop's data (${reason ?? "without a reason"}). ` +
      "This is a fault of the app: please report it with this message.",
  );
}

function failedExport(errorCode: string | null): ExportLostError {
  if (errorCode === "ACCESS_DENIED") {
    const { code, message } = missingScopeError([]);
    return new ExportLostError(code, message);
  }
  const reason = errorCode === "TIMEOUT" ? "took Shopify too long" : "failed on Shopify's side";
  return new ExportLostError("unavailable", `The export of the shop's data ${reason}. Try again in a few minutes.`);
}

export function lostExport(what: string): ExportLostError {
  return new ExportLostError("unavailable", `The export of the shop's data ${what}. Try again: a new one is started.`);
}

function noFreePlace(): ShopifyError {
  return new ShopifyError(
    "throttled",
    "Other exports of this shop's data take all the places. Try again in a few minutes.",
  );
}
