import { setImmediate as nextTurn } from "node:timers/promises";
import { storeLevels } from "~/data/inventory-levels";
import { requestReplans } from "~/data/replan-requests";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { inTransaction } from "~/data/transaction";
import { markUnlistedVariantsDeleted, storeVariants } from "~/data/variants";
import { parseCatalogueLines, type CatalogueLines } from "~/shopify/catalogue-lines";
import { CATALOGUE_EXPORT } from "~/shopify/documents";
import { EXPORT_NOT_STARTED, pullExport, type PullContext } from "./pull-export";
import { recordStockOfShop } from "./record-stock";
import { takeOverLevels, takeOverUnlistedLevels, takeOverVariants } from "./take-over";

export interface CataloguePull {
  /** Whether to ask for new plans of what the catalogue changes; not for a shop that is planned as a whole afterwards. */
  requestsPlans: boolean;
}

/**
 * Pulls every variant with its levels. Once the catalogue is complete, what it does not list is gone from the shop:
 * variants are marked deleted, levels removed. Then vendors follow the names that the products have, and the levels go on
 * record.
 */
export async function pullCatalogue(context: PullContext, { requestsPlans }: CataloguePull): Promise<void> {
  const { shop, progress, signal } = context;
  const { state: runState } = progress;
  if (!runState.catalogue?.operationId) {
    runState.catalogue = { ...EXPORT_NOT_STARTED, observedAt: new Date().toISOString() };
  }
  const state = runState.catalogue;
  const observedAt = new Date(state.observedAt);
  const addedIds: string[] = [];
  await pullExport(context, {
    document: CATALOGUE_EXPORT,
    state,
    store: async (firstLine, lines) => {
      const parsed = parseCatalogueLines(lines);
      await nextTurn();
      if (requestsPlans) addedIds.push(...(await takeOver(shop, parsed, observedAt)));
      else await store(shop, parsed, observedAt);
      return firstLine + lines.length;
    },
  });
  await markUnlistedVariantsDeleted(shop, observedAt);
  await takeOverUnlistedLevels(shop, observedAt);
  await followShopifyVendors(shop);
  await recordStockOfShop(shop, observedAt, signal);
  // Their first plans may have been made before they had their vendors.
  await inTransaction((transaction) => requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [addedIds]));
}

async function store(shop: string, { variants, levels }: CatalogueLines, observedAt: Date): Promise<void> {
  await storeVariants(shop, variants, observedAt);
  await storeLevels(shop, levels, observedAt);
}

/** @returns the variants that nothing was stored of */
async function takeOver(shop: string, { variants, levels }: CatalogueLines, observedAt: Date): Promise<string[]> {
  const differing = await takeOverVariants(shop, variants, observedAt);
  await takeOverLevels(shop, levels, observedAt);
  return differing.flatMap(({ variantId, isNew }) => (isNew ? variantId : []));
}
