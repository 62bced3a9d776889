import { takeAlertDelivery } from "~/data/alert-deliveries";
import { countTests, storeDigest, type AlertChannel } from "~/data/alert-digests";
import { readShopForAlerts } from "~/data/alert-looks";
import { readAlerts } from "~/data/alert-settings";
import { inTransaction } from "~/data/transaction";
import { channelsOf, composeDigest, lookAtShop } from "./look";
import { attempt, type AttemptOutcome } from "./send";

const HOUR_MS = 60 * 60_000;
/** More would make a way to bother somebody of it. */
const MOST_TESTS_AN_HOUR = 5;

export type TestOutcome =
  | { kind: "no-channel" }
  | { kind: "too-many" }
  | { kind: "tried"; outcomes: { channel: AlertChannel; outcome: AttemptOutcome }[] };

/** Sends what stands now, told before or not, by one kind of channel, in quiet hours too: somebody waits to see it arrive. */
export async function sendTest(shop: string, kind: AlertChannel["kind"], now: Date): Promise<TestOutcome> {
  const [alerts, shopFacts] = await Promise.all([readAlerts(shop), readShopForAlerts(shop)]);
  const channels = channelsOf(alerts.settings, alerts.hasWebhook).filter((channel) => channel.kind === kind);
  if (channels.length === 0) return { kind: "no-channel" };
  if ((await countTests(shop, new Date(now.getTime() - HOUR_MS))) >= MOST_TESTS_AN_HOUR) return { kind: "too-many" };
  await lookAtShop(shop, now);
  const look = { settings: alerts.settings, ...shopFacts };
  const digest = await composeDigest(shop, look, { now, onlyUntold: false, isTest: true });
  const deliveryIds = await inTransaction((transaction) => storeDigest(transaction, shop, digest, channels));
  const outcomes = await Promise.all(
    channels.map(async (channel, index) => ({ channel, outcome: await sendOne(shop, deliveryIds[index], now) })),
  );
  return { kind: "tried", outcomes };
}

async function sendOne(shop: string, deliveryId: string | undefined, now: Date): Promise<AttemptOutcome> {
  const delivery = await takeAlertDelivery(shop, { now, only: deliveryId === undefined ? [] : [deliveryId] });
  // Taken by the look at all shops meanwhile: the page's list of deliveries tells what came of it.
  return delivery === null ? { kind: "sent" } : attempt(shop, delivery);
}
