import { findPlansBySku } from "~/data/plan-queries";
import type { ReorderRow } from "./reorder-row";

/** As many variants of one SKU are told; a shop that has more of them has lost sense of its SKUs. */
const MOST_NAMESAKES = 50;

/** The planned variants with exactly this SKU, by variant id; Shopify lets several share one. */
export async function findItemsBySku(shop: string, sku: string): Promise<ReorderRow[]> {
  if (sku === "" || sku.includes("\0")) return [];
  return findPlansBySku(shop, sku, { limit: MOST_NAMESAKES });
}
