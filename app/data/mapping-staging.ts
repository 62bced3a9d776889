import { pool } from "~/db.server";
import type { MappingColumn } from "./mapping-columns";
import type { VendorOffer } from "./vendor-items";

/** One row of an uploaded file, as far as the row alone tells. */
export interface StagedMappingRow {
  /** Of the file, from 1. */
  line: number;
  /** What names the item; at least one, unless the row has a fault. */
  sku: string | null;
  barcode: string | null;
  variantId: string | null;
  /** Null for a row that names none. */
  vendor: string | null;
  normalizedVendor: string | null;
  offer: VendorOffer;
  preferred: boolean | null;
  remove: boolean;
}

/** What is wrong with a row. */
export interface MappingFault {
  line: number;
  /** Empty when it is the row as a whole. */
  column: MappingColumn | "";
  value: string;
  /** What follows the column's name in a sentence: "is not a number". */
  reason: string;
}

/** Of a value with a fault; enough to find it in the file. */
const LONGEST_VALUE_KEPT = 120;

/** Takes in rows of a file that is being read. False when another file took its place meanwhile. */
export async function stageMappingRows(
  shop: string,
  importId: string,
  rows: readonly StagedMappingRow[],
): Promise<boolean> {
  const { rows: held } = await pool.query<{ held: boolean }>(
    `WITH import AS (
       UPDATE mapping_imports SET rows_read = rows_read + cardinality($3::integer[]), updated_at = now()
       WHERE shop = $1 AND import_id = $2 AND status = 'reading' RETURNING import_id
     ), staged AS (
       INSERT INTO mapping_import_rows (shop, import_id, line, sku, barcode, given_variant_id, vendor, normalized_vendor,
         vendor_sku, unit_cost, minimum_order_quantity, pack_size, lead_time_days, preferred, remove)
       SELECT $1, $2, batch.* FROM import CROSS JOIN unnest($3::integer[], $4::text[], $5::text[], $6::bigint[],
         $7::text[], $8::text[], $9::text[], $10::numeric[], $11::integer[], $12::integer[], $13::float8[],
         $14::boolean[], $15::boolean[]) AS batch
     )
     SELECT EXISTS (SELECT FROM import) AS held`,
    [
      shop,
      importId,
      rows.map((row) => row.line),
      rows.map((row) => row.sku),
      rows.map((row) => row.barcode),
      rows.map((row) => row.variantId),
      rows.map((row) => row.vendor),
      rows.map((row) => row.normalizedVendor),
      rows.map((row) => row.offer.vendorSku),
      rows.map((row) => row.offer.unitCost),
      rows.map((row) => row.offer.minimumOrderQuantity),
      rows.map((row) => row.offer.packSize),
      rows.map((row) => row.offer.leadTimeDays),
      rows.map((row) => row.preferred),
      rows.map((row) => row.remove),
    ],
  );
  return held[0]?.held ?? false;
}

export async function storeMappingFaults(
  shop: string,
  importId: string,
  faults: readonly MappingFault[],
): Promise<void> {
  if (faults.length === 0) return;
  await pool.query(
    `INSERT INTO mapping_import_faults (shop, import_id, line, column_name, value, reason)
     SELECT $1, $2, batch.* FROM unnest($3::integer[], $4::text[], $5::text[], $6::text[]) AS batch`,
    [
      shop,
      importId,
      faults.map((fault) => fault.line),
      faults.map((fault) => fault.column),
      faults.map((fault) => fault.value.slice(0, LONGEST_VALUE_KEPT)),
      faults.map((fault) => fault.reason),
    ],
  );
}
