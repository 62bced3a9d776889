import { listItemsWithoutLevels } from "~/data/inventory-levels";
import { readActiveLocationIds } from "~/data/locations";
import { followShopifyVendors } from "~/data/shopify-vendors";
import type { VariantFacts } from "~/data/variants";
import { readLiveQuantities } from "~/shopify/live-quantities";
import { findVariants } from "~/shopify/searches";
import { readVariants } from "~/shopify/variants-by-id";
import type { DeliveryContext } from "./delivery-context";
import { takeOverLevels, takeOverVariants } from "./take-over";

/** Takes over some variants as Shopify states them now; of those that are new, their vendors and their stock too. */
export async function askForVariants(context: DeliveryContext, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length === 0) return;
  const { client, signal } = context;
  const { observedAt, variants } = await readVariants(client, variantIds, { signal });
  await takeOver(context, variants, observedAt);
}

/** Does so for all variants of a product. */
export async function askForProduct(context: DeliveryContext, productId: string): Promise<void> {
  const { client, signal } = context;
  for await (const { observedAt, found } of findVariants(client, `product_id:${productId}`, { signal })) {
    await takeOver(context, found, observedAt);
  }
}

/**
 * Levels come before their variant: as long as it is not known it is asked for again, whatever ends the process between. Its
 * stock is recorded, and its plan asked for, when it comes.
 */
async function takeOver({ shop, signal }: DeliveryContext, variants: readonly VariantFacts[], observedAt: Date) {
  const items = await listItemsWithoutLevels(
    shop,
    variants.map(({ inventoryItemId }) => inventoryItemId),
  );
  if (items.length > 0) {
    const live = await readLiveQuantities(shop, items, await readActiveLocationIds(shop), { signal });
    await takeOverLevels(shop, live.levels, live.observedAt);
  }
  const differing = await takeOverVariants(shop, variants, observedAt);
  if (differing.some(({ isNew }) => isNew)) await followShopifyVendors(shop);
}
