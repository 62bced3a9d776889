import { pool } from "~/db.server";
import { readSoldVariantIds } from "./order-lines";
import type { Transaction } from "./transaction";

/** Small enough that a page that asks meanwhile does not wait long: the embedded database has one connection. */
const VARIANTS_PER_BATCH = 250;

/** Derives units and orders per day of every variant from the order lines, some variants at a time. */
export async function deriveDailyDemand(
  shop: string,
  onProgress: () => Promise<void> | void = () => {},
): Promise<void> {
  for (let after = "-1"; ;) {
    const variantIds = await readSoldVariantIds(shop, after, VARIANTS_PER_BATCH);
    const last = variantIds.at(-1);
    if (last === undefined) return;
    await deriveBatch(shop, variantIds);
    await onProgress();
    after = last;
  }
}

/** Derives the daily demand of some variants anew, after orders of theirs were stored. */
export async function deriveDailyDemandOf(
  shop: string,
  variantIds: readonly string[],
  connection: Transaction = pool,
): Promise<void> {
  for (let start = 0; start < variantIds.length; start += VARIANTS_PER_BATCH) {
    await deriveBatch(shop, variantIds.slice(start, start + VARIANTS_PER_BATCH), connection);
  }
}

/** Writes what differs only, so that a repeated derivation costs reading alone. */
async function deriveBatch(shop: string, variantIds: readonly string[], connection: Transaction = pool): Promise<void> {
  await connection.query(
    `WITH derived AS MATERIALIZED (
       SELECT variant_id, day, sum(units)::integer AS units, count(DISTINCT order_id)::integer AS orders
       FROM order_lines
       WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND NOT cancelled AND NOT test
       GROUP BY variant_id, day
     ), stored AS MATERIALIZED (
       SELECT variant_id, day, units, orders FROM daily_demand WHERE shop = $1 AND variant_id = ANY($2::bigint[])
     ), difference AS MATERIALIZED (
       SELECT variant_id, day, derived.units, derived.orders
       FROM derived FULL JOIN stored USING (variant_id, day)
       WHERE (derived.units, derived.orders) IS DISTINCT FROM (stored.units, stored.orders)
     ), emptied AS (
       DELETE FROM daily_demand USING difference
       WHERE daily_demand.shop = $1 AND difference.units IS NULL
         AND daily_demand.variant_id = difference.variant_id AND daily_demand.day = difference.day
     )
     INSERT INTO daily_demand (shop, variant_id, day, units, orders)
     SELECT $1, variant_id, day, units, orders FROM difference WHERE units IS NOT NULL ORDER BY variant_id, day
     ON CONFLICT (shop, variant_id, day) DO UPDATE SET units = excluded.units, orders = excluded.orders`,
    [shop, variantIds],
  );
}
