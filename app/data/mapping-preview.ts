import { pool } from "~/db.server";
import type { MappingFault } from "./mapping-staging";
import type { VendorOffer } from "./vendor-items";

/** A page of something: how many come before it, and how many are on it. */
export interface PageOf {
  offset: number;
  limit: number;
}

/** What is wrong with a file, in the order of its lines. */
export async function listMappingFaults(
  shop: string,
  importId: string,
  { offset, limit }: PageOf,
): Promise<(MappingFault & { faultId: string })[]> {
  const { rows } = await pool.query<MappingFault & { faultId: string }>(
    `SELECT fault_id AS "faultId", line, column_name AS column, coalesce(value, '') AS value, reason
     FROM mapping_import_faults WHERE shop = $1 AND import_id = $2 ORDER BY line, fault_id OFFSET $3 LIMIT $4`,
    [shop, importId, offset, limit],
  );
  return rows;
}

/** Terms of one vendor for one item, as they are stored or as a row of a file has them. */
export interface MappedOffer extends VendorOffer {
  /** Null in a file that leaves it as it is. */
  preferred: boolean | null;
}

/** A row of a file that does something. */
export interface MappingChange {
  line: number;
  action: "add" | "change" | "remove";
  variantId: string;
  sku: string | null;
  title: string;
  /** Null when all vendors of the item are removed. */
  vendor: string | null;
  /** Null where the vendor does not supply the item. */
  stored: MappedOffer | null;
  inFile: MappedOffer;
}

const selectOffer = (row: string) => `jsonb_build_object('preferred', ${row}.preferred, 'vendorSku', ${row}.vendor_sku,
  'unitCost', trim_scale(${row}.unit_cost)::text, 'minimumOrderQuantity', ${row}.minimum_order_quantity,
  'packSize', ${row}.pack_size, 'leadTimeDays', ${row}.lead_time_days)`;

/** Rows of a file that do something, in the order of its lines. */
export async function listMappingChanges(
  shop: string,
  importId: string,
  { offset, limit }: PageOf,
): Promise<MappingChange[]> {
  const { rows } = await pool.query<MappingChange>(
    `WITH staged AS (
       SELECT * FROM mapping_import_rows
       WHERE shop = $1 AND import_id = $2 AND action IN ('add', 'change', 'remove')
       ORDER BY line OFFSET $3 LIMIT $4
     )
     SELECT line, action, staged.variant_id AS "variantId", variant.sku,
       concat_ws(' · ', variant.product_title, variant.variant_title) AS title,
       coalesce(vendors.name, staged.vendor) AS vendor,
       CASE WHEN item.shop IS NOT NULL THEN ${selectOffer("item")} END AS stored, ${selectOffer("staged")} AS "inFile"
     FROM staged
       JOIN variants AS variant ON variant.shop = $1 AND variant.variant_id = staged.variant_id
       LEFT JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = staged.vendor_id
       LEFT JOIN vendor_items AS item ON item.shop = $1 AND item.vendor_id = staged.vendor_id
         AND item.variant_id = staged.variant_id
     ORDER BY line`,
    [shop, importId, offset, limit],
  );
  return rows;
}

/** Rows of a file that do something. */
export async function countChangingRows(shop: string, importId: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM mapping_import_rows
     WHERE shop = $1 AND import_id = $2 AND action IN ('add', 'change', 'remove')`,
    [shop, importId],
  );
  return rows[0]?.count ?? 0;
}
