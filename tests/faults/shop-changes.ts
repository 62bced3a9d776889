import { createProduct, updateInventoryItem, updateProduct, updateVariant } from "../../sandbox/changes/products";
import type { Installation } from "../../sandbox/installation";
import type { Random } from "../../sandbox/store/random";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";

/**
 * Changes in a shop of every kind that a refresh can find without having been told; what is deleted is for webhooks and for
 * reconciliations.
 */
export async function changeWithoutAWord(
  installation: Installation,
  { changes, random }: { changes: number; random: Random },
): Promise<void> {
  const { data, traffic } = installation;
  const seed = random.integer(1, 1_000_000);
  await traffic.burst(burstSchema.parse({ changes, seed, deletions: 0, productChanges: 0 }));
  const product = () => random.pick(data.store.products);
  const vendor = `Maker ${seed}`;
  installation.change((change) => {
    updateProduct(change, { productId: product().id, title: `Renamed ${seed}` });
    updateProduct(change, { productId: product().id, vendor });
    const variant = random.pick(data.variants);
    updateVariant(change, { variantId: variant.id, sku: `${seed}` });
    updateInventoryItem(change, { itemId: variant.inventoryItem.id, unitCost: "1.23", tracked: random.chance(0.9) });
    createProduct(change, { title: `New ${seed}`, vendor, variants: [{ sku: `NEW-${seed}`, price: "9.99" }] });
  });
}
