// Takes over what Shopify states, records the stock, and asks for new plans, of just the variants to which that made a
// difference: all in one transaction, so that nothing is without the other, whatever ends the process. Taken over once more, it
// makes no difference.
import { deriveDailyDemandOf } from "~/data/daily-demand";
import {
  findDifferingLevels,
  readStockedVariantIds,
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
import { recordStock, type StockObservation } from "~/data/stock-history";
import { inTransaction, type Transaction } from "~/data/transaction";
import {
  correctInventoryItems,
  correctProducts,
  findDifferingVariants,
  readVariantIdsOfItems,
  storeVariants,
  type DifferingVariant,
  type InventoryItemFacts,
  type ProductFacts,
  type VariantFacts,
} from "~/data/variants";
import { describeObservation } from "./record-stock";

/** @returns the variants to which it made a difference */
export async function takeOverVariants(
  shop: string,
  variants: readonly VariantFacts[],
  observedAt: Date,
): Promise<DifferingVariant[]> {
  const observation = await describeObservation(shop, observedAt);
  return inTransaction(async (transaction) => {
    const differing = await findDifferingVariants(transaction, shop, variants, observedAt);
    await storeVariants(shop, variants, observedAt, transaction);
    const variantIds = differing.map(({ variantId }) => variantId);
    await recordStockedVariants(transaction, shop, variantIds, observation);
    await replanVariants(transaction, shop, variantIds);
    return differing;
  });
}

/** @returns the variants to which it made a difference */
export function takeOverProducts(shop: string, products: readonly ProductFacts[], observedAt: Date): Promise<string[]> {
  return inTransaction(async (transaction) => {
    const stated = products.map((product) => ({ ...product, observedAt }));
    const variantIds = await correctProducts(transaction, shop, stated);
    await replanVariants(transaction, shop, variantIds);
    return variantIds;
  });
}

/** @returns the variants to which it made a difference */
export async function takeOverInventoryItems(
  shop: string,
  items: readonly InventoryItemFacts[],
  observedAt: Date,
): Promise<string[]> {
  const observation = await describeObservation(shop, observedAt);
  return inTransaction(async (transaction) => {
    const stated = items.map((item) => ({ ...item, observedAt }));
    const variantIds = await correctInventoryItems(transaction, shop, stated);
    await recordStockedVariants(transaction, shop, variantIds, observation);
    await replanVariants(transaction, shop, variantIds);
    return variantIds;
  });
}

/** @returns the levels to which it made a difference */
export async function takeOverLevels(
  shop: string,
  levels: readonly LevelFacts[],
  observedAt: Date,
): Promise<DifferingLevel[]> {
  const observation = await describeObservation(shop, observedAt);
  return inTransaction(async (transaction) => {
    const differing = await findDifferingLevels(transaction, shop, levels, observedAt);
    await storeLevels(shop, levels, observedAt, transaction);
    await followLevels(transaction, shop, differing, observation);
    return differing;
  });
}

/** @returns those of the levels that there were */
export async function takeOverEndedLevels(
  shop: string,
  ended: readonly LevelKey[],
  observedAt: Date,
): Promise<LevelKey[]> {
  const observation = await describeObservation(shop, observedAt);
  return inTransaction(async (transaction) => {
    const removed = await removeLevels(transaction, shop, ended, observedAt);
    await followLevels(transaction, shop, removed, observation);
    return removed;
  });
}

/**
 * Removes the levels that a complete catalogue, asked for at `observedAt`, did not list.
 *
 * @returns those that there were
 */
export async function takeOverUnlistedLevels(shop: string, observedAt: Date): Promise<LevelKey[]> {
  const observation = await describeObservation(shop, observedAt);
  return inTransaction(async (transaction) => {
    const removed = await removeUnlistedLevels(shop, observedAt, transaction);
    await followLevels(transaction, shop, removed, observation);
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

async function followLevels(
  transaction: Transaction,
  shop: string,
  levels: readonly LevelKey[],
  observation: StockObservation,
): Promise<void> {
  const itemIds = levels.map(({ inventoryItemId }) => inventoryItemId);
  const variantIds = await readVariantIdsOfItems(shop, itemIds, transaction);
  if (variantIds.length > 0) await recordStock(shop, { variantIds }, observation, transaction);
  await replanVariants(transaction, shop, variantIds);
}

/** A new variant may not have its levels yet: its record begins with them. */
async function recordStockedVariants(
  transaction: Transaction,
  shop: string,
  variantIds: readonly string[],
  observation: StockObservation,
): Promise<void> {
  const stockedIds = await readStockedVariantIds(transaction, shop, variantIds);
  if (stockedIds.length > 0) await recordStock(shop, { variantIds: stockedIds }, observation, transaction);
}

async function replanVariants(transaction: Transaction, shop: string, variantIds: readonly string[]): Promise<void> {
  if (variantIds.length > 0) await requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [variantIds]);
}
