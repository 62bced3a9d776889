import {
  noteAlertFault,
  noteAlertSent,
  postponeAlertDeliveries,
  takeAlertDelivery,
  type DeliveryFault,
  type PendingDelivery,
} from "~/data/alert-deliveries";
import { digestSchema, type Digest } from "~/data/alert-digests";
import { readShopForAlerts } from "~/data/alert-looks";
import { readAlerts } from "~/data/alert-settings";
import { readWebhook } from "~/data/alert-webhook";
import { UndecipherableTokenError } from "~/data/token-cipher";
import { logger } from "~/ops/logger";
import { alertDeliveries } from "~/ops/metrics";
import { DeliveryFailure } from "./delivery-failure";
import { postWebhook } from "./post-webhook";
import { endOfQuietHours, systemClock, type Clock } from "./schedule";
import { sendEmail } from "./send-email";
import { writeSlackMessage } from "./slack-message";
import { writeDigest } from "./write-digest";

/** With a doubled pause before each, that is within a working day: later a digest is of yesterday. */
const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 4 * 60 * 60;
/** A receiver that asks for more is asked no more. */
const LONGEST_WAIT_SECONDS = 24 * 60 * 60;

/**
 * Sends what is due of a shop, except in its quiet hours. What fails is tried again later, by the next look at all shops, as are the
 * other emails where the mail server does not answer: a webhook does not wait for it ten times.
 */
export async function sendAlerts(
  shop: string,
  { signal, clock = systemClock }: { signal: AbortSignal; clock?: Clock },
): Promise<void> {
  const { settings } = await readAlerts(shop);
  const { timeZone } = await readShopForAlerts(shop);
  let channels: PendingDelivery["channel"][] = ["email", "webhook"];
  while (!signal.aborted) {
    const now = clock();
    const quietUntil = endOfQuietHours({ ...settings, timeZone }, now);
    if (quietUntil > now) {
      await postponeAlertDeliveries(shop, quietUntil);
      return;
    }
    const delivery = await takeAlertDelivery(shop, { now, channels });
    if (delivery === null) return;
    const outcome = await attempt(shop, delivery, clock);
    if (outcome.kind === "failed" && outcome.fault === "email-unreachable") channels = ["webhook"];
  }
}

/** What came of an attempt to send. */
export type AttemptOutcome =
  | { kind: "sent" }
  /** `detail`: what the other side said, if anything. */
  | { kind: "failed"; fault: DeliveryFault; detail: string | null };

/**
 * Tries to send a digest to one recipient, and notes what came of it. A process that ends in between leaves it to be sent once
 * more, under the same id.
 */
export async function attempt(
  shop: string,
  delivery: PendingDelivery,
  clock: Clock = systemClock,
): Promise<AttemptOutcome> {
  try {
    await send(shop, delivery, clock());
  } catch (error) {
    return noteFailure(shop, delivery, toFailure(error), clock());
  }
  await noteAlertSent(shop, delivery, clock());
  alertDeliveries.inc({ channel: delivery.channel, outcome: "sent" });
  return { kind: "sent" };
}

function toFailure(error: unknown): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  return new DeliveryFailure("unknown", { reason: String(error), isRepeatable: true });
}

async function noteFailure(
  shop: string,
  delivery: PendingDelivery,
  failure: DeliveryFailure,
  now: Date,
): Promise<AttemptOutcome> {
  const { channel, attempts, isTest } = delivery;
  const { fault, detail, message } = failure;
  // A test is for whoever waits for it.
  const isFinal = isTest || !canBeRepeated(failure) || attempts >= MOST_ATTEMPTS;
  const dueAt = isFinal ? null : new Date(now.getTime() + pauseSeconds(attempts, failure) * 1000);
  await noteAlertFault(shop, delivery, { fault, detail, dueAt, now });
  alertDeliveries.inc({ channel, outcome: isFinal ? "failed" : "postponed" });
  logger.warn({ shop, channel, fault, reason: withoutMailboxes(message), attempts }, "A digest could not be sent");
  return { kind: "failed", fault, detail };
}

/** Mail servers repeat whom they do not take, and a log outlives what is stored of a shop. */
function withoutMailboxes(text: string): string {
  return text.replace(/[^\s<>"'@]+@/g, "…@");
}

function canBeRepeated({ isRepeatable, waitSeconds }: DeliveryFailure): boolean {
  return isRepeatable && (waitSeconds ?? 0) <= LONGEST_WAIT_SECONDS;
}

/** Never sooner than the other side asks for. */
function pauseSeconds(attempts: number, { waitSeconds }: DeliveryFailure): number {
  const doubled = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
  return Math.max(doubled, waitSeconds ?? 0);
}

async function send(
  shop: string,
  { deliveryId, channel, recipient, content }: PendingDelivery,
  sentAt: Date,
): Promise<void> {
  const digest = readDigest(content);
  if (channel === "email") await sendEmail(recipient ?? "", writeDigest(shop, digest), deliveryId);
  else await postWebhook(await findWebhook(shop), writeSlackMessage(shop, digest), { deliveryId, sentAt });
}

/** One that can't be read now can't be read later. */
function readDigest(content: unknown): Digest {
  const { success, data, error } = digestSchema.safeParse(content);
  if (!success)
    throw new DeliveryFailure("unknown", { reason: `What is stored of the digest can't be read: ${error.message}` });
  return data;
}

async function findWebhook(shop: string) {
  try {
    const webhook = await readWebhook(shop);
    if (webhook !== null) return webhook;
  } catch (error) {
    if (!(error instanceof UndecipherableTokenError)) throw error;
    throw new DeliveryFailure("webhook-undecipherable", { reason: "The encryption key has changed" });
  }
  throw new DeliveryFailure("webhook-missing", { reason: "There is no webhook any more" });
}
