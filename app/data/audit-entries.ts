import { pool } from "~/db.server";
import { ask, question, type Question } from "./questions";
import type { Transaction } from "./transaction";

/** Who does something. */
export interface Actor {
  /** Such as "user 123456": Shopify's id of the staff member. */
  id: string;
  /** As far as it is known. */
  name: string | null;
}

/** What kind of thing an entry is about. */
export type AuditSubject = "item-policy" | "vendor" | "vendor-item" | "mapping-import" | "api-token" | "alerts";

/** One field of one thing that somebody changed. */
export interface AuditEntry {
  entryId: string;
  /** ISO 8601, UTC. */
  at: string;
  actor: Actor;
  subjectId: string;
  field: string;
  /** Null where nothing was, or is, set. */
  oldValue: unknown;
  newValue: unknown;
  /** The import of a mapping that made the change; null for what was changed by hand. */
  importId: string | null;
}

interface AuditRecord extends Omit<AuditEntry, "at" | "actor"> {
  at: Date | string;
  actorId: string;
  actorName: string | null;
}

const AUDIT_ENTRY = `entry_id::text AS "entryId", at, actor AS "actorId", actor_name AS "actorName",
  subject_id AS "subjectId", field, old_value AS "oldValue", new_value AS "newValue",
  import_id::text AS "importId"`;

const toEntry = ({ at, actorId, actorName, ...record }: AuditRecord): AuditEntry => ({
  ...record,
  at: new Date(at).toISOString(),
  actor: { id: actorId, name: actorName },
});

/** What was changed of one thing, the latest first. */
export async function readAuditEntries(
  shop: string,
  subject: AuditSubject,
  subjectId: string,
  { limit }: { limit: number },
): Promise<AuditEntry[]> {
  return ask(shop, auditEntries(subject, subjectId, { limit }));
}

/** As {@link readAuditEntries}. */
export function auditEntries(
  subject: AuditSubject,
  subjectId: string,
  { limit }: { limit: number },
): Question<AuditEntry[]> {
  return question(
    (values) => `SELECT ${AUDIT_ENTRY} FROM audit_entries
      WHERE shop = $1 AND subject = ${values.add(subject)} AND subject_id = ${values.add(subjectId)}
      ORDER BY entry_id DESC LIMIT ${values.add(limit)}`,
    (rows: readonly AuditRecord[]) => rows.map(toEntry),
  );
}

/** What was changed of all things of a kind, the latest first. */
export async function readAuditEntriesOfAll(
  shop: string,
  subject: AuditSubject,
  { limit }: { limit: number },
): Promise<AuditEntry[]> {
  const { rows } = await pool.query<AuditRecord>(
    `SELECT ${AUDIT_ENTRY} FROM audit_entries WHERE shop = $1 AND subject = $2 ORDER BY entry_id DESC LIMIT $3`,
    [shop, subject, limit],
  );
  return rows.map(toEntry);
}

/** What was changed of some things after an entry, the latest first. */
export async function readAuditEntriesAfter(
  shop: string,
  transaction: Transaction,
  subject: AuditSubject,
  subjectIds: readonly string[],
  afterEntryId: string,
): Promise<AuditEntry[]> {
  const { rows } = await transaction.query<AuditRecord>(
    `SELECT ${AUDIT_ENTRY} FROM audit_entries
     WHERE shop = $1 AND subject = $2 AND subject_id = ANY($3) AND entry_id > $4::bigint ORDER BY entry_id DESC`,
    [shop, subject, subjectIds, afterEntryId],
  );
  return rows.map(toEntry);
}

/** What an actor changed of some things after an entry, the first first. */
export async function readEntriesOfActor(
  shop: string,
  actorId: string,
  subject: AuditSubject,
  { subjectIds, afterEntryId }: { subjectIds: readonly string[]; afterEntryId: string },
): Promise<AuditEntry[]> {
  const { rows } = await pool.query<AuditRecord>(
    `SELECT ${AUDIT_ENTRY} FROM audit_entries
     WHERE shop = $1 AND subject = $2 AND subject_id = ANY($3) AND actor = $4 AND entry_id > $5::bigint ORDER BY entry_id`,
    [shop, subject, subjectIds, actorId, afterEntryId],
  );
  return rows.map(toEntry);
}

/** The latest entry of all; "0" before the first. */
export async function readLatestEntryId(shop: string): Promise<string> {
  const { rows } = await pool.query<{ entryId: string }>(
    `SELECT coalesce(max(entry_id), 0)::text AS "entryId" FROM audit_entries WHERE shop = $1`,
    [shop],
  );
  return rows[0]?.entryId ?? "0";
}

/** Writes one entry, within the transaction that makes the change. */
export async function writeAuditEntry(
  transaction: Transaction,
  shop: string,
  actor: Actor,
  {
    subject,
    subjectId,
    field,
    oldValue,
    newValue,
  }: Omit<AuditEntry, "entryId" | "at" | "actor" | "importId"> & { subject: AuditSubject },
): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [shop, actor.id, actor.name, subject, subjectId, field, json(oldValue), json(newValue)],
  );
}
