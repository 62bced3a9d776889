import { pool } from "~/db.server";

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

/** Notes that every variant has a plan that was begun at `plannedAt` or later; a later time that was noted before stands. */
export async function noteWholePlanning(
  shop: string,
  { plannedAt, windowEnd }: { plannedAt: Date; windowEnd: string },
): Promise<void> {
  await pool.query(
    `UPDATE shops SET planned_at = greatest(planned_at, $2), planned_window_end = greatest(planned_window_end, $3::date)
     WHERE shop = $1`,
    [shop, plannedAt, windowEnd],
  );
}
