import { readActiveLocationIds } from "~/data/locations";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { requestReplans } from "~/data/replan-requests";
import { inTransaction } from "~/data/transaction";
import type { VariantFacts } from "~/data/variants";
import { readLiveQuantities } from "~/shopify/live-quantities";
import { findVariants } from "~/shopify/searches";
import { readVariants } from "~/shopify/variants-by-id";
import type { DeliveryContext } from "./delivery-context";
import { recordStockOf } from "./record-stock";
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

async function takeOver({ shop, signal }: DeliveryContext, variants: readonly VariantFacts[], observedAt: Date) {
  const differing = await takeOverVariants(shop, variants, observedAt);
  const addedIds = new Set(differing.flatMap(({ variantId, isNew }) => (isNew ? variantId : [])));
  if (addedIds.size === 0) return;
  const items = variants.filter(({ variantId }) => addedIds.has(variantId)).map((variant) => variant.inventoryItemId);
  const live = await readLiveQuantities(shop, items, await readActiveLocationIds(shop), { signal });
  await takeOverLevels(shop, live.levels, live.observedAt);
  await recordStockOf(shop, [...addedIds], live.observedAt);
  await followShopifyVendors(shop);
  // A new variant's first plan may have been made before it had its vendor.
  await inTransaction((transaction) =>
    requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [[...addedIds]]),
  );
}
