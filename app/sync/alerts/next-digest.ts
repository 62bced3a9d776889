import { readShopForAlerts } from "~/data/alert-looks";
import { readAlerts, type NextDigest } from "~/data/alert-settings";
import { hasReadableWebhook } from "~/data/alert-webhook";
import { channelsOf } from "./look";
import { endOfQuietHours } from "./schedule";

/** Finds out when the next digest goes: what is due in quiet hours goes at their end. */
export async function expectNextDigest(shop: string, now: Date): Promise<NextDigest> {
  const [{ settings, hasWebhook, nextDigestAt }, { timeZone }] = await Promise.all([
    readAlerts(shop),
    readShopForAlerts(shop),
  ]);
  if (nextDigestAt === null) return { kind: "nobody" };
  if (channelsOf(settings, hasWebhook && (await hasReadableWebhook(shop))).length === 0) return { kind: "no-mail" };
  const dueAt = nextDigestAt > now ? nextDigestAt : now;
  const at = endOfQuietHours({ ...settings, timeZone }, dueAt);
  return at > now ? { kind: "at", at: at.toISOString() } : { kind: "as-soon-as-new" };
}
