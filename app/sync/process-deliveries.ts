import { claimWork, releaseWork } from "~/data/shop-claims";
import { readLastPullStart } from "~/data/sync-runs";
import { readShop } from "~/data/shops";
import { inTransaction } from "~/data/transaction";
import {
  endsSilence,
  listShopsWithDueDeliveries,
  noteFailedAttempt,
  postponeDeliveries,
  readDueDeliveries,
  readSecondsUntilDue,
  settleDeliveries,
  type PendingDelivery,
} from "~/data/webhook-deliveries";
import { countReplanRequests } from "~/data/replan-requests";
import { logger } from "~/ops/logger";
import { webhookFailures } from "~/ops/metrics";
import { connectToShop, withShopAccess } from "~/shopify/connect";
import { ShopifyError } from "~/shopify/shopify-error";
import { applyInventoryItems } from "./apply-inventory-items";
import { applyLevels, completeLevels } from "./apply-levels";
import { applyOrders } from "./apply-orders";
import { applyProducts } from "./apply-products";
import { applyLocations, applyShop } from "./apply-shop-changes";
import type { ApplyDeliveries, DeliveryContext, Outcomes, SubjectDelivery } from "./delivery-context";
import { askForRefresh } from "./ensure-fresh";
import { enqueueDeliveries, enqueueForShops, enqueueReplanRequests } from "./job-queue";

/** Enough that many deliveries of one thing become one change; few enough that pages wait for the database a moment only. */
const DELIVERIES_AT_A_TIME = 200;
/** After this the shop goes to the end of the queue, so that a busy one does not keep others waiting. */
const LONGEST_TURN_MS = 5_000;
/** Shopify is asked for what deliveries do not tell. Other shops wait for this worker meanwhile. */
const SHOPIFY_PATIENCE_MS = 8_000;
const PAUSE_WITHOUT_SHOPIFY_SECONDS = 20;
/** Not so long for a shop that sells; what came meanwhile may not have come at all. */
const SILENCE_SECONDS = 3_600;
/** Until a merchant opens the app again, Shopify answers nothing. */
const PAUSE_WITHOUT_ACCESS_SECONDS = 600;

/** Who acts on which deliveries, by what stands before the slash in their topics, in this order. */
const FAMILIES: readonly [string, ApplyDeliveries][] = [
  ["shop", applyShop],
  ["locations", applyLocations],
  ["products", applyProducts],
  ["inventory_items", applyInventoryItems],
  ["inventory_levels", applyLevels],
  ["orders", applyOrders],
];

const turnsUnderWay = new Set<string>();

/** Whether this process works on a shop's deliveries now: then it looks itself for what has come meanwhile. */
export function isTurnUnderWay(shop: string): boolean {
  return turnsUnderWay.has(shop);
}

/**
 * Works on a shop's deliveries until none is due, or its turn ends. Of several that are called for one shop, in one process
 * or in many, one does the work; whatever is left then is queued again. What fails or is cut off is tried again: the
 * deliveries wait in the database.
 */
export async function processDeliveries(
  shop: string,
  { signal, now = new Date() }: { signal: AbortSignal; now?: Date },
): Promise<void> {
  const timeZone = await readTimeZone(shop);
  // What came before the first pull ended is worked on after it, and mostly found to be known already.
  if (timeZone === null || (await readLastPullStart(shop)) === null) return;
  const claim = await claimWork(shop, "deliveries", null);
  if (!claim) return;
  const client = connectToShop(shop, { patienceMs: SHOPIFY_PATIENCE_MS });
  turnsUnderWay.add(shop);
  const turn = takeTurn({ shop, timeZone, client, now, signal }, claim);
  const waits = await turn.finally(() => turnsUnderWay.delete(shop));
  // Also what came while nobody else could claim it.
  const seconds = [waits, await readSecondsUntilDue(shop)].filter((wait) => wait !== null);
  if (seconds.length > 0) await enqueueDeliveries(shop, Math.ceil(Math.min(...seconds)));
}

async function readTimeZone(shop: string): Promise<string | null> {
  const stored = await readShop(shop);
  return stored === null || stored.uninstalledAt ? null : stored.timeZone;
}

/** @returns in how many seconds there is more to do, besides deliveries; null when there is not */
async function takeTurn(context: DeliveryContext, firstClaim: Date): Promise<number | null> {
  const { shop, signal } = context;
  const end = performance.now() + LONGEST_TURN_MS;
  let claim: Date | null = firstClaim;
  try {
    if (await endsSilence(shop, SILENCE_SECONDS)) await askForRefresh(shop);
    for (let mayBeMore = true; mayBeMore && claim && !signal.aborted && performance.now() < end;) {
      const deliveries = await readDueDeliveries(shop, DELIVERIES_AT_A_TIME);
      await processBatch(context, deliveries);
      mayBeMore = deliveries.length === DELIVERIES_AT_A_TIME;
      if (mayBeMore) {
        await queueReplans(shop);
        claim = await claimWork(shop, "deliveries", claim);
      }
    }
    // In a quiet hour before the plans, so that they are made once.
    return await completeLevelsIfAnswered(context);
  } finally {
    await queueReplans(shop);
    if (claim) await releaseWork(shop, "deliveries", claim);
  }
}

async function queueReplans(shop: string): Promise<void> {
  if ((await countReplanRequests(shop)) > 0) await enqueueReplanRequests(shop);
}

async function completeLevelsIfAnswered(context: DeliveryContext): Promise<number | null> {
  try {
    return await completeLevels(context);
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error;
    logger.warn({ shop: context.shop, code: error.code }, "Levels wait for Shopify to answer");
    return error.repeatable ? PAUSE_WITHOUT_SHOPIFY_SECONDS : null;
  }
}

async function processBatch(context: DeliveryContext, deliveries: readonly PendingDelivery[]): Promise<void> {
  const isOf = (family: string) => (delivery: PendingDelivery) => delivery.topic.startsWith(`${family}/`);
  for (const [family, apply] of FAMILIES) {
    const ofFamily = deliveries.filter(isOf(family)).filter(hasSubject);
    if (ofFamily.length > 0) await applyTogether(context, ofFamily, apply);
  }
  const others = deliveries.filter(
    (delivery) => !hasSubject(delivery) || !FAMILIES.some(([family]) => isOf(family)(delivery)),
  );
  if (others.length > 0) await settleOthers(context.shop, others);
}

function hasSubject(delivery: PendingDelivery): delivery is SubjectDelivery {
  return delivery.subjectId !== null;
}

/** What tells of nothing that can be asked for is left to the next pull, which sees what changed, whatever it was. */
async function settleOthers(shop: string, deliveries: readonly PendingDelivery[]): Promise<void> {
  const outcomes: Outcomes = new Map(
    deliveries.map(({ webhookId, payload }) => [webhookId, payload === null ? "unexpected" : "done"]),
  );
  await inTransaction((transaction) => settleDeliveries(transaction, shop, outcomes));
}

/** Where acting on all together fails, halves of them are tried, so that one bad delivery does not hold up the others. */
async function applyTogether(
  context: DeliveryContext,
  deliveries: readonly SubjectDelivery[],
  apply: ApplyDeliveries,
): Promise<void> {
  const { shop, signal } = context;
  try {
    await withShopAccess(shop, () => apply(context, deliveries));
  } catch (error) {
    signal.throwIfAborted();
    const webhookIds = deliveries.map(({ webhookId }) => webhookId);
    if (error instanceof ShopifyError && (error.repeatable || error.code === "unauthorized")) {
      logger.warn({ shop, code: error.code }, "Webhook deliveries wait for Shopify to answer");
      const seconds = error.repeatable ? PAUSE_WITHOUT_SHOPIFY_SECONDS : PAUSE_WITHOUT_ACCESS_SECONDS;
      await postponeDeliveries(shop, webhookIds, seconds);
    } else if (deliveries.length === 1) {
      logger.error({ err: error, shop, topic: deliveries[0]?.topic }, "A webhook delivery could not be acted on");
      webhookFailures.inc();
      await noteFailedAttempt(shop, webhookIds[0] ?? "", error instanceof Error ? error.message : String(error));
    } else {
      const middle = Math.ceil(deliveries.length / 2);
      await applyTogether(context, deliveries.slice(0, middle), apply);
      await applyTogether(context, deliveries.slice(middle), apply);
    }
  }
}

/** Queues the shops whose deliveries are due: those of processes that ended before they could, too. */
export async function queueDueDeliveries(): Promise<void> {
  await enqueueForShops("deliveries", await listShopsWithDueDeliveries());
}
