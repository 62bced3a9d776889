import { randomBytes } from "node:crypto";
import { readShopForAlerts } from "~/data/alert-looks";
import { storeAlerts, type AlertSettings, type StoredAlerts, type WebhookChange } from "~/data/alert-settings";
import { replaceWebhookSecret } from "~/data/alert-webhook";
import type { Actor } from "~/data/audit-entries";
import { digestAfterSaving } from "./schedule";

const SECRET_BYTES = 32;

/** What a form asks for. */
export interface WantedAlerts {
  settings: AlertSettings;
  webhook: { kind: "kept" } | { kind: "set"; address: string };
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
  const change = completeWebhook(webhook);
  const findNextDigestAt = (stored: StoredAlerts): Date | null => {
    const hasWebhook = change.kind === "set" || (change.kind === "kept" && stored.hasWebhook);
    if (settings.emails.length === 0 && !hasWebhook) return null;
    const former = { ...stored.settings, nextDigestAt: stored.nextDigestAt };
    return digestAfterSaving(former, { ...settings, timeZone }, now);
  };
  await storeAlerts(shop, { settings, webhook: change, findNextDigestAt, actor });
  return change.kind === "set" ? change.webhook.secret : null;
}

function completeWebhook(wanted: WantedAlerts["webhook"]): WebhookChange {
  return wanted.kind === "kept" ? wanted : { kind: "set", webhook: { address: wanted.address, secret: makeSecret() } };
}

/** Makes a new secret for a shop's webhook, which is shown once. @returns null where it has no webhook */
export async function renewSecret(shop: string, actor: Actor): Promise<string | null> {
  const secret = makeSecret();
  return (await replaceWebhookSecret(shop, secret, actor)) ? secret : null;
}

function makeSecret(): string {
  return `iiw_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}
