import { correctLevels, type ObservedLevels } from "~/data/inventory-levels";
import { recordStockOf } from "./record-stock";
import { replanVariants } from "./replan";

/**
 * Takes over quantities that Shopify just stated, where the stored ones differ, and plans the variants concerned anew.
 *
 * @param staleVariantIds variants whose plans have other quantities than Shopify. Their levels can be right already, such
 *   as when a pull stored them but failed before it planned, or other locations count now; they are planned all the same
 * @returns the ids of the variants that were planned anew
 */
export async function correctQuantities(
  shop: string,
  live: ObservedLevels,
  staleVariantIds: readonly string[],
): Promise<string[]> {
  const changedIds = await correctLevels(shop, live);
  await recordStockOf(shop, changedIds, live.observedAt);
  const variantIds = [...new Set([...changedIds, ...staleVariantIds])];
  await replanVariants(shop, variantIds);
  return variantIds;
}
