import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ItemPolicy } from "~/planning/resolve-terms";
import { readAuditEntriesAfter, type Actor, type AuditEntry } from "./audit-entries";
import { settingsSchema } from "./shop-settings";
import { TERM_COLUMNS } from "./term-columns";
import { inTransaction, type Transaction } from "./transaction";
import { lockVariants } from "./variants";
import { requestReplans } from "./replan-requests";

/** The columns in which policies are stored: terms, and whether there is to be a plan at all. */
export const POLICY_COLUMNS = {
  ...TERM_COLUMNS,
  excluded: { name: "excluded", type: "boolean" },
} as const satisfies Record<PolicyField, { name: string; type: string }>;

/** What can be set for one item: the names of audit entries. */
export type PolicyField = keyof ItemPolicy | "excluded";

const POLICY_FIELDS = Object.keys(POLICY_COLUMNS) as PolicyField[];

const settings = settingsSchema.shape;
const wholeUnits = z.number({ error: "must be a number" }).int("must be a whole number of units");

/**
 * What to change of items' policies: a value sets a term, null takes it away, and what is not named stays. The ranges are
 * the ones of the shop's settings. `excluded` says that an item is not to be planned; null has it planned again.
 */
export const policyChangesSchema = z
  .strictObject({
    leadTimeDays: settings.leadTimeDays.unwrap().nullable(),
    leadTimeStdDevDays: settings.leadTimeStdDevDays.unwrap().nullable(),
    reviewPeriodDays: settings.reviewPeriodDays.unwrap().nullable(),
    serviceLevel: settings.serviceLevel.unwrap().nullable(),
    coverageDays: settings.coverageDays.unwrap().nullable(),
    minimumOrderQuantity: wholeUnits.min(0, "can't be negative").max(1_000_000, "must be at most 1,000,000").nullable(),
    packSize: wholeUnits.min(1, "must be at least 1").max(100_000, "must be at most 100,000").nullable(),
    method: settings.method.unwrap().nullable(),
    excluded: z.literal(true).nullable(),
  } satisfies Record<PolicyField, z.ZodType>)
  .partial();

export type PolicyChanges = z.infer<typeof policyChangesSchema>;

export interface PolicyChange {
  variantIds: readonly string[];
  changes: PolicyChanges;
  actor: Actor;
  /** The latest entry of the audit trail that the actor has seen; "0" for none, undefined when it does not matter. */
  seenEntryId?: string | undefined;
  /** What the actor has seen set of the items' own terms; null for nothing, undefined for all when it does not matter. */
  seenTerms?: SeenTerms | undefined;
}

export type SeenTerms = Partial<Record<PolicyField, unknown>>;

export type PolicyChangeOutcome =
  /** The variants of which something changed; the others had it so already. */
  | { kind: "changed"; variantIds: string[]; changeId: string }
  /** Nothing was changed, because the shop has no such variants. */
  | { kind: "unknown-variants"; variantIds: string[] }
  /** Nothing was changed, because somebody else changed this since the actor has seen it. */
  | { kind: "stale"; entries: AuditEntry[] };

/** Changes the policies of some items together with their audit entries, all or nothing. */
export async function storePolicyChanges(shop: string, change: PolicyChange): Promise<PolicyChangeOutcome> {
  return inTransaction(async (transaction) => {
    const known = await lockVariants(transaction, shop, change.variantIds);
    const unknown = change.variantIds.filter((variantId) => !known.has(variantId));
    if (unknown.length > 0) return { kind: "unknown-variants", variantIds: unknown };
    if (change.seenEntryId !== undefined) {
      const ids = [...known];
      const entries = await readAuditEntriesAfter(shop, transaction, "item-policy", ids, change.seenEntryId);
      if (entries.length > 0) return { kind: "stale", entries };
    }
    if (change.seenTerms !== undefined) {
      const entries = await readUnseen(transaction, shop, [...known], change.seenTerms);
      if (entries.length > 0) return { kind: "stale", entries };
    }
    const changeId = randomUUID();
    const variantIds = await writeAuditEntries(transaction, shop, change, changeId);
    await writePolicies(transaction, shop, variantIds, change.changes);
    await requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [variantIds]);
    return { kind: "changed", variantIds, changeId };
  });
}

const POLICY_AS_JSON = `jsonb_build_object(${POLICY_FIELDS.map((field) => `'${field}', policy.${POLICY_COLUMNS[field].name}`).join(", ")})`;

/**
 * Reads what was changed of terms that are other ones than the actor has seen, the latest first.
 *
 * The terms themselves are compared: a page can show a later entry than one that is committed after it was read, since
 * entries have their numbers before that.
 */
async function readUnseen(
  transaction: Transaction,
  shop: string,
  variantIds: readonly string[],
  seenTerms: SeenTerms,
): Promise<AuditEntry[]> {
  const { rows } = await transaction.query<{ variantId: string; field: string }>(
    `SELECT selected.variant_id AS "variantId", seen.field
     FROM unnest($2::bigint[]) AS selected (variant_id)
       CROSS JOIN json_each($3::json) AS seen (field, value)
       LEFT JOIN item_policies AS policy ON policy.shop = $1 AND policy.variant_id = selected.variant_id
     WHERE nullif(${POLICY_AS_JSON} -> seen.field, 'null') IS DISTINCT FROM nullif(seen.value::jsonb, 'null')`,
    [shop, variantIds, JSON.stringify(seenTerms)],
  );
  if (rows.length === 0) return [];
  const changedIds = [...new Set(rows.map(({ variantId }) => variantId))];
  const entries = await readAuditEntriesAfter(shop, transaction, "item-policy", changedIds, "0");
  return entries.filter(({ subjectId, field }) =>
    rows.some((changed) => changed.variantId === subjectId && changed.field === field),
  );
}

/**
 * Writes an entry for each field of each item that is going to be another one.
 *
 * @returns the variants concerned
 */
async function writeAuditEntries(
  transaction: Transaction,
  shop: string,
  { variantIds, changes, actor }: PolicyChange,
  changeId: string,
): Promise<string[]> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `WITH entry AS (
       INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value, change_id)
       SELECT $1, $3, $4, 'item-policy', selected.variant_id::text, change.field, old.value, new.value, $6
       FROM (SELECT DISTINCT unnest($2::bigint[]) AS variant_id) AS selected
         CROSS JOIN json_each($5::json) WITH ORDINALITY AS change (field, value, place)
         LEFT JOIN item_policies AS policy ON policy.shop = $1 AND policy.variant_id = selected.variant_id
         CROSS JOIN LATERAL (
           SELECT nullif(${POLICY_AS_JSON} -> change.field, 'null') AS value
         ) AS old
         CROSS JOIN LATERAL (SELECT nullif(change.value::jsonb, 'null') AS value) AS new
       WHERE old.value IS DISTINCT FROM new.value
       ORDER BY selected.variant_id, change.place
       RETURNING subject_id
     )
     SELECT DISTINCT subject_id AS "variantId" FROM entry`,
    [shop, variantIds, actor.id, actor.name, JSON.stringify(changes), changeId],
  );
  return rows.map((row) => row.variantId);
}

/** Sets the terms that change; a policy that sets nothing any more goes. */
async function writePolicies(
  transaction: Transaction,
  shop: string,
  variantIds: readonly string[],
  changes: PolicyChanges,
): Promise<void> {
  if (variantIds.length === 0) return;
  const names = POLICY_FIELDS.filter((name) => changes[name] !== undefined);
  const columns = names.map((name) => POLICY_COLUMNS[name].name);
  const values = names.map((name, index) => `$${index + 3}::${POLICY_COLUMNS[name].type}`);
  await transaction.query(
    `INSERT INTO item_policies (shop, variant_id, ${columns.join(", ")})
     SELECT $1, variant_id, ${values.join(", ")} FROM unnest($2::bigint[]) AS variant_id
     ON CONFLICT (shop, variant_id) DO UPDATE SET
       ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    [shop, variantIds, ...names.map((name) => changes[name])],
  );
  await deleteEmptyPolicies(transaction, shop, "SELECT unnest($2::bigint[])", [variantIds]);
}

/**
 * Removes the policies that set nothing any more.
 *
 * @param select SQL of a query of the variants' ids; $1 is the shop
 * @param values parameters of the query from $2 on
 */
export async function deleteEmptyPolicies(
  transaction: Transaction,
  shop: string,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const columns = POLICY_FIELDS.map((field) => POLICY_COLUMNS[field].name);
  await transaction.query(
    `DELETE FROM item_policies WHERE shop = $1 AND variant_id IN (${select}) AND num_nonnulls(${columns.join(", ")}) = 0`,
    [shop, ...values],
  );
}
