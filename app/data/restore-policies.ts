import type { Actor } from "./audit-entries";
import { deleteEmptyPolicies, POLICY_COLUMNS, type PolicyField } from "./item-policies";
import { readKept, type KeptItems } from "./kept-items";
import { requestReplans } from "./replan-requests";
import type { Transaction } from "./transaction";

/** Of one field of one item's policy, what a change put an end to; `kept` where somebody changed it since. */
const STAGED = "policy_before_change";
const TO_RESTORE = `SELECT variant_id FROM ${STAGED} WHERE NOT kept`;

/**
 * Restores the fields of policies that a change by hand has changed, with audit entries and requests of new plans. A field
 * that somebody changed since keeps that; so does all of a variant that is deleted.
 *
 * @returns how many variants are as before, and which were kept
 */
export async function restorePolicies(
  transaction: Transaction,
  shop: string,
  { changeId, actor }: { changeId: string; actor: Actor },
): Promise<{ variants: number } & KeptItems> {
  await stageFields(transaction, shop, changeId);
  await writeEntries(transaction, shop, actor);
  await writeFields(transaction, shop);
  await requestReplans(transaction, shop, TO_RESTORE);
  const kept = await readKept(transaction, shop, STAGED);
  const { rows } = await transaction.query<{ variants: number }>(
    `SELECT count(DISTINCT variant_id)::integer AS variants FROM ${STAGED} WHERE NOT kept`,
  );
  await transaction.query(`DROP TABLE ${STAGED}`);
  return { variants: rows[0]?.variants ?? 0, ...kept };
}

async function stageFields(transaction: Transaction, shop: string, changeId: string): Promise<void> {
  const entries = "FROM audit_entries WHERE shop = $1 AND change_id = $2 AND subject = 'item-policy'";
  // Two changes of one item come one after the other.
  await transaction.query(
    `SELECT FROM variants WHERE shop = $1 AND variant_id IN (SELECT subject_id::bigint ${entries})
     ORDER BY variant_id FOR NO KEY UPDATE`,
    [shop, changeId],
  );
  await transaction.query(
    `CREATE TEMPORARY TABLE ${STAGED} ON COMMIT DROP AS
     SELECT entry.variant_id, field, old_value, new_value, variant.shop IS NULL OR EXISTS (
         SELECT FROM audit_entries AS later WHERE later.shop = $1 AND later.subject = 'item-policy'
           AND later.subject_id = entry.subject_id AND later.field = entry.field AND later.entry_id > entry.entry_id
       ) AS kept
     FROM (SELECT entry_id, subject_id, subject_id::bigint AS variant_id, field, old_value, new_value ${entries}) AS entry
       LEFT JOIN variants AS variant
         ON variant.shop = $1 AND variant.variant_id = entry.variant_id AND variant.deleted_at IS NULL`,
    [shop, changeId],
  );
  // A temporary table has no statistics before, and a hundred thousand rows would be joined as if they were few.
  await transaction.query(`ANALYZE ${STAGED}`);
}

async function writeEntries(transaction: Transaction, shop: string, actor: Actor): Promise<void> {
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value)
     SELECT $1, $2, $3, 'item-policy', variant_id::text, field, new_value, old_value
     FROM ${STAGED} WHERE NOT kept ORDER BY variant_id, field`,
    [shop, actor.id, actor.name],
  );
}

async function writeFields(transaction: Transaction, shop: string): Promise<void> {
  const { rows } = await transaction.query<{ field: PolicyField }>(
    `SELECT DISTINCT field FROM ${STAGED} WHERE NOT kept ORDER BY field`,
  );
  for (const { field } of rows) {
    const { name, type } = POLICY_COLUMNS[field];
    await transaction.query(
      `INSERT INTO item_policies (shop, variant_id, ${name})
       SELECT $1, variant_id, (old_value #>> '{}')::${type} FROM ${STAGED} WHERE field = $2 AND NOT kept
       ON CONFLICT (shop, variant_id) DO UPDATE SET ${name} = excluded.${name}`,
      [shop, field],
    );
  }
  await deleteEmptyPolicies(transaction, shop, TO_RESTORE);
}
