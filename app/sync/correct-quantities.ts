import { correctLevels, type ObservedLevels } from "~/data/inventory-levels";
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
  const variantIds = [...new Set([...(await correctLevels(shop, live)), ...staleVariantIds])];
  await replanVariants(shop, variantIds);
  return variantIds;
}
