import { pool } from "~/db.server";
import type { Actor } from "./audit-entries";
import { inTransaction, type Transaction } from "./transaction";
import { writeVendorEntry } from "./vendor-entries";

/** What refers to a vendor, so that it can't be deleted. */
export interface VendorUses {
  /** SKUs that are ordered from it. */
  preferredSkus: number;
  /** SKUs that it could supply too. */
  otherSkus: number;
  /** Whether products in Shopify have one of its names as their vendor: the next pull would bring it back. */
  inShopify: boolean;
}

/** Counts what refers to a vendor; deleted variants do not. */
export async function readVendorUses(
  shop: string,
  vendorId: string,
  connection: Transaction = pool,
): Promise<VendorUses> {
  const { rows } = await connection.query<VendorUses>(
    `SELECT count(*) FILTER (WHERE preferred)::integer AS "preferredSkus",
       count(*) FILTER (WHERE NOT preferred)::integer AS "otherSkus",
       EXISTS (
         SELECT FROM variants WHERE shop = $1 AND vendor_id = $2::bigint AND deleted_at IS NULL
       ) AS "inShopify"
     FROM vendor_items JOIN variants USING (shop, variant_id)
     WHERE shop = $1 AND vendor_items.vendor_id = $2::bigint AND deleted_at IS NULL`,
    [shop, vendorId],
  );
  return rows[0] ?? { preferredSkus: 0, otherSkus: 0, inShopify: false };
}

export function isUnused({ preferredSkus, otherSkus, inShopify }: VendorUses): boolean {
  return preferredSkus === 0 && otherSkus === 0 && !inShopify;
}

/**
 * Archives a vendor, which is not offered any more then but goes on supplying what it supplies, or restores it.
 *
 * @returns false when the shop has no such vendor
 */
export async function storeVendorArchived(
  shop: string,
  { vendorId, archived, actor }: { vendorId: string; archived: boolean; actor: Actor },
): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const { rows } = await transaction.query<{ wasArchived: boolean }>(
      `SELECT archived_at IS NOT NULL AS "wasArchived" FROM vendors
       WHERE shop = $1 AND vendor_id = $2::bigint FOR NO KEY UPDATE`,
      [shop, vendorId],
    );
    const [vendor] = rows;
    if (vendor === undefined) return false;
    if (vendor.wasArchived === archived) return true;
    await transaction.query(
      `UPDATE vendors SET archived_at = CASE WHEN $3 THEN now() END WHERE shop = $1 AND vendor_id = $2::bigint`,
      [shop, vendorId, archived],
    );
    const entry = { vendorId, field: "archived", oldValue: vendor.wasArchived, newValue: archived };
    await writeVendorEntry(transaction, shop, actor, entry);
    return true;
  });
}

export type VendorDeletion = { kind: "deleted"; name: string } | { kind: "in-use" } | { kind: "unknown-vendor" };

/** Deletes a vendor to which nothing refers, with its names. */
export async function deleteUnusedVendor(
  shop: string,
  { vendorId, actor }: { vendorId: string; actor: Actor },
): Promise<VendorDeletion> {
  return inTransaction(async (transaction) => {
    // Nobody can assign a SKU to it from here on: who does so holds its vendors' keys.
    const { rows } = await transaction.query<{ name: string }>(
      "SELECT name FROM vendors WHERE shop = $1 AND vendor_id = $2::bigint FOR UPDATE",
      [shop, vendorId],
    );
    const [vendor] = rows;
    if (vendor === undefined) return { kind: "unknown-vendor" };
    if (!isUnused(await readVendorUses(shop, vendorId, transaction))) return { kind: "in-use" };
    await forgetVendor(transaction, shop, vendorId);
    const entry = { vendorId, field: "deleted", oldValue: vendor.name, newValue: null };
    await writeVendorEntry(transaction, shop, actor, entry);
    return { kind: "deleted", name: vendor.name };
  });
}

/** Removes a vendor, and what deleted variants and earlier work left of it. */
export async function forgetVendor(transaction: Transaction, shop: string, vendorId: string): Promise<void> {
  const ofVendor = "WHERE shop = $1 AND vendor_id = $2::bigint";
  for (const table of ["order_edits", "vendor_items", "vendor_names", "vendors"]) {
    await transaction.query(`DELETE FROM ${table} ${ofVendor}`, [shop, vendorId]);
  }
  await transaction.query(`UPDATE variants SET vendor_id = NULL ${ofVendor}`, [shop, vendorId]);
  await transaction.query("UPDATE vendors SET split_from = NULL WHERE shop = $1 AND split_from = $2::bigint", [
    shop,
    vendorId,
  ]);
}
