import { pool } from "~/db.server";
import type { Transaction } from "./transaction";
import { batchComparison, batchUpsert, observedAtColumn, type BatchColumn } from "./upsert";

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

const VARIANT_COLUMNS: BatchColumn<VariantFacts>[] = [
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
  // A variant that is in the catalogue is not deleted, even if it once was.
  { name: "deleted_at", type: "timestamptz", value: () => null },
];

/**
 * Stores variants; which vendors they name is for `followShopifyVendors` to see, once all are stored. A variant that was
 * observed later stays as it is.
 *
 * @param observedAt when Shopify was asked
 */
export async function storeVariants(
  shop: string,
  variants: readonly VariantFacts[],
  observedAt: Date,
  connection: Transaction = pool,
): Promise<void> {
  if (variants.length === 0) return;
  await connection.query(
    batchUpsert(shop, oncePerVariant(variants), {
      table: "variants",
      key: ["variant_id"],
      columns: [...VARIANT_COLUMNS, observedAtColumn(observedAt)],
      overwriteWhen: "excluded.observed_at >= variants.observed_at",
    }),
  );
}

/** A variant of which Shopify states something else than what is stored. */
export interface DifferingVariant {
  variantId: string;
  /** Whether nothing is stored of it. */
  isNew: boolean;
}

/** Those of the variants that {@link storeVariants} would change in more than their times. */
export async function findDifferingVariants(
  transaction: Transaction,
  shop: string,
  variants: readonly VariantFacts[],
  observedAt: Date,
): Promise<DifferingVariant[]> {
  const { rows } = await transaction.query<{ variant_id: string; isNew: boolean }>(
    batchComparison(shop, oncePerVariant(variants), {
      table: "variants",
      key: ["variant_id"],
      columns: [...VARIANT_COLUMNS, observedAtColumn(observedAt)],
      facts: VARIANT_COLUMNS.map((column) => column.name).filter((name) => name !== "updated_at"),
      storedIsOlderWhen: "batch.observed_at >= stored.observed_at",
    }),
  );
  return rows.map(({ variant_id: variantId, isNew }) => ({ variantId, isNew }));
}

function oncePerVariant(variants: readonly VariantFacts[]): VariantFacts[] {
  const rows = new Map<string, VariantFacts>();
  for (const variant of variants) rows.set(variant.variantId, variant);
  return [...rows.values()];
}

/** What a product says of all of its variants. */
export interface ProductFacts {
  productId: string;
  productTitle: string;
  shopifyVendor: string | null;
  /** undefined where it is not known: then the stored one stays. */
  imageUrl: string | null | undefined;
}

/** With when Shopify was asked for it, or told of it. */
export type Observed<Facts> = Facts & { observedAt: Date };

/**
 * Takes over what Shopify stated of products where the stored variants say something else. One that was observed later stays
 * as it is.
 *
 * @returns the variants that changed
 */
export async function correctProducts(
  transaction: Transaction,
  shop: string,
  products: readonly Observed<ProductFacts>[],
): Promise<string[]> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `UPDATE variants SET product_title = stated.title, shopify_vendor = stated.vendor,
       image_url = CASE WHEN stated.has_image THEN stated.image_url ELSE variants.image_url END
     FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::timestamptz[])
       AS stated (product_id, title, vendor, image_url, has_image, stated_at)
     WHERE shop = $1 AND variants.product_id = stated.product_id AND deleted_at IS NULL AND observed_at <= stated_at
       AND ((product_title, shopify_vendor) IS DISTINCT FROM (stated.title, stated.vendor)
         OR stated.has_image AND variants.image_url IS DISTINCT FROM stated.image_url)
     RETURNING variant_id AS "variantId"`,
    [
      shop,
      products.map((product) => product.productId),
      products.map((product) => product.productTitle),
      products.map((product) => product.shopifyVendor),
      products.map((product) => product.imageUrl ?? null),
      products.map((product) => product.imageUrl !== undefined),
      products.map((product) => product.observedAt),
    ],
  );
  return rows.map((row) => row.variantId);
}

/** What an inventory item says of its variant. */
export interface InventoryItemFacts {
  inventoryItemId: string;
  tracked: boolean;
  /** A decimal as text. */
  unitCost: string | null;
}

/**
 * Takes over what Shopify stated of inventory items where the stored variants say something else. One that was observed later
 * stays as it is.
 *
 * @returns the variants that changed
 */
export async function correctInventoryItems(
  transaction: Transaction,
  shop: string,
  items: readonly Observed<InventoryItemFacts>[],
): Promise<string[]> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `UPDATE variants SET tracked = stated.tracked, unit_cost = stated.unit_cost
     FROM unnest($2::bigint[], $3::boolean[], $4::numeric[], $5::timestamptz[])
       AS stated (inventory_item_id, tracked, unit_cost, stated_at)
     WHERE shop = $1 AND variants.inventory_item_id = stated.inventory_item_id AND deleted_at IS NULL
       AND observed_at <= stated_at
       AND (variants.tracked, variants.unit_cost) IS DISTINCT FROM (stated.tracked, stated.unit_cost)
     RETURNING variant_id AS "variantId"`,
    [
      shop,
      items.map((item) => item.inventoryItemId),
      items.map((item) => item.tracked),
      items.map((item) => item.unitCost),
      items.map((item) => item.observedAt),
    ],
  );
  return rows.map((row) => row.variantId);
}

/**
 * Marks the variants as deleted that a complete catalogue, asked for at `observedAt`, did not list.
 *
 * @returns these variants, with their inventory items
 */
export async function markUnlistedVariantsDeleted(
  shop: string,
  observedAt: Date,
): Promise<{ variantId: string; inventoryItemId: string }[]> {
  const { rows } = await pool.query<{ variantId: string; inventoryItemId: string }>(
    `UPDATE variants SET deleted_at = now() WHERE shop = $1 AND deleted_at IS NULL AND observed_at < $2
     RETURNING variant_id AS "variantId", inventory_item_id AS "inventoryItemId"`,
    [shop, observedAt],
  );
  return rows;
}

/** The variants of some inventory items. */
export async function readVariantIdsOfItems(
  shop: string,
  inventoryItemIds: readonly string[],
  connection: Transaction = pool,
): Promise<string[]> {
  const { rows } = await connection.query<{ variantId: string }>(
    `SELECT variant_id AS "variantId" FROM variants
     WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[]) AND deleted_at IS NULL`,
    [shop, inventoryItemIds],
  );
  return rows.map((row) => row.variantId);
}

/** What a product's webhook tells of one of its variants. */
export interface ToldVariant extends Pick<VariantFacts, "variantId" | "variantTitle" | "sku" | "barcode" | "price"> {
  /** ISO 8601. */
  updatedAt: string;
  toldAt: Date;
}

/**
 * Takes over what webhooks tell of variants where it is newer than what is stored.
 *
 * @returns the variants that changed
 */
export async function correctVariants(
  transaction: Transaction,
  shop: string,
  variants: readonly ToldVariant[],
): Promise<string[]> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `UPDATE variants SET variant_title = told.title, sku = told.sku, barcode = told.barcode, price = told.price,
       updated_at = told.updated_at, observed_at = greatest(observed_at, told_at)
     FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::timestamptz[], $8::timestamptz[])
       AS told (variant_id, title, sku, barcode, price, updated_at, told_at)
     WHERE shop = $1 AND variants.variant_id = told.variant_id AND deleted_at IS NULL
       AND (told.updated_at > variants.updated_at OR told.updated_at = variants.updated_at AND observed_at <= told_at)
       AND (variants.variant_title, variants.sku, variants.barcode, variants.price) IS DISTINCT FROM
         (told.title, told.sku, told.barcode, told.price)
     RETURNING variants.variant_id AS "variantId"`,
    [
      shop,
      variants.map((variant) => variant.variantId),
      variants.map((variant) => variant.variantTitle),
      variants.map((variant) => variant.sku),
      variants.map((variant) => variant.barcode),
      variants.map((variant) => variant.price),
      variants.map((variant) => variant.updatedAt),
      variants.map((variant) => variant.toldAt),
    ],
  );
  return rows.map((row) => row.variantId);
}

/** A stored variant of a product. */
export interface KnownVariant {
  variantId: string;
  productId: string;
  updatedAt: Date;
  deletedAt: Date | null;
}

/** The stored variants of some products, deleted ones included. */
export async function readVariantsOfProducts(shop: string, productIds: readonly string[]): Promise<KnownVariant[]> {
  const { rows } = await pool.query<KnownVariant>(
    `SELECT variant_id AS "variantId", product_id AS "productId", updated_at AS "updatedAt", deleted_at AS "deletedAt"
     FROM variants WHERE shop = $1 AND product_id = ANY($2::bigint[])`,
    [shop, productIds],
  );
  return rows;
}

/** Products or inventory items of which Shopify told that variants are gone, and when. */
export interface GoneVariants {
  of: "product" | "inventory item";
  gone: readonly { id: string; goneAt: Date }[];
  /** Variants that a product still has. */
  but?: readonly string[];
}

/**
 * Marks variants as deleted. An answer of Shopify's from before does not bring them back.
 *
 * @returns how many there were
 */
export async function markVariantsDeleted(
  transaction: Transaction,
  shop: string,
  { of, gone, but = [] }: GoneVariants,
): Promise<number> {
  const { rowCount } = await transaction.query(
    `UPDATE variants SET deleted_at = gone_at, observed_at = gone_at
     FROM unnest($2::bigint[], $3::timestamptz[]) AS gone (id, gone_at)
     WHERE shop = $1 AND ${of === "product" ? "product_id" : "inventory_item_id"} = gone.id
       AND deleted_at IS NULL AND observed_at <= gone_at AND variant_id <> ALL($4::bigint[])`,
    [shop, gone.map(({ id }) => id), gone.map(({ goneAt }) => goneAt), but],
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
