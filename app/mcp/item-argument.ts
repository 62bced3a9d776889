import { z } from "zod";
import { findItemsBySku } from "~/reports/find-item";
import { numericIdSchema } from "~/reports/numeric-id";
import { readReorderRows } from "~/reports/reorder-report";
import type { ReorderRow } from "~/reports/reorder-row";
import { quote, ToolError } from "./tool-error";

/** How a tool is told which variant is meant. */
export const itemArgument = {
  sku: z.string().min(1).max(255).optional().describe("The SKU, exactly as Shopify has it. Give this or variant_id."),
  variant_id: numericIdSchema.optional().describe("Shopify's numeric id of the variant, as lists tell it."),
};

/** Of variants that share a SKU. */
const NAMESAKES_TOLD = 10;
/** As many items are changed by one call. */
const MOST_ITEMS = 100;

/** How a tool is told which variants are meant. */
export const itemsArgument = {
  skus: z.array(z.string().min(1).max(255)).max(MOST_ITEMS).default([]).describe("SKUs, exactly as Shopify has them."),
  variant_ids: z.array(numericIdSchema).max(MOST_ITEMS).default([]).describe("Shopify's numeric ids of variants."),
};

type ItemArgument = z.output<z.ZodObject<typeof itemArgument>>;
type ItemsArgument = z.output<z.ZodObject<typeof itemsArgument>>;

/**
 * The planned variant that is meant.
 *
 * @throws {ToolError} where none is, or several are
 */
export async function findItem(shop: string, { sku, variant_id: variantId }: ItemArgument): Promise<ReorderRow> {
  if ((sku === undefined) === (variantId === undefined)) throw new ToolError("Give either sku or variant_id.");
  if (sku !== undefined) return findBySku(shop, sku);
  const [row] = await findByVariantIds(shop, [variantId ?? ""]);
  if (row === undefined) throw new Error("A variant was neither found nor refused");
  return row;
}

/**
 * The planned variants that are meant, each once.
 *
 * @throws {ToolError} where one of them is none, or several
 */
export async function findItems(shop: string, { skus, variant_ids: ids }: ItemsArgument): Promise<ReorderRow[]> {
  if (skus.length + ids.length === 0) throw new ToolError("Give at least one SKU or variant id.");
  if (skus.length + ids.length > MOST_ITEMS) throw new ToolError(`Give at most ${MOST_ITEMS} items at a time.`);
  const rows: ReorderRow[] = [];
  for (const sku of skus) rows.push(await findBySku(shop, sku));
  rows.push(...(await findByVariantIds(shop, ids)));
  return [...new Map(rows.map((row) => [row.variantId, row])).values()];
}

async function findBySku(shop: string, sku: string): Promise<ReorderRow> {
  const found = await findItemsBySku(shop, sku);
  const [row] = found;
  if (row === undefined) {
    throw new ToolError(
      `The shop has no planned variant with the SKU ${quote(sku)}. Find it with list_reorder_suggestions, whose q searches SKUs, titles and barcodes.`,
    );
  }
  if (found.length === 1) return row;
  const variants = found.slice(0, NAMESAKES_TOLD).map(({ variantId, productTitle, variantTitle }) => {
    return `${variantId} ${quote([productTitle, variantTitle].filter(Boolean).join(" · "))}`;
  });
  throw new ToolError(
    `${found.length} variants share the SKU ${quote(sku)}. Ask again by the variant_id of the one that is meant: ${variants.join(", ")}${found.length > variants.length ? ", and more" : ""}.`,
  );
}

async function findByVariantIds(shop: string, variantIds: readonly string[]): Promise<ReorderRow[]> {
  const rows = await readReorderRows(shop, variantIds);
  const found = new Set(rows.map(({ variantId }) => variantId));
  const missing = variantIds.filter((variantId) => !found.has(variantId));
  if (missing.length === 0) return rows;
  throw new ToolError(
    `The shop has no planned variant ${missing.join(", ")}. It may have been deleted in Shopify; list_reorder_suggestions tells the ids of those that there are.`,
  );
}
