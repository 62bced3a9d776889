import { pool } from "~/db.server";
import { OFFER_COLUMNS_OF_FILE, type MappingColumn } from "./mapping-columns";
import type { ImportSummary } from "./mapping-imports";
import type { Transaction } from "./transaction";

/** What `String.prototype.trim` takes away: cells of the file came through it, the shop's SKUs did not. */
const WHITE_SPACE =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/** The rows of one import: $1 is the shop, $2 the import. */
const STAGED = "staged.shop = $1 AND staged.import_id = $2";

/** A vendor of a row, also one that is not there yet. */
const VENDOR_OF_ROW = "coalesce(staged.vendor_id::text, staged.normalized_vendor)";

const LIVE_VARIANTS = `
  SELECT variant_id, btrim(sku, $3) AS sku, btrim(barcode, $3) AS barcode, sku AS written_sku FROM variants
  WHERE shop = $1 AND deleted_at IS NULL`;

/** Finds out which item and which vendor each row is about; null where that is none, or several. */
export async function resolveMappingRows(shop: string, importId: string): Promise<void> {
  await pool.query("ANALYZE mapping_import_rows");
  await pool.query(
    `WITH live AS MATERIALIZED (${LIVE_VARIANTS}), candidate AS (
       SELECT line, live.variant_id FROM mapping_import_rows AS staged JOIN live ON live.variant_id = given_variant_id
       WHERE ${STAGED} AND (staged.sku IS NULL OR staged.sku = live.sku)
         AND (staged.barcode IS NULL OR staged.barcode = live.barcode)
       UNION ALL
       SELECT line, live.variant_id FROM mapping_import_rows AS staged JOIN live ON live.sku = staged.sku
       WHERE ${STAGED} AND given_variant_id IS NULL AND (staged.barcode IS NULL OR staged.barcode = live.barcode)
       UNION ALL
       SELECT line, live.variant_id FROM mapping_import_rows AS staged JOIN live ON live.barcode = staged.barcode
       WHERE ${STAGED} AND given_variant_id IS NULL AND staged.sku IS NULL
     ), item AS (
       SELECT line, min(variant_id) AS variant_id FROM candidate GROUP BY line HAVING count(*) = 1
     ), found AS (
       SELECT line, item.variant_id, names.vendor_id
       FROM mapping_import_rows AS staged LEFT JOIN item USING (line)
         LEFT JOIN vendor_names AS names ON names.shop = $1 AND names.normalized_name = staged.normalized_vendor
       WHERE ${STAGED}
     )
     UPDATE mapping_import_rows AS staged SET variant_id = found.variant_id, vendor_id = found.vendor_id
     FROM found WHERE ${STAGED} AND staged.line = found.line`,
    [shop, importId, WHITE_SPACE],
  );
  await pool.query("ANALYZE mapping_import_rows");
}

/**
 * Lets changes of the file's items that are under way end, so that what is read from then on has them all: their entries in
 * the audit trail can have lower numbers than the latest that is to be seen.
 */
export async function awaitChangesOfRows(shop: string, importId: string): Promise<void> {
  await pool.query(
    `SELECT FROM variants WHERE shop = $1 AND variant_id IN (
       SELECT variant_id FROM mapping_import_rows AS staged WHERE ${STAGED}
     ) ORDER BY variant_id FOR SHARE`,
    [shop, importId],
  );
}

/** Notes for each row what it does to what is stored: add, change, remove or keep. */
export async function decideMappingRows(
  shop: string,
  importId: string,
  columns: readonly MappingColumn[],
): Promise<void> {
  await pool.query(
    `UPDATE mapping_import_rows AS staged SET action = decided.action
     FROM (${selectActions(columns)}) AS decided
     WHERE ${STAGED} AND staged.line = decided.line AND staged.action IS DISTINCT FROM decided.action`,
    [shop, importId],
  );
}

/** SQL of a query of `line`, `action` and `checked`, the action that was noted before, for each row of the import. */
function selectActions(columns: readonly MappingColumn[]): string {
  return `
    SELECT staged.line, staged.action AS checked, CASE
      WHEN staged.variant_id IS NULL THEN NULL
      WHEN staged.normalized_vendor IS NULL THEN CASE WHEN staged.remove AND EXISTS (
        SELECT FROM vendor_items AS any_item WHERE any_item.shop = $1 AND any_item.variant_id = staged.variant_id
      ) THEN 'remove' ELSE 'keep' END
      WHEN staged.remove THEN CASE WHEN item.shop IS NOT NULL THEN 'remove' END
      WHEN item.shop IS NULL THEN 'add'
      WHEN ${differs(columns)} THEN 'change'
      ELSE 'keep' END AS action
    FROM mapping_import_rows AS staged LEFT JOIN vendor_items AS item
      ON item.shop = $1 AND item.vendor_id = staged.vendor_id AND item.variant_id = staged.variant_id
    WHERE ${STAGED}`;
}

/** SQL of whether a row is another one than the vendor item that is stored. */
function differs(columns: readonly MappingColumn[]): string {
  const offers = OFFER_COLUMNS_OF_FILE.filter((column) => columns.includes(column));
  return [
    "(staged.preferred AND NOT item.preferred)",
    // Of a single vendor it can't be taken.
    `(NOT staged.preferred AND item.preferred AND (
      EXISTS (SELECT FROM vendor_items AS other WHERE other.shop = $1 AND other.variant_id = staged.variant_id
        AND other.vendor_id <> staged.vendor_id)
      OR EXISTS (SELECT FROM mapping_import_rows AS other WHERE other.shop = $1 AND other.import_id = $2
        AND other.variant_id = staged.variant_id AND other.normalized_vendor <> staged.normalized_vendor AND NOT other.remove)
    ))`,
    ...offers.map((column) => `staged.${column} IS DISTINCT FROM item.${column}`),
  ].join(" OR ");
}

/** Stores the faults that show when rows are held against the shop and against each other. */
export async function findMappingFaults(
  shop: string,
  importId: string,
  columns: readonly MappingColumn[],
): Promise<void> {
  for (const { select, usesWhiteSpace = false } of [
    { select: UNRESOLVED_ITEMS, usesWhiteSpace: true },
    { select: UNRESOLVED_VENDORS },
    { select: ARCHIVED_VENDORS },
    { select: DUPLICATE_ROWS },
    { select: ROWS_OF_REMOVED_ITEMS },
    { select: PREFERRED_TWICE },
    ...(columns.includes("vendor_sku")
      ? [{ select: VENDOR_SKUS_TWICE_IN_FILE }, { select: VENDOR_SKUS_OF_OTHERS }]
      : []),
  ]) {
    await pool.query(
      `INSERT INTO mapping_import_faults (shop, import_id, line, column_name, value, reason)
       SELECT $1, $2, fault.* FROM (${select}) AS fault (line, column_name, value, reason) ORDER BY fault.line`,
      [shop, importId, ...(usesWhiteSpace ? [WHITE_SPACE] : [])],
    );
  }
}

const UNRESOLVED_ITEMS = `
  WITH live AS MATERIALIZED (${LIVE_VARIANTS}), unresolved AS (
    SELECT * FROM mapping_import_rows AS staged WHERE ${STAGED} AND variant_id IS NULL
  ), by_sku AS (
    SELECT sku, count(*) AS items FROM live WHERE sku IN (SELECT sku FROM unresolved) GROUP BY sku
  ), by_barcode AS (
    SELECT barcode, count(*) AS items FROM live WHERE barcode IN (SELECT barcode FROM unresolved) GROUP BY barcode
  ), by_both AS (
    SELECT sku, barcode, count(*) AS items FROM live WHERE sku IN (SELECT sku FROM unresolved) GROUP BY sku, barcode
  ), judged AS (
    SELECT unresolved.line, unresolved.sku, unresolved.barcode, given_variant_id, item.sku AS item_sku,
      given_variant_id IS NOT NULL AND item.variant_id IS NULL AS unknown_id,
      unresolved.sku IS NOT NULL AND by_sku.items IS NULL AS unknown_sku,
      unresolved.barcode IS NOT NULL AND by_barcode.items IS NULL AS unknown_barcode,
      CASE WHEN unresolved.sku IS NULL THEN by_barcode.items WHEN unresolved.barcode IS NULL THEN by_sku.items
        ELSE by_both.items END AS items
    FROM unresolved
      LEFT JOIN live AS item ON item.variant_id = given_variant_id
      LEFT JOIN by_sku ON by_sku.sku = unresolved.sku
      LEFT JOIN by_barcode ON by_barcode.barcode = unresolved.barcode
      LEFT JOIN by_both ON by_both.sku = unresolved.sku AND by_both.barcode = unresolved.barcode
  ), known AS (
    SELECT * FROM judged WHERE NOT unknown_id AND NOT unknown_sku AND NOT unknown_barcode
  )
  SELECT line, 'variant_id', given_variant_id::text, 'is not the id of an item in this shop' FROM judged WHERE unknown_id
  UNION ALL
  SELECT line, 'sku', sku, CASE WHEN sku ~* '^\\d([.,]\\d+)?e\\+?\\d{1,3}$'
    THEN 'is not the SKU of an item in this shop: a spreadsheet seems to have shortened it; format the column as text'
    ELSE 'is not the SKU of an item in this shop' END
  FROM judged WHERE unknown_sku
  UNION ALL
  SELECT line, 'barcode', barcode, 'is not the barcode of an item in this shop' FROM judged WHERE unknown_barcode
  UNION ALL
  SELECT line, CASE WHEN sku IS NULL THEN 'barcode' ELSE 'sku' END, coalesce(sku, barcode),
    items || ' items have this ' || CASE WHEN sku IS NULL THEN 'barcode' ELSE 'SKU' END || ': add their variant_id'
  FROM known WHERE given_variant_id IS NULL AND items > 1
  UNION ALL
  SELECT line, 'barcode', barcode, 'is the barcode of another item than the one with this sku'
  FROM known WHERE given_variant_id IS NULL AND sku IS NOT NULL AND barcode IS NOT NULL AND items IS NULL
  UNION ALL
  SELECT line, CASE WHEN sku IS DISTINCT FROM item_sku AND sku IS NOT NULL THEN 'sku' ELSE 'barcode' END,
    CASE WHEN sku IS DISTINCT FROM item_sku AND sku IS NOT NULL THEN sku ELSE barcode END,
    'is that of another item than the one with this variant_id'
  FROM known WHERE given_variant_id IS NOT NULL`;

const UNRESOLVED_VENDORS = `
  SELECT staged.line, 'vendor', staged.vendor, CASE WHEN staged.vendor_id IS NULL
    THEN 'is not a vendor of this shop, so it can''t be removed from an item'
    ELSE 'does not supply this item, so it can''t be removed' END
  FROM mapping_import_rows AS staged
  WHERE ${STAGED} AND staged.remove AND staged.normalized_vendor IS NOT NULL
    AND (staged.vendor_id IS NULL OR staged.variant_id IS NOT NULL AND staged.action IS NULL)`;

const ARCHIVED_VENDORS = `
  SELECT staged.line, 'vendor', staged.vendor, 'is archived: restore this vendor before you assign items to it'
  FROM mapping_import_rows AS staged JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = staged.vendor_id
  WHERE ${STAGED} AND vendors.archived_at IS NOT NULL AND NOT staged.remove
    AND (staged.action = 'add' OR staged.action = 'change' AND staged.preferred AND NOT EXISTS (
      SELECT FROM vendor_items AS item WHERE item.shop = $1 AND item.vendor_id = staged.vendor_id
        AND item.variant_id = staged.variant_id AND item.preferred
    ))`;

const DUPLICATE_ROWS = `
  SELECT line, 'vendor', vendor, 'is there twice for this item: line ' || first_line || ' has it already'
  FROM (
    SELECT line, vendor, min(line) OVER (PARTITION BY variant_id, ${VENDOR_OF_ROW}) AS first_line
    FROM mapping_import_rows AS staged
    WHERE ${STAGED} AND variant_id IS NOT NULL AND normalized_vendor IS NOT NULL
  ) AS staged
  WHERE line <> first_line`;

const ROWS_OF_REMOVED_ITEMS = `
  SELECT line, 'remove', '', 'line ' || removing_line || ' removes all vendors of this item: leave one of the two out'
  FROM (
    SELECT line, normalized_vendor, remove,
      min(line) FILTER (WHERE remove AND normalized_vendor IS NULL) OVER (PARTITION BY variant_id) AS removing_line
    FROM mapping_import_rows AS staged WHERE ${STAGED} AND variant_id IS NOT NULL
  ) AS staged
  WHERE line <> removing_line AND (remove OR normalized_vendor IS NOT NULL)`;

const PREFERRED_TWICE = `
  SELECT line, 'preferred', 'yes', 'line ' || first_line || ' prefers another vendor for this item'
  FROM (
    SELECT line, min(line) OVER (PARTITION BY variant_id) AS first_line FROM mapping_import_rows AS staged
    WHERE ${STAGED} AND variant_id IS NOT NULL AND preferred AND NOT remove AND normalized_vendor IS NOT NULL
  ) AS staged
  WHERE line <> first_line`;

/** Rows that name a vendor SKU, and whether it is another one than the stored one. */
const VENDOR_SKUS = `
  SELECT staged.line, staged.variant_id, staged.vendor_id, staged.vendor_sku, ${VENDOR_OF_ROW} AS vendor_key,
    item.vendor_sku IS DISTINCT FROM staged.vendor_sku AS changed
  FROM mapping_import_rows AS staged LEFT JOIN vendor_items AS item
    ON item.shop = $1 AND item.vendor_id = staged.vendor_id AND item.variant_id = staged.variant_id
  WHERE ${STAGED} AND staged.variant_id IS NOT NULL AND staged.normalized_vendor IS NOT NULL
    AND staged.vendor_sku IS NOT NULL AND NOT staged.remove`;

/** One that stays as it is was there first. */
const VENDOR_SKUS_TWICE_IN_FILE = `
  SELECT line, 'vendor_sku', vendor_sku, 'is given to another item of this vendor by line ' || owner_line
  FROM (
    SELECT *, first_value(line) OVER owner AS owner_line, first_value(variant_id) OVER owner AS owner_variant
    FROM (${VENDOR_SKUS}) AS named
    WINDOW owner AS (PARTITION BY vendor_key, vendor_sku ORDER BY changed, line)
  ) AS named
  WHERE changed AND variant_id <> owner_variant`;

const VENDOR_SKUS_OF_OTHERS = `
  SELECT DISTINCT ON (named.line) named.line, 'vendor_sku', named.vendor_sku,
    'is already that of ' || coalesce('SKU ' || nullif(variant.sku, ''), variant.product_title) || ' at this vendor'
  FROM (${VENDOR_SKUS}) AS named
    JOIN vendor_items AS other ON other.shop = $1 AND other.vendor_id = named.vendor_id
      AND other.vendor_sku = named.vendor_sku AND other.variant_id <> named.variant_id
    JOIN variants AS variant ON variant.shop = $1 AND variant.variant_id = other.variant_id AND variant.deleted_at IS NULL
  WHERE named.changed AND NOT EXISTS (
    SELECT FROM mapping_import_rows AS staged
    WHERE ${STAGED} AND staged.variant_id = other.variant_id
      AND (staged.vendor_id = other.vendor_id OR staged.remove AND staged.normalized_vendor IS NULL)
  )
  ORDER BY named.line, other.variant_id`;

/** Forgets faults that depend on what is stored, before the rows are held against it once more. */
export async function forgetMappingFaults(shop: string, importId: string): Promise<void> {
  await pool.query("DELETE FROM mapping_import_faults WHERE shop = $1 AND import_id = $2", [shop, importId]);
}

/** What the file would change. */
export async function countMappingChanges(
  shop: string,
  importId: string,
  columns: readonly MappingColumn[],
): Promise<NonNullable<ImportSummary["counts"]>> {
  const cleared = OFFER_COLUMNS_OF_FILE.filter((column) => columns.includes(column)).map(
    (column) => `count(*) FILTER (WHERE action = 'change' AND staged.${column} IS NULL AND item.${column} IS NOT NULL)`,
  );
  const { rows } = await pool.query<NonNullable<ImportSummary["counts"]>>(
    `SELECT count(*) FILTER (WHERE action = 'add')::integer AS added,
       count(*) FILTER (WHERE action = 'change')::integer AS changed,
       (count(*) FILTER (WHERE action = 'remove' AND normalized_vendor IS NOT NULL) + (
         SELECT count(*) FROM mapping_import_rows AS staged JOIN vendor_items AS removed
           ON removed.shop = $1 AND removed.variant_id = staged.variant_id
         WHERE ${STAGED} AND action = 'remove' AND normalized_vendor IS NULL
       ))::integer AS removed,
       count(*) FILTER (WHERE action = 'keep')::integer AS unchanged,
       (${["0", ...cleared].join(" + ")})::integer AS cleared,
       count(DISTINCT normalized_vendor) FILTER (WHERE action = 'add' AND staged.vendor_id IS NULL)::integer AS "newVendors",
       (SELECT count(*) FROM mapping_import_faults AS fault
        WHERE fault.shop = $1 AND fault.import_id = $2)::integer AS faults
     FROM mapping_import_rows AS staged LEFT JOIN vendor_items AS item
       ON item.shop = $1 AND item.vendor_id = staged.vendor_id AND item.variant_id = staged.variant_id
     WHERE ${STAGED}`,
    [shop, importId],
  );
  if (!rows[0]) throw new Error("An aggregate has one row");
  return rows[0];
}

/** Names of vendors that the file would create, as first written there, in its order. */
export async function listNewVendors(
  shop: string,
  importId: string,
  { limit, connection = pool }: { limit?: number; connection?: Transaction } = {},
): Promise<string[]> {
  const { rows } = await connection.query<{ vendor: string }>(
    `SELECT vendor FROM (
       SELECT DISTINCT ON (normalized_vendor) vendor, line FROM mapping_import_rows AS staged
       WHERE ${STAGED} AND action = 'add' AND vendor_id IS NULL ORDER BY normalized_vendor, line
     ) AS named ORDER BY line LIMIT $3`,
    [shop, importId, limit ?? null],
  );
  return rows.map(({ vendor }) => vendor);
}

/**
 * Whether something that the rows rest on is another one than when they were checked: their vendor items, also by a change
 * that the audit trail knows and that was taken back, their items, or their vendors.
 */
export async function isMappingOutdated(
  transaction: Transaction,
  shop: string,
  { importId, columns, seenEntryId }: { importId: string; columns: readonly MappingColumn[]; seenEntryId: string },
): Promise<boolean> {
  // Counted rather than asked for by EXISTS: that is planned as if the first row would be found, row by row.
  const { rows } = await transaction.query<{ outdated: boolean }>(
    `SELECT (
       SELECT count(*) FROM audit_entries AS entry JOIN (
         SELECT DISTINCT variant_id::text AS subject_id FROM mapping_import_rows AS staged WHERE ${STAGED}
       ) AS item USING (subject_id)
       WHERE entry.shop = $1 AND entry.entry_id > $3::bigint AND entry.subject = 'vendor-item'
     ) + (
       SELECT count(*) FROM (${selectActions(columns)}) AS now WHERE now.checked IS DISTINCT FROM now.action
     ) + (
       SELECT count(*) FROM mapping_import_rows AS staged
         LEFT JOIN variants AS variant ON variant.shop = $1 AND variant.variant_id = staged.variant_id
           AND variant.deleted_at IS NULL
         LEFT JOIN vendors AS vendor ON vendor.shop = $1 AND vendor.vendor_id = staged.vendor_id
       WHERE ${STAGED} AND staged.action <> 'keep' AND (
         variant.shop IS NULL OR staged.vendor_id IS NOT NULL AND vendor.shop IS NULL
         OR staged.action = 'add' AND vendor.archived_at IS NOT NULL
       )
     ) > 0 AS outdated`,
    [shop, importId, seenEntryId],
  );
  return rows[0]?.outdated ?? true;
}
