import type { Actor } from "./audit-entries";
import { readKept, type KeptItems } from "./kept-items";
import { OFFER_COLUMNS_OF_FILE } from "./mapping-columns";
import type { Transaction } from "./transaction";
import { changeVendorItems, itemImage, type VendorItemCounts } from "./vendor-items";

/** The audit entries that belong together: of an import of a mapping, or of one change by hand. */
export interface EntryGroup {
  column: "import_id" | "change_id";
  id: string;
}

const entriesOf = ({ column }: EntryGroup) =>
  `FROM audit_entries WHERE shop = $1 AND ${column} = $2 AND subject = 'vendor-item'`;

/**
 * Keeps everybody else from changing who supplies the items that queries name, of `vendor_id` and of `variant_id`; $1 is the
 * shop. Vendors before items, as who merges vendors does.
 */
export async function lockItems(
  transaction: Transaction,
  { vendors, items: select }: { vendors: string; items: string },
  values: readonly unknown[],
): Promise<void> {
  await transaction.query(
    `SELECT FROM vendors WHERE shop = $1 AND vendor_id IN (${vendors}) ORDER BY vendor_id FOR KEY SHARE`,
    [...values],
  );
  await transaction.query(
    `SELECT FROM variants WHERE shop = $1 AND variant_id IN (${select}) ORDER BY variant_id FOR NO KEY UPDATE`,
    [...values],
  );
}

/**
 * Restores what entries of the audit trail say was there before them. Items that somebody changed since keep that.
 *
 * @returns what became another one again, and what was kept
 */
export async function restoreVendorItems(
  transaction: Transaction,
  shop: string,
  { group, actor }: { group: EntryGroup; actor: Actor },
): Promise<VendorItemCounts & KeptItems> {
  await lockItems(
    transaction,
    {
      vendors: `SELECT (coalesce(old_value, new_value) ->> 'vendorId')::bigint ${entriesOf(group)}`,
      items: `SELECT subject_id::bigint ${entriesOf(group)}`,
    },
    [shop, group.id],
  );
  await stageImages(transaction, shop, group);
  const kept = await readKept(transaction, shop, "image_before_change");
  const counts = await changeVendorItems(transaction, shop, { wanted: { text: WANTED_OF_IMAGES, values: [] }, actor });
  await transaction.query("DROP TABLE image_before_change");
  return { ...counts, ...kept };
}

/** An item is kept as a whole: of its vendors exactly one is preferred, so each of them depends on the others. */
async function stageImages(transaction: Transaction, shop: string, group: EntryGroup): Promise<void> {
  await transaction.query(
    `CREATE TEMPORARY TABLE image_before_change ON COMMIT DROP AS
     SELECT image.variant_id, image.vendor_id, old_value, bool_or(
       (new_value - 'vendor') IS DISTINCT FROM CASE WHEN item.shop IS NOT NULL THEN ${itemImage("item")} - 'vendor' END
       OR old_value IS NOT NULL AND vendors.shop IS NULL
       OR EXISTS (
         SELECT FROM audit_entries AS later WHERE later.shop = $1 AND later.subject = 'vendor-item'
           AND later.subject_id = image.variant_id::text AND later.entry_id > image.entry_id
           AND later.${group.column} IS DISTINCT FROM $2
       )
     ) OVER (PARTITION BY image.variant_id) AS kept
     FROM (
       SELECT entry_id, subject_id::bigint AS variant_id, old_value, new_value,
         (coalesce(old_value, new_value) ->> 'vendorId')::bigint AS vendor_id
       ${entriesOf(group)}
     ) AS image
       LEFT JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = image.vendor_id
       LEFT JOIN vendor_items AS item ON item.shop = $1 AND item.vendor_id = image.vendor_id
         AND item.variant_id = image.variant_id`,
    [shop, group.id],
  );
}

/** In the columns of a `WantedVendorItemQuery`. */
const WANTED_OF_IMAGES = `
  SELECT variant_id, vendor_id, old_value IS NULL, (old_value ->> 'preferred')::boolean, old_value ->> 'vendorSku',
    (old_value ->> 'unitCost')::numeric, (old_value ->> 'minimumOrderQuantity')::integer,
    (old_value ->> 'packSize')::integer, (old_value ->> 'leadTimeDays')::float8,
    '{${OFFER_COLUMNS_OF_FILE.join(",")}}'::text[]
  FROM image_before_change WHERE NOT kept`;
