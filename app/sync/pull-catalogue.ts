import { storeLevels, type LevelKey } from "~/data/inventory-levels";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { refreshTableStatistics } from "~/data/table-statistics";
import { markUnlistedVariantsDeleted, storeVariants } from "~/data/variants";
import { parseCatalogueLines, type CatalogueLines } from "~/shopify/catalogue-lines";
import { CATALOGUE_EXPORT } from "~/shopify/documents";
import { EXPORT_NOT_STARTED, pullExport, type PullContext } from "./pull-export";
import { recordStockOfShop } from "./record-stock";
import { takeOverLevels, takeOverUnlistedLevels, takeOverVariants } from "./take-over";

/** To which variants and levels a part of the catalogue made a difference. */
export interface CatalogueDifferences {
  /** That part of the catalogue. */
  stated: CatalogueLines;
  variants: { variantId: string; isNew: boolean }[];
  levels: (LevelKey & { isNew: boolean })[];
}

/** What the complete catalogue does not list. */
export interface UnlistedFacts {
  variants: { variantId: string; inventoryItemId: string }[];
  levels: LevelKey[];
}

export interface CataloguePull {
  /** Whether to ask for new plans of what the catalogue changes; not for a shop that is planned as a whole afterwards. */
  requestsPlans: boolean;
  /** Called with the differences that it made, where new plans are asked for. */
  onDifferences?: (differences: CatalogueDifferences) => void;
}

/**
 * Pulls every variant with its levels. Once the catalogue is complete, what it does not list is gone from the shop:
 * variants are marked deleted, levels removed. Then vendors follow the names that the products have, and the levels go on
 * record.
 *
 * @returns what was gone
 */
export async function pullCatalogue(
  context: PullContext,
  { requestsPlans, onDifferences = () => {} }: CataloguePull,
): Promise<UnlistedFacts> {
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
    read: (firstLine, lines) => ({ facts: parseCatalogueLines(lines), resumeAt: firstLine + lines.length }),
    store: async (stated) => {
      if (requestsPlans) onDifferences(await takeOver(shop, stated, observedAt));
      else await store(shop, stated, observedAt);
    },
  });
  // What follows goes through both tables, page by page.
  await refreshTableStatistics(["variants", "inventory_levels"]);
  const variants = await markUnlistedVariantsDeleted(shop, observedAt);
  const levels = await takeOverUnlistedLevels(shop, observedAt);
  await followShopifyVendors(shop);
  await recordStockOfShop(shop, observedAt, signal);
  return { variants, levels };
}

async function store(shop: string, { variants, levels }: CatalogueLines, observedAt: Date): Promise<void> {
  await storeVariants(shop, variants, observedAt);
  await storeLevels(shop, levels, observedAt);
}

async function takeOver(shop: string, stated: CatalogueLines, observedAt: Date): Promise<CatalogueDifferences> {
  const variants = await takeOverVariants(shop, stated.variants, observedAt);
  const levels = await takeOverLevels(shop, stated.levels, observedAt);
  return { stated, variants, levels };
}
