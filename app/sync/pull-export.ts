import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExportState } from "~/data/sync-runs";
import type { AdminClient } from "~/shopify/admin-client";
import { readBulkLines, type BulkLines } from "~/shopify/bulk-lines";
import { ExportLostError, finishBulkOperation, startBulkOperation } from "~/shopify/bulk-operation";
import type { RunContext } from "./run-progress";

/** Lines that are stored together: enough to be fast, few enough that a page never waits long for the database. */
const LINES_PER_BATCH = 5_000;

/** What every pull of a run works with. */
export interface PullContext extends RunContext {
  client: AdminClient;
}

export interface ExportPull<Facts> {
  /** The query to export. */
  document: string;
  state: ExportState;
  /** What a batch of lines states, and the line at which a later reading may start once that is stored. */
  read: (firstLine: number, lines: string[]) => { facts: Facts; resumeAt: number };
  store: (facts: Facts) => Promise<void>;
}

export const EXPORT_NOT_STARTED: ExportState = { operationId: null, found: 0, linesStored: 0, complete: false };

/**
 * Runs one bulk operation to the end of its result file. What is done is noted in `state`, so that a run that is repeated
 * goes on with the same operation at the line where it stopped; a batch that is stored twice does no harm.
 */
export async function pullExport<Facts>(context: PullContext, pull: ExportPull<Facts>): Promise<void> {
  const { progress } = context;
  const { state } = pull;
  if (state.complete) return;
  await withExport(context, pull, (operationId) => storeLines(context, pull, operationId));
  state.complete = true;
  await progress.save();
}

/**
 * Has a bulk operation run, or goes on with the one that `state` names, and does something with its result. When that is
 * lost, a repetition starts another operation.
 */
export async function withExport<Result>(
  context: PullContext,
  pull: Pick<ExportPull<unknown>, "document" | "state">,
  work: (operationId: string) => Promise<Result>,
): Promise<Result> {
  const { progress } = context;
  const { state } = pull;
  try {
    const operationId = await startOrResume(context, pull);
    await progress.enter("waiting-for-shopify");
    await waitForResult(context, state, operationId);
    await progress.enter("reading");
    return await work(operationId);
  } catch (error) {
    if (error instanceof ExportLostError) Object.assign(state, EXPORT_NOT_STARTED);
    throw error;
  }
}

async function startOrResume(
  { client, progress, signal }: PullContext,
  pull: Pick<ExportPull<unknown>, "document" | "state">,
): Promise<string> {
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

/** Reads a batch while the one before it is being stored. */
async function storeLines<Facts>(
  context: PullContext,
  { state, read, store }: ExportPull<Facts>,
  operationId: string,
): Promise<void> {
  let end = state.linesStored;
  let storing = Promise.resolve();
  try {
    for await (const { firstLine, lines } of readExport(context, operationId, end)) {
      const { facts, resumeAt } = read(firstLine, lines);
      await storing;
      storing = store(facts).then(() => {
        state.linesStored = resumeAt;
        return context.progress.saveSometimes();
      });
      storing.catch(() => {}); // It is awaited, but maybe not before it fails.
      end = firstLine + lines.length;
    }
  } finally {
    // Whatever stopped the reading: nothing is being written any more when this ends.
    await storing;
  }
  state.linesStored = end;
}

/** The lines of a result file, many at a time; between them, pages have their turn. */
export async function* readExport(
  { client, signal }: PullContext,
  operationId: string,
  fromLine = 0,
): AsyncGenerator<BulkLines> {
  let firstLine = fromLine;
  let lines: string[] = [];
  for await (const part of readBulkLines(client, operationId, { fromLine, signal })) {
    for (const line of part.lines) {
      lines.push(line);
      if (lines.length < LINES_PER_BATCH) continue;
      yield { firstLine, lines };
      firstLine += lines.length;
      lines = [];
      await nextTurn();
    }
  }
  if (lines.length > 0) yield { firstLine, lines };
}
