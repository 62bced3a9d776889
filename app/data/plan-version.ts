import { pool } from "~/db.server";

/**
 * Makes a statement that writes plans count as a new version of the shop's plans, unless it turns out to write none: in one
 * statement, so that no page sees new plans under an old version.
 *
 * @param change SQL of an INSERT, UPDATE or DELETE on `plans` without RETURNING; $1 is the shop
 */
export function asNewPlanVersion(change: string): string {
  // Counting waits for all of the change: whoever holds the shop's row needs no row of a plan any more, so that two writers
  // never wait for each other.
  return `
    WITH changed AS (${change} RETURNING 1)
    UPDATE shops SET plan_version = plan_version + 1 WHERE shop = $1 AND (SELECT count(*) FROM changed) > 0`;
}

/** When a variant's plan was made; null when it has none any more. */
export async function readPlannedAt(shop: string, variantId: string): Promise<Date | null> {
  const { rows } = await pool.query<{ plannedAt: Date }>(
    `SELECT planned_at AS "plannedAt" FROM plans WHERE shop = $1 AND variant_id = $2::bigint`,
    [shop, variantId],
  );
  return rows[0]?.plannedAt ?? null;
}
