import {
  markLevelsIncomplete,
  readIncompleteLevels,
  removeEndedLevels,
  storeAvailable,
  type AvailableFacts,
  type LevelKey,
} from "~/data/inventory-levels";
import { requestReplans } from "~/data/replan-requests";
import { recordStock } from "~/data/stock-history";
import { inTransaction, type Transaction } from "~/data/transaction";
import { readVariantIdsOfItems } from "~/data/variants";
import { settleDeliveries, takeDeliveries } from "~/data/webhook-deliveries";
import { readLiveQuantities } from "~/shopify/live-quantities";
import { readReducedPayload } from "~/shopify/webhook-payloads";
import type { DeliveryContext, Outcomes, SubjectDelivery } from "./delivery-context";
import { describeObservation } from "./record-stock";
import { takeOverEndedLevels, takeOverLevels } from "./take-over";

/** 300 points, where a bucket holds 2,000 and regains 100 a second. */
const LEVELS_PER_ASKING = 100;
/** Leaves most of the bucket's points to the pages. */
const BETWEEN_ASKINGS_MS = 5_000;

/** What deliveries tell of levels. */
interface LevelNews {
  /** The available quantity, of each level the newest. */
  told: Map<string, { delivery: SubjectDelivery; level: AvailableFacts }>;
  ended: (LevelKey & { endedAt: string })[];
  /** Items of whose levels it is not clear what was told. */
  unclear: string[];
  outcomes: Outcomes;
}

/**
 * Takes over the available quantities that deliveries tell of, where they are newer than what is stored, and asks for new
 * plans. The other quantities they do not tell: {@link completeLevels} asks for them.
 */
export async function applyLevels(
  { shop, now }: DeliveryContext,
  deliveries: readonly SubjectDelivery[],
): Promise<void> {
  const observation = await describeObservation(shop, now);
  await inTransaction(async (transaction) => {
    const webhookIds = deliveries.map(({ webhookId }) => webhookId);
    const taken = await takeDeliveries(transaction, shop, webhookIds);
    const news = gatherNews(deliveries.filter(({ webhookId }) => taken.has(webhookId)));
    const itemIds = await storeNews(transaction, shop, news);
    if (itemIds.length > 0) {
      const variantIds = await readVariantIdsOfItems(shop, itemIds, transaction);
      await recordStock(shop, { variantIds }, observation, transaction);
      await requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [variantIds]);
    }
    await settleDeliveries(transaction, shop, news.outcomes);
  });
}

function gatherNews(deliveries: readonly SubjectDelivery[]): LevelNews {
  const news: LevelNews = { told: new Map(), ended: [], unclear: [], outcomes: new Map() };
  for (const delivery of deliveries) {
    if (delivery.topic === "inventory_levels/disconnect") noteEnd(news, delivery);
    else noteQuantity(news, delivery);
  }
  return news;
}

function noteEnd({ ended, unclear, outcomes }: LevelNews, delivery: SubjectDelivery): void {
  const removal = readReducedPayload("inventory_levels/disconnect", delivery.payload);
  if (!removal) unclear.push(delivery.subjectId);
  else {
    const { inventory_item_id: inventoryItemId, location_id: locationId } = removal;
    ended.push({ inventoryItemId, locationId, endedAt: delivery.triggeredAt });
  }
  outcomes.set(delivery.webhookId, "done");
}

/** Deliveries come in the order of their changes, so that of two with one time the later one is the newer. */
function noteQuantity({ told, unclear, outcomes }: LevelNews, delivery: SubjectDelivery): void {
  const payload = readReducedPayload("inventory_levels/update", delivery.payload);
  outcomes.set(delivery.webhookId, "done");
  // A level without a quantity is not tracked; Shopify has figures for it all the same.
  if (payload?.available == null) {
    unclear.push(delivery.subjectId);
    return;
  }
  const { inventory_item_id: inventoryItemId, location_id: locationId, available, updated_at: updatedAt } = payload;
  const key = `${inventoryItemId}@${locationId}`;
  const before = told.get(key);
  const isNewest = !before || Date.parse(before.level.updatedAt) <= Date.parse(updatedAt);
  if (isNewest) told.set(key, { delivery, level: { inventoryItemId, locationId, available, updatedAt } });
  const older = isNewest ? before?.delivery : delivery;
  if (older) outcomes.set(older.webhookId, "ignored");
}

/** @returns the items whose available quantity is another one now */
async function storeNews(transaction: Transaction, shop: string, news: LevelNews): Promise<string[]> {
  const { told, ended, unclear, outcomes } = news;
  const newer = await storeAvailable(
    transaction,
    shop,
    [...told.values()].map(({ level }) => level),
  );
  const newerKeys = new Set(newer.map(({ inventoryItemId, locationId }) => `${inventoryItemId}@${locationId}`));
  for (const [key, { delivery }] of told) if (!newerKeys.has(key)) outcomes.set(delivery.webhookId, "ignored");
  const removed = await removeEndedLevels(transaction, shop, ended);
  await markLevelsIncomplete(transaction, shop, unclear);
  return [...newer.filter(({ differs }) => differs), ...removed].map(({ inventoryItemId }) => inventoryItemId);
}

const lastAskings = new Map<string, number>();

/**
 * Asks Shopify for the quantities of levels of which deliveries told a part, some of them at a time and not too often.
 *
 * @returns in how many seconds more can be asked for; null when nothing is left
 */
export async function completeLevels({ shop, signal }: DeliveryContext): Promise<number | null> {
  const levels = await readIncompleteLevels(shop, LEVELS_PER_ASKING);
  if (levels.length === 0) return null;
  const waitMs = (lastAskings.get(shop) ?? -Infinity) + BETWEEN_ASKINGS_MS - performance.now();
  if (waitMs > 0) return waitMs / 1_000;
  lastAskings.set(shop, performance.now());
  await askForLevels(shop, levels, signal);
  return (await readIncompleteLevels(shop, 1)).length > 0 ? BETWEEN_ASKINGS_MS / 1_000 : null;
}

/** Location by location: a call asks for each of its items at each of its locations. */
async function askForLevels(shop: string, levels: readonly LevelKey[], signal: AbortSignal): Promise<void> {
  for (const locationId of new Set(levels.map((level) => level.locationId))) {
    const wanted = levels.filter((level) => level.locationId === locationId);
    const itemIds = wanted.map(({ inventoryItemId }) => inventoryItemId);
    const live = await readLiveQuantities(shop, itemIds, [locationId], { signal });
    const found = new Set(live.levels.map(({ inventoryItemId }) => inventoryItemId));
    const missing = wanted.filter(({ inventoryItemId }) => !found.has(inventoryItemId));
    await takeOverLevels(shop, live.levels, live.observedAt);
    await takeOverEndedLevels(shop, missing, live.observedAt);
  }
}
