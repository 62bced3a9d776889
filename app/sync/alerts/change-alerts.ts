import { randomBytes } from "node:crypto";
import { beginLook, readShopForAlerts } from "~/data/alert-looks";
import {
  storeAlerts,
  tellsOfTheSame,
  type AlertsChangeOutcome,
  type AlertSettings,
  type StoredAlerts,
  type WebhookChange,
} from "~/data/alert-settings";
import { replaceWebhookSecret } from "~/data/alert-webhook";
import { settleAlertedItems } from "~/data/alerted-items";
import type { Actor } from "~/data/audit-entries";
import { inTransaction, type Transaction } from "~/data/transaction";
import { digestAfterSaving } from "./schedule";

const SECRET_BYTES = 32;

/** What a form asks for. */
export interface WantedAlerts {
  settings: AlertSettings;
  webhook: { kind: "kept" } | { kind: "set"; address: string };
  actor: Actor;
  /** The latest change of alerts that the form knew of; "0" for none. */
  seenEntryId: string;
}

export type AlertsSaving =
  /** `secret`: of a webhook that was made, which is shown once; null where none was. */
  | { kind: "saved"; secret: string | null }
  /** Nothing was saved, because somebody else has changed alerts since the form was opened. */
  | Extract<AlertsChangeOutcome, { kind: "stale" }>;

/** Saves what a shop's staff wants to be told of. */
export async function changeAlerts(
  shop: string,
  { settings, webhook, actor, seenEntryId }: WantedAlerts,
  now: Date,
): Promise<AlertsSaving> {
  const { timeZone } = await readShopForAlerts(shop);
  const change = completeWebhook(webhook);
  const findNextDigestAt = (stored: StoredAlerts): Date | null => {
    const hasWebhook = change.kind === "set" || (change.kind === "kept" && stored.hasWebhook);
    if (settings.emails.length === 0 && !hasWebhook) return null;
    const former = { ...stored.settings, nextDigestAt: stored.nextDigestAt };
    return digestAfterSaving(former, { ...settings, timeZone }, now);
  };
  const outcome = await inTransaction(async (transaction) => {
    await settleFormerScope(transaction, shop, settings, now);
    return storeAlerts(transaction, shop, { settings, webhook: change, findNextDigestAt, actor, seenEntryId });
  });
  if (outcome.kind === "stale") return outcome;
  return { kind: "saved", secret: change.kind === "set" ? change.webhook.secret : null };
}

/** What came to run out since the last look stays news, though from now on others are told of. */
async function settleFormerScope(
  transaction: Transaction,
  shop: string,
  settings: AlertSettings,
  now: Date,
): Promise<void> {
  const look = await beginLook(transaction, shop);
  if (look === null || !look.hasChanged || !look.isContinued || tellsOfTheSame(look.settings, settings)) return;
  await settleAlertedItems(transaction, shop, look.settings, now);
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
