import { endOfAttempt } from "~/data/alert-deliveries";
import { countTests, storeDigest, type AlertChannel, type Digest } from "~/data/alert-digests";
import { readShopForAlerts } from "~/data/alert-looks";
import { lockAlerts, readAlerts } from "~/data/alert-settings";
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
  await lookAtShop(shop, now);
  const stored = await storeTest(shop, kind, now);
  if (stored.kind !== "stored") return stored;
  const { digest, deliveries } = stored;
  const outcomes = await Promise.all(
    deliveries.map(async ({ channel, deliveryId }) => {
      const recipient = channel.kind === "email" ? channel.recipient : null;
      const delivery = { deliveryId, channel: channel.kind, recipient, attempts: 1, isTest: true, content: digest };
      return { channel, outcome: await attempt(shop, delivery) };
    }),
  );
  return { kind: "tried", outcomes };
}

interface StoredTest {
  kind: "stored";
  digest: Digest;
  deliveries: { channel: AlertChannel; deliveryId: string }[];
}

/** One after the other, so that no more are stored than may be; nobody else takes its deliveries meanwhile. */
async function storeTest(
  shop: string,
  kind: AlertChannel["kind"],
  now: Date,
): Promise<StoredTest | Exclude<TestOutcome, { kind: "tried" }>> {
  const shopFacts = await readShopForAlerts(shop);
  return inTransaction(async (transaction) => {
    await lockAlerts(transaction, shop);
    const { settings, hasWebhook } = await readAlerts(shop, transaction);
    const channels = channelsOf(settings, hasWebhook).filter((channel) => channel.kind === kind);
    if (channels.length === 0) return { kind: "no-channel" };
    const tests = await countTests(transaction, shop, new Date(now.getTime() - HOUR_MS));
    if (tests >= MOST_TESTS_AN_HOUR) return { kind: "too-many" };
    const asked = { now, onlyUntold: false, isTest: true };
    const digest = await composeDigest(shop, { settings, ...shopFacts }, asked, transaction);
    const ids = await storeDigest(transaction, shop, digest, { channels, takenUntil: endOfAttempt(now) });
    const deliveries = channels.flatMap((channel, index) => {
      const deliveryId = ids[index];
      return deliveryId === undefined ? [] : [{ channel, deliveryId }];
    });
    return { kind: "stored", digest, deliveries };
  });
}
