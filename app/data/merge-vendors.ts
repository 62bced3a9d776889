import type { Actor } from "./audit-entries";
import type { Transaction } from "./transaction";
import { changeVendorItems } from "./vendor-items";

export interface VendorMerger {
  /** Ends to exist. */
  fromId: string;
  /** Is known by the names of both, and supplies what both did. */
  intoId: string;
  actor: Actor;
}

/**
 * Makes two vendors one: whatever named or supplied the one does so for the other. For a variant that both supply, the
 * offer of the one that stays holds, with the other's where it says nothing; the variant is ordered from it if it was
 * ordered from either. So are the terms of the vendor that stays; the other's go.
 */
export async function mergeVendors(
  transaction: Transaction,
  shop: string,
  { fromId, intoId, actor }: VendorMerger,
): Promise<void> {
  if (fromId === intoId) throw new Error("A vendor can't be merged with itself");
  const ids = [shop, fromId, intoId];
  const { rows } = await transaction.query<{ vendorId: string; name: string }>(
    `SELECT vendor_id AS "vendorId", name FROM vendors
     WHERE shop = $1 AND vendor_id = ANY(ARRAY[$2, $3]::bigint[]) ORDER BY vendor_id FOR UPDATE`,
    ids,
  );
  const former = rows.find(({ vendorId }) => vendorId === fromId);
  if (rows.length !== 2 || former === undefined) throw new Error("A vendor of a merger does not exist");
  await changeVendorItems(transaction, shop, { actor, wanted: { text: MERGED_ITEMS, values: ids } });
  await transaction.query(
    "UPDATE vendor_names SET vendor_id = $3::bigint WHERE shop = $1 AND vendor_id = $2::bigint",
    ids,
  );
  await transaction.query("UPDATE variants SET vendor_id = $3::bigint WHERE shop = $1 AND vendor_id = $2::bigint", ids);
  await transaction.query(
    "UPDATE vendors SET split_from = NULL WHERE shop = $1 AND split_from = $2::bigint",
    ids.slice(0, 2),
  );
  await transaction.query("DELETE FROM order_edits WHERE shop = $1 AND vendor_id = $2::bigint", ids.slice(0, 2));
  await transaction.query("DELETE FROM vendor_items WHERE shop = $1 AND vendor_id = $2::bigint", ids.slice(0, 2));
  await transaction.query("DELETE FROM vendors WHERE shop = $1 AND vendor_id = $2::bigint", ids.slice(0, 2));
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value)
     VALUES ($1, $2, $3, 'vendor', $4, 'mergedVendor', NULL, $5)`,
    [shop, actor.id, actor.name, intoId, JSON.stringify(former.name)],
  );
}

/** In the columns of a `WantedVendorItemQuery`. $1 is the shop, $2 the vendor that goes, $3 the one that stays. */
const MERGED_ITEMS = `
  SELECT variant_id, $2::bigint, true, NULL::boolean, NULL, NULL::numeric, NULL::integer, NULL::integer, NULL::float8,
    '{}'::text[]
  FROM vendor_items WHERE shop = $1 AND vendor_id = $2::bigint
  UNION ALL
  SELECT gone.variant_id, $3::bigint, false, CASE WHEN gone.preferred THEN true END,
    coalesce(kept.vendor_sku, gone.vendor_sku), coalesce(kept.unit_cost, gone.unit_cost),
    coalesce(kept.minimum_order_quantity, gone.minimum_order_quantity), coalesce(kept.pack_size, gone.pack_size),
    coalesce(kept.lead_time_days, gone.lead_time_days),
    '{vendor_sku,unit_cost,minimum_order_quantity,pack_size,lead_time_days}'::text[]
  FROM vendor_items AS gone
    LEFT JOIN vendor_items AS kept ON kept.shop = $1 AND kept.variant_id = gone.variant_id AND kept.vendor_id = $3::bigint
  WHERE gone.shop = $1 AND gone.vendor_id = $2::bigint`;
