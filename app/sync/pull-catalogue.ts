import { setImmediate as nextTurn } from "node:timers/promises";
import { removeUnlistedLevels, storeLevels } from "~/data/inventory-levels";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { markUnlistedVariantsDeleted, storeVariants } from "~/data/variants";
import { parseCatalogueLines } from "~/shopify/catalogue-lines";
import { CATALOGUE_EXPORT } from "~/shopify/documents";
import { EXPORT_NOT_STARTED, pullExport, type PullContext } from "./pull-export";
import { recordStockOfShop } from "./record-stock";

/**
 * Pulls every variant with its levels. Once the catalogue is complete, what it does not list is gone from the shop:
 * variants are marked deleted, levels removed. Then vendors follow the names that the products have, and the levels go on
 * record.
 */
export async function pullCatalogue(context: PullContext): Promise<void> {
  const { shop, progress, signal } = context;
  const { state: runState } = progress;
  if (!runState.catalogue?.operationId) {
    runState.catalogue = { ...EXPORT_NOT_STARTED, observedAt: new Date().toISOString() };
  }
  const state = runState.catalogue;
  const observedAt = new Date(state.observedAt);
  await pullExport(context, {
    document: CATALOGUE_EXPORT,
    state,
    store: async (firstLine, lines) => {
      const { variants, levels } = parseCatalogueLines(lines);
      await nextTurn();
      await storeVariants(shop, variants, observedAt);
      await storeLevels(shop, levels, observedAt);
      return firstLine + lines.length;
    },
  });
  await markUnlistedVariantsDeleted(shop, observedAt);
  await removeUnlistedLevels(shop, observedAt);
  await followShopifyVendors(shop);
  await recordStockOfShop(shop, observedAt, signal);
}
