import { lockOrderLines, readSoldVariantIds, type SellingDay } from "./order-lines";
import { inTransaction, type Transaction } from "./transaction";

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

/**
 * Derives the daily demand of some variants anew, after orders of theirs were stored.
 *
 * @param transaction the one that stored them, which has to hold {@link lockOrderLines}; some variants at a time without
 */
export async function deriveDailyDemandOf(
  shop: string,
  variantIds: readonly string[],
  transaction?: Transaction,
): Promise<void> {
  for (let start = 0; start < variantIds.length; start += VARIANTS_PER_BATCH) {
    const batch = variantIds.slice(start, start + VARIANTS_PER_BATCH);
    if (transaction) await writeDifferences(transaction, shop, batch);
    else await deriveBatch(shop, batch);
  }
}

/**
 * Derives the demand of some variants on some days anew, within the transaction that changed their order lines.
 *
 * @param today ISO day; its demand is no part of a plan yet
 * @returns variants whose demand on an earlier day is another one now
 */
export async function deriveDemandOn(
  transaction: Transaction,
  shop: string,
  sellingDays: readonly SellingDay[],
  today: string,
): Promise<string[]> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `WITH derived AS MATERIALIZED (
       SELECT touched.variant_id, touched.day, coalesce(sum(line.units), 0)::integer AS units,
         count(DISTINCT line.order_id)::integer AS orders
       FROM (SELECT DISTINCT variant_id, day FROM unnest($2::bigint[], $3::date[]) AS touched (variant_id, day)) AS touched
         LEFT JOIN order_lines AS line ON line.shop = $1 AND line.variant_id = touched.variant_id
           AND line.day = touched.day AND NOT line.cancelled AND NOT line.test
       GROUP BY touched.variant_id, touched.day
     ), emptied AS (
       DELETE FROM daily_demand USING derived
       WHERE daily_demand.shop = $1 AND derived.orders = 0
         AND daily_demand.variant_id = derived.variant_id AND daily_demand.day = derived.day
       RETURNING daily_demand.variant_id, daily_demand.day
     ), written AS (
       INSERT INTO daily_demand (shop, variant_id, day, units, orders)
       SELECT $1, variant_id, day, units, orders FROM derived WHERE orders > 0 ORDER BY variant_id, day
       ON CONFLICT (shop, variant_id, day) DO UPDATE SET units = excluded.units, orders = excluded.orders
         WHERE (daily_demand.units, daily_demand.orders) IS DISTINCT FROM (excluded.units, excluded.orders)
       RETURNING variant_id, day
     )
     SELECT DISTINCT variant_id AS "variantId" FROM (SELECT * FROM emptied UNION ALL SELECT * FROM written) AS changed
     WHERE day < $4::date`,
    [shop, sellingDays.map(({ variantId }) => variantId), sellingDays.map(({ day }) => day), today],
  );
  return rows.map((row) => row.variantId);
}

async function deriveBatch(shop: string, variantIds: readonly string[]): Promise<void> {
  await inTransaction(async (transaction) => {
    await lockOrderLines(transaction, shop);
    await writeDifferences(transaction, shop, variantIds);
  });
}

/** Writes what differs only, so that a repeated derivation costs reading alone. */
async function writeDifferences(transaction: Transaction, shop: string, variantIds: readonly string[]): Promise<void> {
  await transaction.query(
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
