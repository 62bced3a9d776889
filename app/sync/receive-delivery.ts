import { recordDelivery } from "~/data/webhook-deliveries";
import { logger } from "~/ops/logger";
import { webhooksReceived } from "~/ops/metrics";
import { wakeExport } from "~/shopify/bulk-operation";
import { readReducedPayload, reducePayload } from "~/shopify/webhook-payloads";
import type { Webhook } from "~/shopify/webhook-request";
import { enqueueDeliveries } from "./job-queue";
import { isTurnUnderWay } from "./process-deliveries";

/** Shopify waits for five seconds, and takes the subscription away after many deliveries that it waited for in vain. */
const ANSWER_LIMIT_MS = 3_000;
/** Of one change Shopify sends several deliveries, which are best worked on together. */
const GATHERING_MS = 250;
/** Tells what changed, but not into what: orders/updated says that, and comes at about the same time. */
const EDIT_DELAY_SECONDS = 5;

/**
 * Keeps a delivery, reduced to what the app needs, and has it worked on soon. Once this returns, it is not lost: whoever
 * sent it may forget it.
 *
 * @throws a Response of status 503 when that takes too long: Shopify sends the delivery again, which does no harm should it
 *   have been kept after all
 */
export async function receiveDelivery({ shop, topic, body, ...delivery }: Webhook): Promise<void> {
  const reduced = reducePayload(topic, body);
  if (reduced.unexpected.length > 0) {
    logger.warn({ shop, topic, unexpected: reduced.unexpected }, "A webhook has another form than expected");
  }
  const delaySeconds = topic === "orders/edited" ? EDIT_DELAY_SECONDS : 0;
  const keeping = recordDelivery(shop, { ...delivery, topic, ...reduced }, delaySeconds).then((isNew) => {
    webhooksReceived.inc({ topic, result: isNew ? "new" : "known" });
    if (!isNew) return;
    wakeSoon(shop);
    if (topic === "bulk_operations/finish") wakePull(reduced.payload);
  });
  if (!(await endsInTime(keeping))) throw new Response(null, { status: 503 });
}

async function endsInTime(keeping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_LIMIT_MS);
  });
  try {
    return await Promise.race([keeping.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whoever waits for the export in another process finds its end at the next look, ten seconds later at most. */
function wakePull(payload: object | null): void {
  const ended = readReducedPayload("bulk_operations/finish", payload);
  if (ended) wakeExport(ended.admin_graphql_api_id);
}

const waking = new Set<string>();

/** Should this fail, or the process end before, the deliveries are found by the next look for those that are due. */
function wakeSoon(shop: string): void {
  if (waking.has(shop)) return;
  waking.add(shop);
  setTimeout(() => {
    waking.delete(shop);
    if (isTurnUnderWay(shop)) return;
    enqueueDeliveries(shop).catch((error: unknown) =>
      logger.warn({ err: error, shop }, "A shop's webhook deliveries could not be queued; they are found later"),
    );
  }, GATHERING_MS).unref();
}
