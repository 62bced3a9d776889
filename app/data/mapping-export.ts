import { pool } from "~/db.server";
import type { MappingColumn } from "./mapping-columns";
import type { MappingFault } from "./mapping-staging";

/** One vendor of one item, or an item without vendor: the cells of a mapping file. `remove` is for whoever edits it. */
export type MappingRow = Record<Exclude<MappingColumn, "remove">, string | null>;

/** Who supplies what, a batch of variants at a time, in the order of their ids; of each the preferred vendor first. */
export async function* streamMapping(shop: string, batchSize: number): AsyncGenerator<MappingRow[], void, undefined> {
  for (let after = "-1"; ;) {
    const { rows } = await pool.query<MappingRow>(
      `SELECT variant.sku, variant.barcode, variant.variant_id, variant.product_title, variant.variant_title,
         vendors.name AS vendor, item.vendor_sku, trim_scale(item.unit_cost)::text AS unit_cost,
         item.minimum_order_quantity::text, item.pack_size::text, item.lead_time_days::text,
         CASE WHEN item.preferred THEN 'yes' WHEN NOT item.preferred THEN 'no' END AS preferred
       FROM (
         SELECT * FROM variants WHERE shop = $1 AND deleted_at IS NULL AND variant_id > $2::bigint
         ORDER BY variant_id LIMIT $3
       ) AS variant
         LEFT JOIN vendor_items AS item ON item.shop = $1 AND item.variant_id = variant.variant_id
         LEFT JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = item.vendor_id
       ORDER BY variant.variant_id, item.preferred DESC, item.vendor_id`,
      [shop, after, batchSize],
    );
    const last = rows.at(-1)?.variant_id;
    if (last == null) return;
    yield rows;
    after = last;
  }
}

/** What is wrong with an uploaded file, in the order of its lines. */
export async function* streamMappingFaults(
  shop: string,
  importId: string,
  batchSize: number,
): AsyncGenerator<MappingFault[], void, undefined> {
  for (let after = { line: -1, faultId: "-1" }; ;) {
    const { rows } = await pool.query<MappingFault & { faultId: string }>(
      `SELECT line, fault_id AS "faultId", column_name AS column, coalesce(value, '') AS value, reason
       FROM mapping_import_faults
       WHERE shop = $1 AND import_id = $2 AND (line, fault_id) > ($3::integer, $4::bigint)
       ORDER BY line, fault_id LIMIT $5`,
      [shop, importId, after.line, after.faultId, batchSize],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last;
  }
}
