import type { Actor } from "./audit-entries";
import { listNewVendors } from "./mapping-check";
import { OFFER_COLUMNS_OF_FILE, type MappingColumn } from "./mapping-columns";
import type { ImportSummary } from "./mapping-imports";
import { lockItems, restoreVendorItems } from "./restore-vendor-items";
import type { Transaction } from "./transaction";
import { changeVendorItems, type VendorItemCounts } from "./vendor-items";
import { findOrAddVendors, findVendorIds } from "./vendors";

export async function lockItemsOfRows(transaction: Transaction, shop: string, importId: string): Promise<void> {
  await lockItems(
    transaction,
    {
      vendors: "SELECT vendor_id FROM mapping_import_rows AS staged WHERE staged.shop = $1 AND staged.import_id = $2",
      items: "SELECT variant_id FROM mapping_import_rows AS staged WHERE staged.shop = $1 AND staged.import_id = $2",
    },
    [shop, importId],
  );
}

/** Makes vendor items what the checked rows of a file want, and the vendors that it names first. */
export async function applyMappingRows(
  transaction: Transaction,
  shop: string,
  { importId, columns, actor }: { importId: string; columns: readonly MappingColumn[]; actor: Actor },
): Promise<VendorItemCounts> {
  await addNewVendors(transaction, shop, importId, actor);
  const offers = OFFER_COLUMNS_OF_FILE.filter((column) => columns.includes(column));
  return changeVendorItems(transaction, shop, {
    wanted: { text: wantedOfRows(offers), values: [shop, importId] },
    actor,
    importId,
  });
}

/** In the columns of a `WantedVendorItemQuery`. */
function wantedOfRows(offers: readonly string[]): string {
  const rows = "staged.shop = $1 AND staged.import_id = $2";
  return `
    SELECT staged.variant_id, coalesce(staged.vendor_id, names.vendor_id), staged.remove, staged.preferred,
      staged.vendor_sku, staged.unit_cost, staged.minimum_order_quantity, staged.pack_size, staged.lead_time_days,
      '{${offers.join(",")}}'::text[]
    FROM mapping_import_rows AS staged
      LEFT JOIN vendor_names AS names ON names.shop = $1 AND names.normalized_name = staged.normalized_vendor
    WHERE ${rows} AND staged.action IN ('add', 'change', 'remove') AND staged.normalized_vendor IS NOT NULL
    UNION ALL
    SELECT item.variant_id, item.vendor_id, true, NULL, NULL, NULL, NULL, NULL, NULL, '{}'
    FROM mapping_import_rows AS staged JOIN vendor_items AS item
      ON item.shop = $1 AND item.variant_id = staged.variant_id
    WHERE ${rows} AND staged.action = 'remove' AND staged.normalized_vendor IS NULL`;
}

async function addNewVendors(transaction: Transaction, shop: string, importId: string, actor: Actor): Promise<void> {
  const names = await listNewVendors(shop, importId, { connection: transaction });
  const known = await findVendorIds(shop, names, transaction);
  const vendorIds = await findOrAddVendors(shop, names, {}, transaction);
  const added = [...vendorIds].filter(([name]) => !known.has(name)).map(([, vendorId]) => vendorId);
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value, import_id)
     SELECT $1, $3, $4, 'vendor', vendor_id::text, 'name', NULL, to_jsonb(name), $2
     FROM vendors WHERE shop = $1 AND vendor_id = ANY($5::bigint[]) ORDER BY vendor_id`,
    [shop, importId, actor.id, actor.name, added],
  );
}

/**
 * Restores what the entries of an import in the audit trail say was there before it. Items that somebody changed since keep
 * that. Vendors that the import created, and nothing refers to any more, go.
 */
export async function restoreItemsBeforeImport(
  transaction: Transaction,
  shop: string,
  { importId, actor }: { importId: string; actor: Actor },
): Promise<NonNullable<ImportSummary["undone"]>> {
  const group = { column: "import_id", id: importId } as const;
  const restored = await restoreVendorItems(transaction, shop, { group, actor });
  return { ...restored, deletedVendors: await deleteVendorsOfImport(transaction, shop, importId) };
}

/** One that was changed since, that Shopify names by now, or that supplies something, stays. */
async function deleteVendorsOfImport(transaction: Transaction, shop: string, importId: string): Promise<number> {
  const { rows } = await transaction.query<{ vendorId: string }>(
    `SELECT vendor.vendor_id AS "vendorId" FROM audit_entries AS entry
       JOIN vendors AS vendor ON vendor.shop = $1 AND vendor.vendor_id = entry.subject_id::bigint
     WHERE entry.shop = $1 AND entry.import_id = $2 AND entry.subject = 'vendor'
       AND NOT EXISTS (SELECT FROM audit_entries AS later WHERE later.shop = $1 AND later.subject = 'vendor'
         AND later.subject_id = entry.subject_id AND later.entry_id > entry.entry_id)
       AND NOT EXISTS (SELECT FROM vendor_items AS item
         WHERE item.shop = $1 AND item.vendor_id = vendor.vendor_id)
       AND vendor.vendor_id NOT IN (SELECT vendor_id FROM vendor_names WHERE shop = $1 AND from_shopify)
       AND vendor.vendor_id NOT IN (SELECT split_from FROM vendors WHERE shop = $1 AND split_from IS NOT NULL)
     ORDER BY vendor.vendor_id FOR UPDATE OF vendor`,
    [shop, importId],
  );
  const vendorIds = rows.map(({ vendorId }) => vendorId);
  for (const table of ["order_edits", "vendor_names", "vendors"]) {
    await transaction.query(`DELETE FROM ${table} WHERE shop = $1 AND vendor_id = ANY($2::bigint[])`, [
      shop,
      vendorIds,
    ]);
  }
  return vendorIds.length;
}
