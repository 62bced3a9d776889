import type { Actor } from "~/data/audit-entries";
import { applyMappingRows, lockItemsOfRows, restoreItemsBeforeImport } from "~/data/mapping-changes";
import { isMappingOutdated } from "~/data/mapping-check";
import {
  forgetStagedRows,
  holdRequestedImport,
  noteDone,
  readRequestedImport,
  requestApplying,
  requestUndoing,
  type MappingImport,
} from "~/data/mapping-imports";
import { countReplanRequests } from "~/data/replan-requests";
import { holdRun } from "~/data/sync-runs";
import { refreshTableStatistics } from "~/data/table-statistics";
import { inTransaction, type Transaction } from "~/data/transaction";
import { checkMappingAgain } from "./check-mapping";
import { enqueueRun } from "./job-queue";
import { replanRequested } from "./replan";
import type { RunContext } from "./run-progress";

/** Has a checked file applied in the background. False when it is not there any more, or has faults. */
export async function startApplying(shop: string, importId: string, actor: Actor): Promise<boolean> {
  return startRun(shop, await requestApplying(shop, importId, actor));
}

/** Has the import that was applied last undone in the background. False for any other one. */
export async function startUndoing(shop: string, importId: string, actor: Actor): Promise<boolean> {
  return startRun(shop, await requestUndoing(shop, importId, actor));
}

async function startRun(shop: string, isRequested: boolean): Promise<boolean> {
  if (isRequested) await enqueueRun(shop, "mapping-import");
  return isRequested;
}

/**
 * Applies or undoes the import that this was requested for, in one transaction, and then plans the items that it touched. A
 * run that goes on after its process died finds either nothing done or all of it, and the requests for plans that are left.
 */
export async function runMappingImport({ shop, progress, signal }: RunContext, now: Date): Promise<void> {
  await progress.enter("reading");
  const requested = await readRequestedImport(shop);
  await refreshTableStatistics(["vendors", "vendor_names", "vendor_items", "audit_entries"]);
  signal.throwIfAborted();
  if (requested?.status === "applying") await applyMapping(shop, progress.runId, requested);
  if (requested?.status === "undoing") await undoMapping(shop, progress.runId, requested);
  signal.throwIfAborted();
  const toPlan = await countReplanRequests(shop);
  progress.state.mappingImport = { toPlan, planned: 0 };
  await progress.enter("planning");
  await replanRequested(shop, {
    now,
    signal,
    onProgress: async (planned) => {
      progress.state.mappingImport = { toPlan: Math.max(toPlan, planned), planned };
      await progress.saveSometimes();
    },
  });
  await progress.save();
}

async function applyMapping(shop: string, runId: string, mappingImport: MappingImport): Promise<void> {
  const { importId, columns, summary, seenEntryId } = mappingImport;
  const isOutdated = await inTransaction(async (transaction) => {
    if (!(await hold(transaction, shop, runId, mappingImport))) return false;
    await lockItemsOfRows(transaction, shop, importId);
    if (await isMappingOutdated(transaction, shop, { importId, columns, seenEntryId: seenEntryId ?? "0" })) return true;
    const actor = mappingImport.decidedBy ?? mappingImport.actor;
    const applied = await applyMappingRows(transaction, shop, { importId, columns, actor });
    await noteDone(transaction, shop, { importId, status: "applied", actor, summary: { ...summary, applied } });
    await forgetStagedRows(transaction, shop);
    return false;
  });
  if (isOutdated) await checkMappingAgain(shop, importId);
}

async function undoMapping(shop: string, runId: string, mappingImport: MappingImport): Promise<void> {
  const { importId, summary } = mappingImport;
  await inTransaction(async (transaction) => {
    if (!(await hold(transaction, shop, runId, mappingImport))) return;
    const actor = summary.undoneBy ?? mappingImport.actor;
    const undone = await restoreItemsBeforeImport(transaction, shop, { importId, actor });
    await noteDone(transaction, shop, { importId, status: "undone", actor, summary: { ...summary, undone } });
  });
}

/** False when somebody else carries the import out, or the run has been ended, as when the shop removes the app. */
async function hold(
  transaction: Transaction,
  shop: string,
  runId: string,
  mappingImport: MappingImport,
): Promise<boolean> {
  return (await holdRun(shop, transaction, runId)) && (await holdRequestedImport(transaction, shop, mappingImport));
}
