import { moveAlertedVendor } from "./alert-settings";
import type { Actor } from "./audit-entries";
import { asNewPlanVersion } from "./plan-version";
import { forgetVendor } from "./retire-vendor";
import type { Transaction } from "./transaction";
import { exchangeRate } from "./vendor-currency";
import { writeVendorEntry } from "./vendor-entries";
import { changeVendorItems } from "./vendor-items";
import type { VendorChoice } from "./vendor-queries";

export interface VendorMerger {
  /** Ends to exist. */
  fromId: string;
  /** Is known by the names of both, and supplies what both did. */
  intoId: string;
  actor: Actor;
}

export interface MergedVendors {
  from: VendorChoice;
  into: VendorChoice;
}

/**
 * Makes two vendors one: whatever named or supplied the one does so for the other. For a variant that both supply, the
 * offer of the one that stays holds, with the other's where it says nothing; the variant is ordered from it if it was
 * ordered from either. So are the terms of the vendor that stays; the other's go. Costs that were agreed in another currency
 * are converted by the exchange rates, or go where one is not known.
 *
 * Two variants can have the same vendor SKU afterwards, one from either vendor: both stay, since nobody but the merchant
 * can tell which is right.
 *
 * @returns null when the shop has not both of them
 */
export async function mergeVendors(
  transaction: Transaction,
  shop: string,
  { fromId, intoId, actor }: VendorMerger,
): Promise<MergedVendors | null> {
  if (fromId === intoId) throw new Error("A vendor can't be merged with itself");
  const ids = [shop, fromId, intoId];
  const merged = await lockBoth(transaction, ids, fromId);
  if (merged === null) return null;
  await changeVendorItems(transaction, shop, { actor, wanted: { text: MERGED_ITEMS, values: ids } });
  for (const statement of MOVES) await transaction.query(statement, ids);
  await moveAlertedVendor(transaction, shop, { fromId, intoId, actor });
  await forgetVendor(transaction, shop, fromId);
  const entry = { vendorId: intoId, field: "mergedVendor", oldValue: null, newValue: merged.from.name };
  await writeVendorEntry(transaction, shop, actor, entry);
  await movePlans(transaction, ids, merged.into.name);
  return merged;
}

/**
 * The plans are made anew, which can take a while: until then, lists need not show SKUs of a vendor that is no more. Comes
 * last, since whoever plans waits for the shop's row and sums from here to the end of the transaction.
 */
async function movePlans(transaction: Transaction, ids: string[], name: string): Promise<void> {
  const move = "UPDATE plans SET vendor_id = $3::bigint, vendor = $4 WHERE shop = $1 AND vendor_id = $2::bigint";
  await transaction.query(asNewPlanVersion(move), [...ids, name]);
}

async function lockBoth(transaction: Transaction, ids: string[], fromId: string): Promise<MergedVendors | null> {
  const { rows } = await transaction.query<VendorChoice>(
    `SELECT vendor_id AS "vendorId", name FROM vendors
     WHERE shop = $1 AND vendor_id = ANY(ARRAY[$2, $3]::bigint[]) ORDER BY vendor_id FOR UPDATE`,
    ids,
  );
  const from = rows.find(({ vendorId }) => vendorId === fromId);
  const into = rows.find(({ vendorId }) => vendorId !== fromId);
  return from && into ? { from, into } : null;
}

/**
 * In the columns of a `WantedVendorItemQuery`. $1 is the shop, $2 the vendor that goes, $3 the one that stays. What one
 * unit of the former's currency is worth in the latter's is NULL where a rate is not known: then the cost goes, since as a
 * number in another currency it would be wrong.
 */
const MERGED_ITEMS = `
  WITH currency AS (
    SELECT CASE WHEN coalesce(gone.currency, shops.currency) IS NOT DISTINCT FROM coalesce(kept.currency, shops.currency)
      THEN 1 ELSE ${exchangeRate("gone", "shops")} / ${exchangeRate("kept", "shops")} END AS rate
    FROM vendors AS gone JOIN vendors AS kept ON kept.shop = $1 AND kept.vendor_id = $3::bigint
      LEFT JOIN shops ON shops.shop = $1
    WHERE gone.shop = $1 AND gone.vendor_id = $2::bigint
  )
  SELECT variant_id, $2::bigint, true, NULL::boolean, NULL, NULL::numeric, NULL::integer, NULL::integer, NULL::float8,
    '{}'::text[]
  FROM vendor_items WHERE shop = $1 AND vendor_id = $2::bigint
  UNION ALL
  SELECT gone.variant_id, $3::bigint, false, CASE WHEN gone.preferred THEN true END,
    coalesce(kept.vendor_sku, gone.vendor_sku), coalesce(kept.unit_cost, round(gone.unit_cost * currency.rate, 4)),
    coalesce(kept.minimum_order_quantity, gone.minimum_order_quantity), coalesce(kept.pack_size, gone.pack_size),
    coalesce(kept.lead_time_days, gone.lead_time_days),
    '{vendor_sku,unit_cost,minimum_order_quantity,pack_size,lead_time_days}'::text[]
  FROM vendor_items AS gone CROSS JOIN currency
    LEFT JOIN vendor_items AS kept ON kept.shop = $1 AND kept.variant_id = gone.variant_id AND kept.vendor_id = $3::bigint
  WHERE gone.shop = $1 AND gone.vendor_id = $2::bigint`;

/** What else leads to the vendor that goes, $2. */
const MOVES = [
  "UPDATE vendor_names SET vendor_id = $3::bigint WHERE shop = $1 AND vendor_id = $2::bigint",
  "UPDATE variants SET vendor_id = $3::bigint WHERE shop = $1 AND vendor_id = $2::bigint",
  // Of deleted variants, which can come back: those of the others have moved.
  moveUnlessThere("vendor_items"),
  moveUnlessThere("order_edits"),
  // Saved views of lists name it in their search params.
  `UPDATE list_views SET query = regexp_replace(query, '(^|&)vendor=' || $2 || '(&|$)', '\\1vendor=' || $3 || '\\2')
   WHERE shop = $1 AND query ~ ('(^|&)vendor=' || $2 || '(&|$)')`,
];

function moveUnlessThere(table: "vendor_items" | "order_edits"): string {
  return `UPDATE ${table} AS gone SET vendor_id = $3::bigint
    WHERE shop = $1 AND vendor_id = $2::bigint AND NOT EXISTS (
      SELECT FROM ${table} AS kept WHERE kept.shop = $1 AND kept.variant_id = gone.variant_id AND kept.vendor_id = $3::bigint
    )`;
}
