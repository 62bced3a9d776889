import { pool } from "~/db.server";
import type { Transaction } from "./transaction";

export interface PlanAge {
  /** Variants with a plan. */
  skus: number;
  /**
   * Every plan was made then or later, ISO 8601; null when there is none. Once it is later than a change of the settings,
   * every plan follows them.
   */
  oldestPlannedAt: string | null;
}

export async function readPlanAge(shop: string): Promise<PlanAge> {
  const { rows } = await pool.query<{ skus: string; oldest: Date | null }>(
    `SELECT skus, CASE WHEN skus > 0 THEN planned_at END AS oldest
     FROM (SELECT coalesce(sum(skus), 0) AS skus FROM plan_sums WHERE shop = $1) AS planned
       LEFT JOIN shops ON shop = $1`,
    [shop],
  );
  return { skus: Number(rows[0]?.skus ?? 0), oldestPlannedAt: rows[0]?.oldest?.toISOString() ?? null };
}

/** The demand window of every stored plan ends on this day or later; null before the first planning. */
export async function readPlanWindowEnd(shop: string): Promise<string | null> {
  const { rows } = await pool.query<{ windowEnd: string | null }>(
    `SELECT planned_window_end AS "windowEnd" FROM shops WHERE shop = $1`,
    [shop],
  );
  return rows[0]?.windowEnd ?? null;
}

/**
 * Notes that every variant has a plan that was begun at `plannedAt` or later; a later time that was noted before stands.
 *
 * @param askedAt when that was asked for, as it was known before anything was read for it: if it was asked for again since, it
 *   still is
 */
export async function noteWholePlanning(
  shop: string,
  { plannedAt, windowEnd, askedAt }: { plannedAt: Date; windowEnd: string; askedAt: Date | null },
): Promise<void> {
  await pool.query(
    `UPDATE shops SET planned_at = greatest(planned_at, $2), planned_window_end = greatest(planned_window_end, $3::date),
       replan_asked_at = nullif(replan_asked_at, $4)
     WHERE shop = $1`,
    [shop, plannedAt, windowEnd, askedAt],
  );
}

/** SQL of the time of a wish for new plans of a shop: another one than the former wish's, though both come within a millisecond. */
export const REPLAN_ASKED_NOW = "greatest(now(), shops.replan_asked_at + interval '1 millisecond')";

/** Asks for new plans of all variants. */
export async function noteReplanAsked(shop: string, connection: Transaction = pool): Promise<void> {
  await connection.query(`UPDATE shops SET replan_asked_at = ${REPLAN_ASKED_NOW} WHERE shop = $1`, [shop]);
}

/**
 * The domains of the shops for which new plans of all variants were asked for. Only for work that goes over every shop. One
 * whose plans could not be made just now is left out, and one that was not planned yet, which will be.
 */
export async function listShopsToReplan(): Promise<string[]> {
  const { rows } = await pool.query<{ shop: string }>(
    `SELECT shop FROM shops
     WHERE uninstalled_at IS NULL AND planned_at IS NOT NULL AND replan_asked_at IS NOT NULL AND NOT EXISTS (
       SELECT FROM sync_runs AS run WHERE run.shop = shops.shop AND kind = 'replan'
         AND (status = 'running' OR status = 'failed' AND finished_at > now() - interval '15 minutes')
     )`,
  );
  return rows.map(({ shop }) => shop);
}
