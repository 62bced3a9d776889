import { randomUUID } from "node:crypto";
import { z } from "zod";
import { pool } from "~/db.server";
import type { Actor } from "./audit-entries";
import { MAPPING_COLUMNS } from "./mapping-columns";
import { inTransaction, type Transaction } from "./transaction";

/**
 * reading: the file is coming in. refused: it could not be read. checked: it can be applied, unless it has faults.
 * applying, undoing: a run does so, or failed. applied, undone: done.
 */
export type MappingImportStatus = "reading" | "refused" | "checked" | "applying" | "applied" | "undoing" | "undone";

const count = z.int().nonnegative();
const vendorItemCountsSchema = z.object({ added: count, changed: count, removed: count });

const importSummarySchema = z.object({
  /** Columns whose names mean nothing here. */
  ignoredColumns: z.array(z.string()).default([]),
  /** Identifiers that a spreadsheet shortened, of items that another one names. */
  ignoredIdentifiers: count.default(0),
  /** What the file would change, in pairs of an item and a vendor. */
  counts: vendorItemCountsSchema
    .extend({ unchanged: count, cleared: count, newVendors: count, faults: count })
    .optional(),
  /** Names of vendors that would be created, the first of them. */
  newVendors: z.array(z.string()).default([]),
  /** The file was checked once more, since what it is about changed before it was applied. */
  checkedAgain: z.boolean().default(false),
  /** What applying it changed. */
  applied: vendorItemCountsSchema.optional(),
  /** Who had it undone. */
  undoneBy: z.object({ id: z.string(), name: z.string().nullable() }).optional(),
  /** What undoing it changed, and the items that somebody had changed since, which keep that. */
  undone: vendorItemCountsSchema
    .extend({ kept: count, keptItems: z.array(z.string()), deletedVendors: count })
    .optional(),
});

export type ImportSummary = z.infer<typeof importSummarySchema>;

/** A file that states who supplies what. */
export interface MappingImport {
  importId: string;
  fileName: string;
  /** Who uploaded it. */
  actor: Actor;
  /** Who had it applied; null until then. */
  decidedBy: Actor | null;
  status: MappingImportStatus;
  rowsRead: number;
  columns: (typeof MAPPING_COLUMNS)[number][];
  summary: ImportSummary;
  refusal: string | null;
  seenEntryId: string | null;
  createdAt: Date;
  updatedAt: Date;
  appliedAt: Date | null;
  undoneAt: Date | null;
}

interface ImportRecord extends Omit<MappingImport, "actor" | "decidedBy" | "columns" | "summary"> {
  actorId: string;
  actorName: string | null;
  decidedBy: string | null;
  decidedByName: string | null;
  columns: unknown;
  summary: unknown;
}

const IMPORT = `import_id AS "importId", file_name AS "fileName", actor AS "actorId", actor_name AS "actorName",
  decided_by AS "decidedBy", decided_by_name AS "decidedByName", status, rows_read AS "rowsRead", columns, summary,
  refusal, seen_entry_id AS "seenEntryId", created_at AS "createdAt", updated_at AS "updatedAt",
  applied_at AS "appliedAt", undone_at AS "undoneAt"`;

const columnsSchema = z.array(z.enum(MAPPING_COLUMNS));

function toImport({ actorId, actorName, decidedBy, decidedByName, ...record }: ImportRecord): MappingImport {
  return {
    ...record,
    actor: { id: actorId, name: actorName },
    decidedBy: decidedBy === null ? null : { id: decidedBy, name: decidedByName },
    columns: columnsSchema.parse(record.columns),
    summary: importSummarySchema.parse(record.summary ?? {}),
  };
}

/** An import that is being applied or undone; one whose run has failed since stands still. $1 is the shop. */
const UNDER_WAY = `status IN ('applying', 'undoing') AND NOT EXISTS (
  SELECT FROM (
    SELECT * FROM sync_runs WHERE shop = $1 AND kind = 'mapping-import' ORDER BY started_at DESC LIMIT 1
  ) AS latest
  WHERE latest.status = 'failed' AND latest.finished_at >= mapping_imports.updated_at
)`;

/**
 * Opens an import for a file that comes in. It takes the place of one that was not applied.
 *
 * @returns null while another one is being applied or undone
 */
export async function openMappingImport(
  shop: string,
  { fileName, actor }: { fileName: string; actor: Actor },
): Promise<string | null> {
  return inTransaction(async (transaction) => {
    // Two uploads at once come one after the other.
    await transaction.query("SELECT FROM shops WHERE shop = $1 FOR UPDATE", [shop]);
    const { rows } = await transaction.query(`SELECT FROM mapping_imports WHERE shop = $1 AND ${UNDER_WAY}`, [shop]);
    if (rows.length > 0) return null;
    await forgetUnappliedImport(transaction, shop);
    const importId = randomUUID();
    await transaction.query(
      `INSERT INTO mapping_imports (shop, import_id, file_name, actor, actor_name, status)
       VALUES ($1, $2, $3, $4, $5, 'reading')`,
      [shop, importId, fileName, actor.id, actor.name],
    );
    return importId;
  });
}

/** Gives up the file that was uploaded but not applied. Nothing happens while it is being applied. */
export async function discardMappingImport(shop: string): Promise<void> {
  await inTransaction(async (transaction) => {
    const { rows } = await transaction.query(`SELECT FROM mapping_imports WHERE shop = $1 AND ${UNDER_WAY}`, [shop]);
    if (rows.length === 0) await forgetUnappliedImport(transaction, shop);
  });
}

async function forgetUnappliedImport(transaction: Transaction, shop: string): Promise<void> {
  // An undo that failed left everything as it was.
  await transaction.query("UPDATE mapping_imports SET status = 'applied' WHERE shop = $1 AND status = 'undoing'", [
    shop,
  ]);
  await transaction.query("DELETE FROM mapping_imports WHERE shop = $1 AND status NOT IN ('applied', 'undone')", [
    shop,
  ]);
  await forgetStagedRows(transaction, shop);
}

/** Rows and faults are of use until the import is applied; a shop has those of one import at a time. */
export async function forgetStagedRows(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query("DELETE FROM mapping_import_rows WHERE shop = $1", [shop]);
  await transaction.query("DELETE FROM mapping_import_faults WHERE shop = $1", [shop]);
}

/** Notes why the file could not be read, and forgets what was read of it. */
export async function refuseMappingImport(shop: string, importId: string, refusal: string): Promise<void> {
  await inTransaction(async (transaction) => {
    const { rowCount } = await transaction.query(
      `UPDATE mapping_imports SET status = 'refused', refusal = $3, updated_at = now()
       WHERE shop = $1 AND import_id = $2 AND status = 'reading'`,
      [shop, importId, refusal],
    );
    if (rowCount === 1) await forgetStagedRows(transaction, shop);
  });
}

/** Notes which columns the file has. */
export async function noteMappingColumns(
  shop: string,
  importId: string,
  columns: readonly string[],
  ignoredColumns: readonly string[],
): Promise<void> {
  await pool.query(
    `UPDATE mapping_imports SET columns = $3, summary = $4 WHERE shop = $1 AND import_id = $2 AND status = 'reading'`,
    [shop, importId, columns, JSON.stringify({ ignoredColumns })],
  );
}

export async function readMappingImport(
  shop: string,
  importId: string,
  connection: Transaction = pool,
): Promise<MappingImport | null> {
  const { rows } = await connection.query<ImportRecord>(
    `SELECT ${IMPORT} FROM mapping_imports WHERE shop = $1 AND import_id = $2`,
    [shop, importId],
  );
  return rows[0] ? toImport(rows[0]) : null;
}

/** The file that was uploaded last and is not applied; null without one. */
export async function readOpenImport(shop: string): Promise<MappingImport | null> {
  const { rows } = await pool.query<ImportRecord>(
    `SELECT ${IMPORT} FROM mapping_imports WHERE shop = $1 AND status NOT IN ('applied', 'undoing', 'undone')
     ORDER BY created_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0] ? toImport(rows[0]) : null;
}

/** Imports that were applied, the latest first. */
export async function readAppliedImports(shop: string, { limit }: { limit: number }): Promise<MappingImport[]> {
  const { rows } = await pool.query<ImportRecord>(
    `SELECT ${IMPORT} FROM mapping_imports WHERE shop = $1 AND applied_at IS NOT NULL ORDER BY applied_at DESC LIMIT $2`,
    [shop, limit],
  );
  return rows.map(toImport);
}

/** Notes what checking the file found. */
export async function noteChecked(
  shop: string,
  importId: string,
  summary: ImportSummary,
  seenEntryId: string,
): Promise<void> {
  await pool.query(
    `UPDATE mapping_imports SET status = 'checked', summary = $3, seen_entry_id = $4::bigint, updated_at = now()
     WHERE shop = $1 AND import_id = $2 AND status IN ('reading', 'checked', 'applying')`,
    [shop, importId, JSON.stringify(summary), seenEntryId],
  );
}

/** Has a checked file without faults applied. False when it is not there any more, has faults, or one is being undone. */
export async function requestApplying(shop: string, importId: string, actor: Actor): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE mapping_imports SET status = 'applying', decided_by = $3, decided_by_name = $4, updated_at = now()
     WHERE shop = $1 AND import_id = $2 AND status IN ('checked', 'applying')
       AND (summary #>> '{counts,faults}')::integer = 0
       AND NOT EXISTS (SELECT FROM mapping_imports AS other WHERE other.shop = $1 AND other.status = 'undoing')`,
    [shop, importId, actor.id, actor.name],
  );
  return rowCount === 1;
}

/** Has the import that was applied last undone. False for another one, and while one is being applied. */
export async function requestUndoing(shop: string, importId: string, actor: Actor): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE mapping_imports SET status = 'undoing', updated_at = now(),
       summary = summary || jsonb_build_object('undoneBy', jsonb_build_object('id', $3::text, 'name', $4::text))
     WHERE shop = $1 AND import_id = $2 AND status IN ('applied', 'undoing')
       AND NOT EXISTS (SELECT FROM mapping_imports AS other WHERE other.shop = $1 AND other.status = 'applying')
       AND NOT EXISTS (
         SELECT FROM mapping_imports AS later
         WHERE later.shop = $1 AND later.applied_at > mapping_imports.applied_at
       )`,
    [shop, importId, actor.id, actor.name],
  );
  return rowCount === 1;
}

/** The import that is to be applied or undone; null when there is none. */
export async function readRequestedImport(shop: string): Promise<MappingImport | null> {
  const { rows } = await pool.query<ImportRecord>(
    `SELECT ${IMPORT} FROM mapping_imports WHERE shop = $1 AND status IN ('applying', 'undoing')`,
    [shop],
  );
  return rows[0] ? toImport(rows[0]) : null;
}

/** Keeps an import as it is until the transaction ends. False when it is not to be applied, or undone, any more. */
export async function holdRequestedImport(
  transaction: Transaction,
  shop: string,
  { importId, status }: Pick<MappingImport, "importId" | "status">,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    "SELECT FROM mapping_imports WHERE shop = $1 AND import_id = $2 AND status = $3 FOR UPDATE",
    [shop, importId, status],
  );
  return rowCount === 1;
}

/** Notes within the transaction that changes vendor items that this is done, so that neither is without the other. */
export async function noteDone(
  transaction: Transaction,
  shop: string,
  {
    importId,
    status,
    summary,
    actor,
  }: Pick<MappingImport, "importId" | "summary"> & {
    status: "applied" | "undone";
    actor: Actor;
  },
): Promise<void> {
  const doneAt = status === "applied" ? "applied_at" : "undone_at";
  await transaction.query(
    `UPDATE mapping_imports SET status = $3, summary = $4, ${doneAt} = now(), updated_at = now()
     WHERE shop = $1 AND import_id = $2`,
    [shop, importId, status, JSON.stringify(summary)],
  );
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value)
     VALUES ($1, $2, $3, 'mapping-import', $4, $5, NULL, $6)`,
    [shop, actor.id, actor.name, importId, status, JSON.stringify(summary[status])],
  );
}
