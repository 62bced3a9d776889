// Takes over what Shopify states, and asks for new plans of just the variants to which that made a difference: both in one
// transaction, so that neither is without the other, whatever ends the process.
import { deriveDailyDemandOf } from "~/data/daily-demand";
import {
  findDifferingLevels,
  removeLevels,
  removeUnlistedLevels,
  storeLevels,
  type DifferingLevel,
  type LevelFacts,
  type LevelKey,
} from "~/data/inventory-levels";
import {
  findDifferingOrderLines,
  lockOrderLines,
  storeOrderLines,
  type DifferingOrderLine,
  type OrderLineFacts,
} from "~/data/order-lines";
import { removeUnlistedOrders, type RemovedOrderLine } from "~/data/order-checksums";
import { requestReplans } from "~/data/replan-requests";
import { inTransaction, type Transaction } from "~/data/transaction";
import {
  correctInventoryItems,
  correctProducts,
  findDifferingVariants,
  storeVariants,
  type DifferingVariant,
  type InventoryItemFacts,
  type ProductFacts,
  type VariantFacts,
} from "~/data/variants";

const VARIANTS_OF_IDS = "SELECT unnest($2::bigint[])";
const VARIANTS_OF_ITEMS = "SELECT variant_id FROM variants WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[])";

/** @returns the variants to which it made a difference */
export function takeOverVariants(
  shop: string,
  variants: readonly VariantFacts[],
  observedAt: Date,
): Promise<DifferingVariant[]> {
  return inTransaction(async (transaction) => {
    const differing = await findDifferingVariants(transaction, shop, variants, observedAt);
    await storeVariants(shop, variants, observedAt, transaction);
    await replanVariants(
      transaction,
      shop,
      differing.map(({ variantId }) => variantId),
    );
    return differing;
  });
}

/** @returns the variants to which it made a difference */
export function takeOverProducts(shop: string, products: readonly ProductFacts[], observedAt: Date): Promise<string[]> {
  return inTransaction(async (transaction) => {
    const variantIds = await correctProducts(transaction, shop, products, observedAt);
    await replanVariants(transaction, shop, variantIds);
    return variantIds;
  });
}

/** @returns the variants to which it made a difference */
export function takeOverInventoryItems(
  shop: string,
  items: readonly InventoryItemFacts[],
  observedAt: Date,
): Promise<string[]> {
  return inTransaction(async (transaction) => {
    const variantIds = await correctInventoryItems(transaction, shop, items, observedAt);
    await replanVariants(transaction, shop, variantIds);
    return variantIds;
  });
}

/** @returns the levels to which it made a difference */
export function takeOverLevels(
  shop: string,
  levels: readonly LevelFacts[],
  observedAt: Date,
): Promise<DifferingLevel[]> {
  return inTransaction(async (transaction) => {
    const differing = await findDifferingLevels(transaction, shop, levels, observedAt);
    await storeLevels(shop, levels, observedAt, transaction);
    await replanItems(transaction, shop, differing);
    return differing;
  });
}

/** @returns those of the levels that there were */
export function takeOverEndedLevels(shop: string, ended: readonly LevelKey[], observedAt: Date): Promise<LevelKey[]> {
  return inTransaction(async (transaction) => {
    const removed = await removeLevels(transaction, shop, ended, observedAt);
    await replanItems(transaction, shop, removed);
    return removed;
  });
}

/**
 * Removes the levels that a complete catalogue, asked for at `observedAt`, did not list.
 *
 * @returns those that there were
 */
export function takeOverUnlistedLevels(shop: string, observedAt: Date): Promise<LevelKey[]> {
  return inTransaction(async (transaction) => {
    const removed = await removeUnlistedLevels(shop, observedAt, transaction);
    await replanItems(transaction, shop, removed);
    return removed;
  });
}

/**
 * Lines with the daily demand that derives from them.
 *
 * @param timeZone IANA name of the shop's zone
 * @returns the lines to which it made a difference
 */
export function takeOverOrderLines(
  shop: string,
  timeZone: string,
  lines: readonly OrderLineFacts[],
): Promise<DifferingOrderLine[]> {
  return inTransaction(async (transaction) => {
    await lockOrderLines(transaction, shop);
    const differing = await findDifferingOrderLines(transaction, shop, lines);
    await storeOrderLines(shop, timeZone, lines, transaction);
    const variantIds = [...new Set(differing.map(({ variantId }) => variantId))];
    await deriveDailyDemandOf(shop, variantIds, transaction);
    await replanVariants(transaction, shop, variantIds);
    return differing;
  });
}

/**
 * Removes the orders of a day, with the demand that derived from them, that a complete list does not have.
 *
 * @returns the lines that there were
 */
export function takeOverUnlistedOrders(
  shop: string,
  list: { day: string; listedOrderIds: readonly string[]; observedAt: Date },
): Promise<RemovedOrderLine[]> {
  return inTransaction(async (transaction) => {
    await lockOrderLines(transaction, shop);
    const removed = await removeUnlistedOrders(transaction, shop, list);
    const variantIds = [...new Set(removed.map(({ variantId }) => variantId))];
    await deriveDailyDemandOf(shop, variantIds, transaction);
    await replanVariants(transaction, shop, variantIds);
    return removed;
  });
}

async function replanVariants(transaction: Transaction, shop: string, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length > 0) await requestReplans(transaction, shop, VARIANTS_OF_IDS, [variantIds]);
}

async function replanItems(transaction: Transaction, shop: string, levels: readonly LevelKey[]): Promise<void> {
  if (levels.length === 0) return;
  await requestReplans(transaction, shop, VARIANTS_OF_ITEMS, [levels.map(({ inventoryItemId }) => inventoryItemId)]);
}
