import { pool } from "~/db.server";
import { stockoutSpans, planningVariant } from "./stock-history";

/** One calendar day of a variant, as charts show it. */
export interface HistoryDay {
  /** ISO day in the shop's time zone. */
  day: string;
  /** Units sold that day; 0 also where orders of that day are not stored. */
  units: number;
  /** Whether it was a day out of stock, which tells nothing of demand. */
  outOfStock: boolean;
}

/**
 * A variant's days from `firstDay` to `lastDay`, both included, every one in order; none when the last lies before the
 * first.
 */
export async function readItemHistory(
  shop: string,
  variantId: string,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<HistoryDay[]> {
  const { rows } = await pool.query<HistoryDay>(
    `WITH variant AS (${planningVariant("variant_id = $2::bigint")}), ${stockoutSpans("$3::date", "$4::date")}
     SELECT calendar.day::date AS day, coalesce(demand.units, 0) AS units,
       coalesce(demand.units, 0) = 0
         AND EXISTS (SELECT FROM stockout WHERE calendar.day BETWEEN first_day AND last_day) AS "outOfStock"
     FROM generate_series($3::date::timestamp, $4::date::timestamp, INTERVAL '1 day') AS calendar (day)
       LEFT JOIN daily_demand AS demand
         ON demand.shop = $1 AND demand.variant_id = $2::bigint AND demand.day = calendar.day::date
     ORDER BY calendar.day`,
    [shop, variantId, firstDay, lastDay],
  );
  return rows;
}

/**
 * The first day of which a variant's sales are known: not before it was created, nor before the first day from which every
 * order is stored; null while no orders are.
 */
export async function readHistoryStart(shop: string, variantId: string): Promise<string | null> {
  const { rows } = await pool.query<{ firstDay: string | null }>(
    `SELECT greatest(orders_known_from, (created_at AT TIME ZONE time_zone)::date) AS "firstDay"
     FROM variants JOIN shops USING (shop)
     WHERE shop = $1 AND variant_id = $2::bigint AND orders_known_from IS NOT NULL`,
    [shop, variantId],
  );
  return rows[0]?.firstDay ?? null;
}
