import { z } from "zod";
import { findItemsBySku } from "../find-item";
import { readItem } from "../item-report";
import { readItemVendors } from "../item-vendors";
import { itemSchema, toItemJson, type ItemJson } from "./item-json";

/** Every variant with one SKU. */
export const itemsSchema = z.object({
  items: z
    .array(itemSchema)
    .describe("The variants with exactly this SKU, by variant id; Shopify lets several share one."),
});

/** Reads the variants with exactly this SKU and what their plans were made from; none where the shop has none planned. */
export async function readItemsJson(shop: string, sku: string): Promise<z.infer<typeof itemsSchema>> {
  const items: ItemJson[] = [];
  for (const { variantId } of await findItemsBySku(shop, sku)) {
    const [report, { vendors }] = await Promise.all([readItem(shop, variantId), readItemVendors(shop, variantId)]);
    if (report !== null) items.push(toItemJson(report, vendors));
  }
  return { items };
}
