import { pool } from "~/db.server";

/** A vendor SKU that several variants have at one vendor, as can be after two vendors were merged. */
export interface VendorSkuClash {
  vendorSku: string;
  variants: { variantId: string; sku: string | null; title: string }[];
}

/** Vendor SKUs that name more than one of a vendor's variants, in order. */
export async function readVendorSkuClashes(
  shop: string,
  vendorId: string,
  { limit }: { limit: number },
): Promise<VendorSkuClash[]> {
  const { rows } = await pool.query<VendorSkuClash>(
    `SELECT vendor_sku AS "vendorSku", jsonb_agg(jsonb_build_object(
         'variantId', variant_id::text, 'sku', sku, 'title', concat_ws(' · ', product_title, variant_title)
       ) ORDER BY variant_id) AS variants
     FROM vendor_items JOIN variants USING (shop, variant_id)
     WHERE shop = $1 AND vendor_items.vendor_id = $2::bigint AND vendor_sku IS NOT NULL AND deleted_at IS NULL
     GROUP BY vendor_sku HAVING count(*) > 1
     ORDER BY vendor_sku LIMIT $3`,
    [shop, vendorId, limit],
  );
  return rows;
}
