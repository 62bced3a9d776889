import { ALERT_STATUSES, type AlertSettings, type AlertStatus } from "./alert-settings";
import { NO_VENDOR } from "./plan-filter";
import type { DigestCounts, DigestItem, DigestVendor } from "./alert-digests";
import type { Transaction } from "./transaction";

/** What alerts are about. */
export type AlertScope = Pick<AlertSettings, "statuses" | "vendorIds">;

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

/** What there is to tell, the worst vendors first, cut to what somebody reads. */
interface ToldItems {
  news: DigestCounts;
  /** All that is in such a state, told before or not. */
  standing: DigestCounts;
  vendors: DigestVendor[];
  vendorsLeftOut: number;
}

interface VendorRecord {
  vendorId: string | null;
  name: string | null;
  skus: number;
}

/**
 * Reads what there is to tell.
 *
 * @param onlyUntold leaves out what was told before
 */
export async function readToldItems(
  transaction: Transaction,
  shop: string,
  { onlyUntold, limits }: { onlyUntold: boolean; limits: DigestLimits },
): Promise<ToldItems> {
  const { news, standing } = await countItems(transaction, shop, onlyUntold);
  const all = await readVendors(transaction, shop, onlyUntold);
  const shown = all.slice(0, limits.vendors);
  const vendors: DigestVendor[] = [];
  let left = limits.items;
  for (const vendor of shown) {
    const limit = Math.min(left, limits.itemsPerVendor);
    const items = limit === 0 ? [] : await readItems(transaction, shop, vendor.vendorId, { onlyUntold, limit });
    vendors.push({ ...vendor, items });
    left -= items.length;
  }
  return { news, standing, vendors, vendorsLeftOut: all.length - shown.length };
}

async function countItems(transaction: Transaction, shop: string, onlyUntold: boolean) {
  const { rows } = await transaction.query<{ status: AlertStatus; news: number; standing: number }>(
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

async function readVendors(transaction: Transaction, shop: string, onlyUntold: boolean): Promise<VendorRecord[]> {
  const { rows } = await transaction.query<VendorRecord>(
    `SELECT plans.vendor_id::text AS "vendorId", min(plans.vendor) AS name, count(*)::integer AS skus
     FROM alerted_items AS item JOIN plans USING (shop, variant_id)
     WHERE shop = $1 AND (untold OR NOT $2)
     GROUP BY plans.vendor_id
     ORDER BY count(*) FILTER (WHERE item.status = 'out-of-stock') DESC, count(*) DESC, plans.vendor_id`,
    [shop, onlyUntold],
  );
  return rows;
}

async function readItems(
  transaction: Transaction,
  shop: string,
  vendorId: string | null,
  { onlyUntold, limit }: { onlyUntold: boolean; limit: number },
): Promise<DigestItem[]> {
  const { rows } = await transaction.query<DigestItem>(
    `SELECT variant_id::text AS "variantId", sku, product_title AS "productTitle", variant_title AS "variantTitle",
       item.status, available, incoming, reorder_point AS "reorderPoint",
       suggested_order_quantity AS "suggestedOrderQuantity"
     FROM alerted_items AS item JOIN plans USING (shop, variant_id)
     WHERE shop = $1 AND (untold OR NOT $3) AND plans.vendor_id IS NOT DISTINCT FROM $2::bigint
     ORDER BY ${rankOf("item.status")} DESC, mean_daily_demand DESC NULLS LAST, variant_id LIMIT $4`,
    [shop, vendorId, onlyUntold, limit],
  );
  return rows;
}
