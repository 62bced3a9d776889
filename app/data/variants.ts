import { pool } from "~/db.server";
import type { Transaction } from "./transaction";
import { batchUpsert, type BatchColumn } from "./upsert";

/** A variant as the catalogue states it. Ids are Shopify's numeric ids, money is a decimal as text, times ISO 8601. */
export interface VariantFacts {
  variantId: string;
  productId: string;
  productTitle: string;
  variantTitle: string | null;
  sku: string | null;
  barcode: string | null;
  shopifyVendor: string | null;
  inventoryItemId: string;
  tracked: boolean;
  unitCost: string | null;
  price: string | null;
  imageUrl: string | null;
  createdAt: string;
  updatedAt: string;
}

interface VariantRow extends VariantFacts {
  observedAt: Date;
}

const VARIANT_COLUMNS: BatchColumn<VariantRow>[] = [
  { name: "variant_id", type: "bigint", value: (row) => row.variantId },
  { name: "product_id", type: "bigint", value: (row) => row.productId },
  { name: "product_title", type: "text", value: (row) => row.productTitle },
  { name: "variant_title", type: "text", value: (row) => row.variantTitle },
  { name: "sku", type: "text", value: (row) => row.sku },
  { name: "barcode", type: "text", value: (row) => row.barcode },
  { name: "shopify_vendor", type: "text", value: (row) => row.shopifyVendor },
  { name: "inventory_item_id", type: "bigint", value: (row) => row.inventoryItemId },
  { name: "tracked", type: "boolean", value: (row) => row.tracked },
  { name: "unit_cost", type: "numeric", value: (row) => row.unitCost },
  { name: "price", type: "numeric", value: (row) => row.price },
  { name: "image_url", type: "text", value: (row) => row.imageUrl },
  { name: "created_at", type: "timestamptz", value: (row) => row.createdAt },
  { name: "updated_at", type: "timestamptz", value: (row) => row.updatedAt },
  { name: "observed_at", type: "timestamptz", value: (row) => row.observedAt },
  // A variant that is in the catalogue is not deleted, even if it once was.
  { name: "deleted_at", type: "timestamptz", value: () => null },
];

/**
 * Stores variants; which vendors they name is for `followShopifyVendors` to see, once all are stored. A variant that was
 * observed later stays as it is.
 *
 * @param observedAt when Shopify was asked
 */
export async function storeVariants(shop: string, variants: readonly VariantFacts[], observedAt: Date): Promise<void> {
  if (variants.length === 0) return;
  const rows = new Map(
    variants.map((variant): [string, VariantRow] => [variant.variantId, { ...variant, observedAt }]),
  );
  await pool.query(
    batchUpsert(shop, [...rows.values()], {
      table: "variants",
      key: ["variant_id"],
      columns: VARIANT_COLUMNS,
      overwriteWhen: "excluded.observed_at >= variants.observed_at",
    }),
  );
}

/** Marks the variants as deleted that a complete catalogue, asked for at `observedAt`, did not list. */
export async function markUnlistedVariantsDeleted(shop: string, observedAt: Date): Promise<number> {
  const { rowCount } = await pool.query(
    "UPDATE variants SET deleted_at = now() WHERE shop = $1 AND deleted_at IS NULL AND observed_at < $2",
    [shop, observedAt],
  );
  return rowCount ?? 0;
}

/**
 * Lets two changes of one item come one after the other: an item for which nothing is set has no row of its own to lock.
 *
 * @returns those of the variants that the shop has
 */
export async function lockVariants(
  transaction: Transaction,
  shop: string,
  variantIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `SELECT variant_id AS "variantId" FROM variants
     WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND deleted_at IS NULL
     ORDER BY variant_id FOR NO KEY UPDATE`,
    [shop, variantIds],
  );
  return new Set(rows.map((row) => row.variantId));
}
