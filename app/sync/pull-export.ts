import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExportState } from "~/data/sync-runs";
import type { AdminClient } from "~/shopify/admin-client";
import { readBulkLines } from "~/shopify/bulk-lines";
import { ExportLostError, finishBulkOperation, startBulkOperation } from "~/shopify/bulk-operation";
import type { RunContext } from "./run-progress";

/** Lines that are stored together: enough to be fast, few enough that a page never waits long for the database. */
const LINES_PER_BATCH = 5_000;

/** What every pull of a run works with. */
export interface PullContext extends RunContext {
  client: AdminClient;
}

export interface ExportPull {
  /** The query to export. */
  document: string;
  state: ExportState;
  /** Stores a batch and returns the line at which a later reading may start. */
  store: (firstLine: number, lines: string[]) => Promise<number>;
}

export const EXPORT_NOT_STARTED: ExportState = { operationId: null, found: 0, linesStored: 0, complete: false };

/**
 * Runs one bulk operation to the end of its result file. What is done is noted in `state`, so that a run that is repeated
 * goes on with the same operation at the line where it stopped; a batch that is stored twice does no harm.
 */
export async function pullExport(context: PullContext, pull: ExportPull): Promise<void> {
  const { progress } = context;
  const { state } = pull;
  if (state.complete) return;
  try {
    const operationId = await startOrResume(context, pull);
    await progress.enter("waiting-for-shopify");
    await waitForResult(context, state, operationId);
    await progress.enter("reading");
    await storeLines(context, pull, operationId);
  } catch (error) {
    // Such an operation never ends well: the repetition starts another one.
    if (error instanceof ExportLostError) Object.assign(state, EXPORT_NOT_STARTED);
    throw error;
  }
  state.complete = true;
  await progress.save();
}

async function startOrResume({ client, progress, signal }: PullContext, pull: ExportPull): Promise<string> {
  const { document, state } = pull;
  if (state.operationId !== null) return state.operationId;
  const operationId = await startBulkOperation(client, document, { signal });
  Object.assign(state, EXPORT_NOT_STARTED, { operationId });
  await progress.save();
  return operationId;
}

async function waitForResult({ client, progress, signal }: PullContext, state: ExportState, operationId: string) {
  await finishBulkOperation(
    client,
    operationId,
    async (objectCount) => {
      if (objectCount === state.found) return;
      state.found = objectCount;
      await progress.save();
    },
    { signal },
  );
}

async function storeLines({ client, progress, signal }: PullContext, pull: ExportPull, operationId: string) {
  const { state, store } = pull;
  let firstLine = state.linesStored;
  let batch: string[] = [];
  const storeBatch = async () => {
    state.linesStored = await store(firstLine, batch);
    await progress.saveSometimes();
    firstLine += batch.length;
    batch = [];
    await nextTurn(); // Pages come first.
  };
  for await (const part of readBulkLines(client, operationId, { fromLine: firstLine, signal })) {
    for (const line of part.lines) {
      batch.push(line);
      if (batch.length >= LINES_PER_BATCH) await storeBatch();
    }
  }
  if (batch.length > 0) await storeBatch();
  state.linesStored = firstLine;
}
