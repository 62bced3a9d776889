// Counts, among changes that a pull has just taken over, those of which a webhook should have told and none had, and says whether
// there were any. Where there are many of them, Shopify's webhooks do not reach the app.
import type { LevelKey } from "~/data/inventory-levels";
import type { DifferingOrderLine, OrderLineFacts } from "~/data/order-lines";
import { readShop } from "~/data/shops";
import type { DifferingVariant } from "~/data/variants";
import { countMissedChanges } from "~/data/sync-runs";
import { countUntoldChanges, hasLeftOverDeliveries, type TellableChange } from "~/data/webhook-deliveries";
import type { CatalogueVariant } from "~/shopify/catalogue-lines";
import type { FoundLevel } from "~/shopify/searches";
import type { RunContext } from "./run-progress";

/** Whether webhooks have told of all that pulls of the last day have found, and what they told was understood. */
export async function haveWebhooksToldAll(shop: string, lastPullStart: Date): Promise<boolean> {
  return !(await hasLeftOverDeliveries(shop, lastPullStart)) && (await countMissedChanges(shop)) === 0;
}

/** By then a delivery has come. */
const ON_ITS_WAY_MS = 60_000;

/**
 * Variants of which the pull found other facts: a variant's product tells of it, and its inventory item of what it costs and
 * whether it is tracked.
 */
export async function noteMissedVariants(
  context: RunContext,
  found: readonly CatalogueVariant[],
  differing: readonly DifferingVariant[],
  observedAt: Date,
): Promise<void> {
  const differingIds = new Set(differing.map(({ variantId }) => variantId));
  const changes = found
    .filter(({ variantId }) => differingIds.has(variantId))
    .map(({ productId, inventoryItemId, updatedAt }) => ({
      subjects: [
        { family: "products", id: productId },
        { family: "inventory_items", id: inventoryItemId },
      ],
      updatedAt,
    }));
  await noteMissedChanges(context, changes, observedAt);
}

/** Levels of which the pull found another available quantity: of the other quantities no webhook tells. */
export async function noteMissedLevels(
  context: RunContext,
  found: readonly FoundLevel[],
  differing: readonly LevelKey[],
  observedAt: Date,
): Promise<void> {
  const keyOf = ({ inventoryItemId, locationId }: LevelKey) => `${inventoryItemId}@${locationId}`;
  const keys = new Set(differing.map(keyOf));
  const changes = found
    .filter((level) => keys.has(keyOf(level)))
    .map(({ inventoryItemId, updatedAt }) => ({
      subjects: [{ family: "inventory_levels", id: inventoryItemId }],
      updatedAt,
    }));
  await noteMissedChanges(context, changes, observedAt);
}

/** Orders of which the pull found other lines. */
export async function noteMissedOrders(
  context: RunContext,
  found: readonly OrderLineFacts[],
  differing: readonly DifferingOrderLine[],
  observedAt: Date,
): Promise<void> {
  const lineIds = new Set(differing.map(({ orderLineId }) => orderLineId));
  const times = found
    .filter(({ orderLineId }) => lineIds.has(orderLineId))
    .map(({ orderId, orderUpdatedAt }): [string, string] => [orderId, orderUpdatedAt]);
  const changes = [...new Map(times)].map(([id, updatedAt]) => ({ subjects: [{ family: "orders", id }], updatedAt }));
  await noteMissedChanges(context, changes, observedAt);
}

async function noteMissedChanges(
  { shop, progress }: RunContext,
  changes: readonly TellableChange[],
  observedAt: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const installedAt = (await readShop(shop))?.installedAt.getTime() ?? Infinity;
  const due = changes.filter(({ updatedAt }) => {
    const time = Date.parse(updatedAt);
    return time > installedAt && time < observedAt.getTime() - ON_ITS_WAY_MS;
  });
  if (due.length > 0) progress.state.missed += await countUntoldChanges(shop, due);
}
