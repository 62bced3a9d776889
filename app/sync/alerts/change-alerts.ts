import { randomBytes } from "node:crypto";
import { readShopForAlerts } from "~/data/alert-looks";
import { storeAlerts, type AlertSettings, type StoredAlerts, type WebhookChange } from "~/data/alert-settings";
import { readWebhook } from "~/data/alert-webhook";
import type { Actor } from "~/data/audit-entries";
import { digestAfterSaving } from "./schedule";

const SECRET_BYTES = 32;

/** What a form asks for; an address of null leaves the webhook that there is. */
export interface WantedAlerts {
  settings: AlertSettings;
  webhook: { kind: "kept" } | { kind: "removed" } | { kind: "set"; address: string } | { kind: "new-secret" };
  actor: Actor;
}

/**
 * Saves what a shop's staff wants to be told of.
 *
 * @returns the secret of a webhook that was made, which is shown once; null where none was
 */
export async function changeAlerts(
  shop: string,
  { settings, webhook, actor }: WantedAlerts,
  now: Date,
): Promise<string | null> {
  const { timeZone } = await readShopForAlerts(shop);
  const change = await completeWebhook(shop, webhook);
  const findNextDigestAt = (stored: StoredAlerts): Date | null => {
    const hasWebhook = change.kind === "set" || (change.kind === "kept" && stored.hasWebhook);
    if (settings.emails.length === 0 && !hasWebhook) return null;
    const former = { ...stored.settings, nextDigestAt: stored.nextDigestAt };
    return digestAfterSaving(former, { ...settings, timeZone }, now);
  };
  await storeAlerts(shop, { settings, webhook: change, findNextDigestAt, actor });
  return change.kind === "set" ? change.webhook.secret : null;
}

async function completeWebhook(shop: string, wanted: WantedAlerts["webhook"]): Promise<WebhookChange> {
  if (wanted.kind === "set") return { kind: "set", webhook: { address: wanted.address, secret: makeSecret() } };
  if (wanted.kind !== "new-secret") return wanted;
  const webhook = await readWebhook(shop);
  return webhook === null ? { kind: "kept" } : { kind: "set", webhook: { ...webhook, secret: makeSecret() } };
}

function makeSecret(): string {
  return `iiw_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}
