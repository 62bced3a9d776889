import { pool } from "~/db.server";

export interface PlanAge {
  /** Variants with a plan. */
  skus: number;
  /** When the oldest of the plans was made, ISO 8601; null when there is none. Once it is later than a change of the
   * settings, every plan follows them. */
  oldestPlannedAt: string | null;
}

export async function readPlanAge(shop: string): Promise<PlanAge> {
  const { rows } = await pool.query<{ skus: string; oldest: Date | null }>(
    "SELECT count(*) AS skus, min(planned_at) AS oldest FROM plans WHERE shop = $1",
    [shop],
  );
  return { skus: Number(rows[0]?.skus ?? 0), oldestPlannedAt: rows[0]?.oldest?.toISOString() ?? null };
}
