import { correctLevels, type ObservedLevels } from "~/data/inventory-levels";
import { replanVariants } from "./replan";

/**
 * Takes over quantities that Shopify just stated, where the stored ones differ, and plans the variants concerned anew.
 *
 * @returns the ids of the variants whose rows changed
 */
export async function correctQuantities(shop: string, live: ObservedLevels): Promise<string[]> {
  const variantIds = await correctLevels(shop, live);
  await replanVariants(shop, variantIds);
  return variantIds;
}
