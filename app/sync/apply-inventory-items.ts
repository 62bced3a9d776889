import { deletePlansOfDeletedVariants } from "~/data/plans";
import { requestReplans } from "~/data/replan-requests";
import { recordStock } from "~/data/stock-history";
import { inTransaction, type Transaction } from "~/data/transaction";
import {
  correctInventoryItems,
  markVariantsDeleted,
  readVariantIdsOfItems,
  type InventoryItemFacts,
  type Observed,
} from "~/data/variants";
import { readLatestActedOn, settleDeliveries, takeDeliveries } from "~/data/webhook-deliveries";
import { readReducedPayload } from "~/shopify/webhook-payloads";
import { askForVariants } from "./ask-for-variants";
import { toldBy, type DeliveryContext, type Outcomes, type SubjectDelivery } from "./delivery-context";
import { describeObservation } from "./record-stock";

/**
 * Takes over what deliveries tell of inventory items, of each the latest: what it costs, and whether its stock is tracked. An
 * item whose variant is not known yet is left to the delivery that tells of the variant.
 */
export async function applyInventoryItems(
  context: DeliveryContext,
  deliveries: readonly SubjectDelivery[],
): Promise<void> {
  const { shop, now } = context;
  const unread = deliveries.filter(({ topic, payload }) => topic !== "inventory_items/delete" && payload === null);
  await askForVariants(
    context,
    await readVariantIdsOfItems(
      shop,
      unread.map(({ subjectId }) => subjectId),
    ),
  );
  const observation = await describeObservation(shop, now);
  await inTransaction(async (transaction) => {
    const webhookIds = deliveries.map(({ webhookId }) => webhookId);
    const taken = await takeDeliveries(transaction, shop, webhookIds);
    const outcomes: Outcomes = new Map([...taken].map((id) => [id, "ignored"]));
    const latest = await latestOf(
      transaction,
      shop,
      deliveries.filter(({ webhookId }) => taken.has(webhookId)),
    );
    const { changed, gone } = await storeItems(transaction, shop, latest);
    for (const { webhookId } of latest) outcomes.set(webhookId, "done");
    if (changed.length > 0) {
      await recordStock(shop, { variantIds: changed }, observation, transaction);
      await requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [changed]);
    }
    if (gone > 0) await deletePlansOfDeletedVariants(shop, transaction);
    await settleDeliveries(transaction, shop, outcomes);
  });
}

/** The last delivery of each item, as far as none that was later was acted on before. */
async function latestOf(
  transaction: Transaction,
  shop: string,
  deliveries: readonly SubjectDelivery[],
): Promise<SubjectDelivery[]> {
  const latest = new Map(deliveries.map((delivery) => [delivery.subjectId, delivery]));
  const actedOn = await readLatestActedOn(shop, "inventory_items", [...latest.keys()], transaction);
  return [...latest.values()].filter(({ subjectId, triggeredAt }) => (actedOn.get(subjectId) ?? "") <= triggeredAt);
}

async function storeItems(transaction: Transaction, shop: string, deliveries: readonly SubjectDelivery[]) {
  const told: Observed<InventoryItemFacts>[] = [];
  const gone: { id: string; goneAt: Date }[] = [];
  for (const { topic, subjectId, payload, triggeredAt } of deliveries) {
    const toldAt = new Date(triggeredAt);
    const item = readReducedPayload("inventory_items/update", payload);
    if (topic === "inventory_items/delete") gone.push({ id: subjectId, goneAt: toldAt });
    else if (item) {
      const { tracked, cost: unitCost } = item;
      told.push({ inventoryItemId: subjectId, tracked, unitCost, observedAt: toldBy(toldAt) });
    }
  }
  return {
    changed: await correctInventoryItems(transaction, shop, told),
    gone: gone.length === 0 ? 0 : await markVariantsDeleted(transaction, shop, { of: "inventory item", gone }),
  };
}
