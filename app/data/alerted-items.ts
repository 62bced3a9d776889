import { pool } from "~/db.server";
import { ALERT_STATUSES, type AlertScope, type AlertStatus } from "./alert-settings";
import { NO_VENDOR } from "./plan-filter";
import type { DigestCounts, DigestItem, DigestVendor } from "./alert-digests";
import type { Transaction } from "./transaction";

/** How bad a state is, as a number. */
const RANKS = `'{${[...ALERT_STATUSES].reverse().join(",")}}'::text[]`;
const rankOf = (status: string) => `array_position(${RANKS}, ${status})`;

/**
 * Brings up to date which variants are in a state that alerts are about. One that is new there, or worse than before, has to be
 * told of; one that has left is forgotten, so that it is told of when it comes back.
 *
 * @param seenAt since when the new ones are so; null where that cannot be said, since nobody had looked before
 */
export async function settleAlertedItems(
  transaction: Transaction,
  shop: string,
  { statuses, vendorIds }: AlertScope,
  seenAt: Date | null,
): Promise<void> {
  await transaction.query(
    `WITH current AS MATERIALIZED (
       SELECT variant_id, status FROM plans
       WHERE shop = $1 AND status = ANY($2::text[])
         AND ($3::text[] IS NULL OR coalesce(vendor_id::text, '${NO_VENDOR}') = ANY($3::text[]))
     ), gone AS (
       DELETE FROM alerted_items AS known
       WHERE shop = $1 AND NOT EXISTS (SELECT FROM current WHERE current.variant_id = known.variant_id)
     )
     INSERT INTO alerted_items AS known (shop, variant_id, status, since, untold)
     SELECT $1, current.variant_id, current.status, $4, true
     FROM current LEFT JOIN alerted_items AS former ON former.shop = $1 AND former.variant_id = current.variant_id
     WHERE former.status IS DISTINCT FROM current.status
     ON CONFLICT (shop, variant_id) DO UPDATE SET
       status = excluded.status,
       since = CASE WHEN ${rankOf("excluded.status")} > ${rankOf("known.status")} THEN excluded.since ELSE known.since END,
       untold = known.untold OR ${rankOf("excluded.status")} > ${rankOf("known.status")}`,
    [shop, statuses, vendorIds, seenAt],
  );
}

/** Takes all that has to be told of for told. */
export async function noteAllTold(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query("UPDATE alerted_items SET untold = false WHERE shop = $1 AND untold", [shop]);
}

export interface DigestLimits {
  vendors: number;
  itemsPerVendor: number;
  items: number;
}

/** What there is to tell, the vendors with the most stockouts first, cut to what somebody reads. */
interface ToldItems {
  news: DigestCounts;
  /** All that is in such a state, told before or not. */
  standing: DigestCounts;
  vendors: DigestVendor[];
  vendorsLeftOut: number;
}

/**
 * Reads what there is to tell.
 *
 * @param onlyUntold leaves out what was told before
 */
export async function readToldItems(
  shop: string,
  { onlyUntold, limits }: { onlyUntold: boolean; limits: DigestLimits },
  connection: Transaction = pool,
): Promise<ToldItems> {
  const counts = await countItems(connection, shop, onlyUntold);
  const { vendors, vendorCount } = await readVendors(connection, shop, onlyUntold, limits);
  return { ...counts, vendors, vendorsLeftOut: vendorCount - vendors.length };
}

async function countItems(connection: Transaction, shop: string, onlyUntold: boolean) {
  const { rows } = await connection.query<{ status: AlertStatus; news: number; standing: number }>(
    `SELECT status, count(*)::integer AS standing, count(*) FILTER (WHERE untold OR NOT $2)::integer AS news
     FROM alerted_items WHERE shop = $1 GROUP BY status`,
    [shop, onlyUntold],
  );
  const countsOf = (column: "news" | "standing"): DigestCounts => {
    const of = (status: AlertStatus) => rows.find((row) => row.status === status)?.[column] ?? 0;
    return { outOfStock: of("out-of-stock"), reorderNow: of("reorder-now"), reorderSoon: of("reorder-soon") };
  };
  return { news: countsOf("news"), standing: countsOf("standing") };
}

interface ItemRecord extends DigestItem, Pick<DigestVendor, "vendorId" | "name" | "skus"> {
  vendorCount: number;
}

async function readVendors(
  connection: Transaction,
  shop: string,
  onlyUntold: boolean,
  limits: DigestLimits,
): Promise<{ vendors: DigestVendor[]; vendorCount: number }> {
  const { rows } = await connection.query<ItemRecord>(
    `WITH told AS (
       SELECT variant_id, sku, product_title, variant_title, item.status, available, incoming,
         suggested_order_quantity, vendor_id, vendor, count(*) OVER of_vendor AS skus,
         count(*) FILTER (WHERE item.status = 'out-of-stock') OVER of_vendor AS out_of_stock,
         row_number() OVER (
           of_vendor ORDER BY ${rankOf("item.status")} DESC, mean_daily_demand DESC NULLS LAST, variant_id
         ) AS place
       FROM alerted_items AS item JOIN plans USING (shop, variant_id)
       WHERE shop = $1 AND (untold OR NOT $2)
       WINDOW of_vendor AS (PARTITION BY vendor_id)
     )
     SELECT variant_id::text AS "variantId", sku, product_title AS "productTitle", variant_title AS "variantTitle", status,
       available, incoming, suggested_order_quantity AS "suggestedOrderQuantity",
       vendor_id::text AS "vendorId", vendor AS name, skus::integer,
       (SELECT count(*)::integer FROM told WHERE place = 1) AS "vendorCount"
     FROM told WHERE place <= $3
     ORDER BY out_of_stock DESC, skus DESC, vendor_id, place LIMIT $3::integer * $4::integer`,
    [shop, onlyUntold, limits.itemsPerVendor, limits.vendors],
  );
  return { vendors: groupByVendor(rows, limits), vendorCount: rows[0]?.vendorCount ?? 0 };
}

function groupByVendor(records: readonly ItemRecord[], limits: DigestLimits): DigestVendor[] {
  const vendors = new Map<string | null, DigestVendor>();
  for (const [index, { vendorId, name, skus, vendorCount: _, ...item }] of records.entries()) {
    const vendor = vendors.get(vendorId) ?? { vendorId, name, skus, items: [] };
    if (index < limits.items) vendor.items.push(item);
    vendors.set(vendorId, vendor);
  }
  return [...vendors.values()].slice(0, limits.vendors);
}
