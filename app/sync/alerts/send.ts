import {
  noteAlertFault,
  noteAlertSent,
  postponeAlertDeliveries,
  takeAlertDelivery,
  type DeliveryFault,
  type PendingDelivery,
} from "~/data/alert-deliveries";
import { readShopForAlerts } from "~/data/alert-looks";
import { readAlerts } from "~/data/alert-settings";
import { readWebhook } from "~/data/alert-webhook";
import { UndecipherableTokenError } from "~/data/token-cipher";
import { logger } from "~/ops/logger";
import { alertDeliveries } from "~/ops/metrics";
import { DeliveryFailure } from "./delivery-failure";
import { postWebhook } from "./post-webhook";
import { endOfQuietHours } from "./schedule";
import { sendEmail } from "./send-email";
import { writeSlackMessage } from "./slack-message";
import { writeDigest } from "./write-digest";

/** With a doubled pause before each, that is within a working day: later a digest is of yesterday. */
const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 4 * 60 * 60;

/** Sends what is due of a shop, except in its quiet hours. What fails is tried again later, by the next look at all shops. */
export async function sendAlerts(
  shop: string,
  { signal, now = new Date() }: { signal: AbortSignal; now?: Date },
): Promise<void> {
  const { settings } = await readAlerts(shop);
  const { timeZone } = await readShopForAlerts(shop);
  const quietUntil = endOfQuietHours({ ...settings, timeZone }, now);
  if (quietUntil > now) {
    await postponeAlertDeliveries(shop, quietUntil);
    return;
  }
  while (!signal.aborted) {
    const delivery = await takeAlertDelivery(shop, { now });
    if (delivery === null) return;
    await attempt(shop, delivery, now);
  }
}

/** What came of an attempt to send. */
export type AttemptOutcome =
  { kind: "sent" } | { kind: "failed"; fault: DeliveryFault; detail: string; isFinal: boolean };

/**
 * Tries to send a digest to one recipient, and notes what came of it. A process that ends in between leaves it to be sent once
 * more, under the same id.
 */
export async function attempt(shop: string, delivery: PendingDelivery, now: Date): Promise<AttemptOutcome> {
  const { deliveryId, channel, attempts, digest } = delivery;
  try {
    await send(shop, delivery, now);
  } catch (error) {
    const failure = error instanceof DeliveryFailure ? error : new DeliveryFailure("unknown", String(error), true);
    const { fault, detail, isRepeatable } = failure;
    // A test is for whoever waits for it.
    const isFinal = digest.isTest || !isRepeatable || attempts >= MOST_ATTEMPTS;
    const dueAt = isFinal ? null : new Date(now.getTime() + pauseSeconds(attempts, failure) * 1000);
    await noteAlertFault(shop, deliveryId, { fault, detail, dueAt, now });
    alertDeliveries.inc({ channel, outcome: isFinal ? "failed" : "postponed" });
    logger.warn({ shop, channel, fault, detail, attempts }, "A digest could not be sent");
    return { kind: "failed", fault, detail, isFinal };
  }
  await noteAlertSent(shop, deliveryId, now);
  alertDeliveries.inc({ channel, outcome: "sent" });
  return { kind: "sent" };
}

function pauseSeconds(attempts: number, { waitSeconds }: DeliveryFailure): number {
  const doubled = FIRST_PAUSE_SECONDS * 2 ** (attempts - 1);
  return Math.min(Math.max(doubled, waitSeconds ?? 0), LONGEST_PAUSE_SECONDS);
}

async function send(
  shop: string,
  { deliveryId, channel, recipient, digest }: PendingDelivery,
  now: Date,
): Promise<void> {
  const written = writeDigest(shop, digest);
  if (channel === "email") await sendEmail(recipient ?? "", written, deliveryId);
  else await postWebhook(await findWebhook(shop), writeSlackMessage(written), { deliveryId, sentAt: now });
}

async function findWebhook(shop: string) {
  try {
    const webhook = await readWebhook(shop);
    if (webhook !== null) return webhook;
  } catch (error) {
    if (!(error instanceof UndecipherableTokenError)) throw error;
    throw new DeliveryFailure("webhook-undecipherable", "The encryption key has changed", false);
  }
  throw new DeliveryFailure("webhook-missing", "There is no webhook any more", false);
}
