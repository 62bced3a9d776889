import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { pool } from "~/db.server";
import type { PlanStatus } from "~/planning/plan-status";
import { readAlertEntriesAfter, writeAlertEntry, type AlertEntry, type AlertField } from "./alert-entries";
import { encryptWebhook, type Webhook } from "./alert-webhook";
import type { Actor } from "./audit-entries";
import { inTransaction, type Transaction } from "./transaction";

/** The states of a plan that a shop's staff can be told of, the worst first. */
export const ALERT_STATUSES = ["out-of-stock", "reorder-now", "reorder-soon"] as const satisfies readonly PlanStatus[];
export type AlertStatus = (typeof ALERT_STATUSES)[number];

const FREQUENCIES = ["daily", "at-once"] as const;

/** A time of day in the shop's time zone, such as 08:00. */
const timeOfDay = z.string("is missing").regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day, such as 08:00");

const MOST_RECIPIENTS = 10;

/** What a shop's staff wants to be told of, when, and by which ways, but for the webhook, which is kept encrypted. */
export const alertSettingsSchema = z.object({
  statuses: z.array(z.enum(ALERT_STATUSES)).min(1, "must be at least one").default(["out-of-stock", "reorder-now"]),
  /** Whether the home page says what is new. */
  showsOnHome: z.boolean().default(true),
  emails: z
    .array(z.email("must be email addresses, one a line").max(254, "must be at most 254 characters each"))
    .max(MOST_RECIPIENTS, "must be at most 10 addresses")
    .default([]),
  /** `at-once` gathers what comes within some minutes. */
  frequency: z.enum(FREQUENCIES).default("daily"),
  dailyAt: timeOfDay.default("08:00"),
  /** Nothing is sent from the one time to the other, which may be the next day's. */
  quietHours: z
    .object({ from: timeOfDay, to: timeOfDay })
    .refine(({ from, to }) => from !== to, { path: ["to"], error: "must be another time than the one before it" })
    .nullable()
    .default(null),
  /** Of the vendors whose items count, with `NO_VENDOR` for the items without one; null for all items. */
  vendorIds: z.array(z.string()).min(1, "must be at least one").nullable().default(null),
  /** Of emails and webhook messages. */
  language: z.string().default("en"),
});

export type AlertSettings = z.infer<typeof alertSettingsSchema>;

/** What holds for a shop whose staff has chosen nothing: the home page says what is new, and nothing is sent. */
const DEFAULT_ALERT_SETTINGS: AlertSettings = alertSettingsSchema.parse({});

/** As {@link AlertSettings}, and what else is known of a shop's alerts. */
export interface StoredAlerts {
  settings: AlertSettings;
  hasWebhook: boolean;
  /** null while there is no way to send one. */
  nextDigestAt: Date | null;
  /** Since when the settings were first saved, somebody has chosen them. */
  isChosen: boolean;
}

/** When a shop's next digest goes, if there is something new. */
export type NextDigest =
  /** There is neither an address nor a webhook. */
  | { kind: "nobody" }
  /** There are addresses, on an installation that sends no email, and no webhook whose address can be read. */
  | { kind: "no-mail" }
  | { kind: "as-soon-as-new" }
  /** ISO 8601. */
  | { kind: "at"; at: string };

interface AlertsRecord {
  settings: unknown;
  hasWebhook: boolean;
  nextDigestAt: Date | null;
}

export async function readAlerts(shop: string, connection: Transaction = pool): Promise<StoredAlerts> {
  const { rows } = await connection.query<AlertsRecord>(
    `SELECT settings, webhook_url IS NOT NULL AS "hasWebhook", next_digest_at AS "nextDigestAt"
     FROM alert_settings WHERE shop = $1`,
    [shop],
  );
  const [record] = rows;
  if (record === undefined) {
    return { settings: DEFAULT_ALERT_SETTINGS, hasWebhook: false, nextDigestAt: null, isChosen: false };
  }
  const { settings, ...others } = record;
  const isChosen = Object.keys(z.record(z.string(), z.unknown()).parse(settings)).length > 0;
  return { ...others, settings: alertSettingsSchema.parse(settings), isChosen };
}

/** What becomes of a shop's webhook when its alerts are saved. */
export type WebhookChange = { kind: "kept" } | { kind: "set"; webhook: Webhook };

export interface AlertsChange {
  settings: AlertSettings;
  webhook: WebhookChange;
  /** When the next digest may be made, by what was stored before; null while there is no way to send one. */
  findNextDigestAt: (stored: StoredAlerts) => Date | null;
  actor: Actor;
  /** The latest entry of the audit trail of alerts that the actor has seen; "0" for none. */
  seenEntryId: string;
}

export type AlertsChangeOutcome =
  | { kind: "changed" }
  /** Nothing was changed, because somebody else changed this since the actor has seen it. */
  | { kind: "stale"; entries: AlertEntry[] };

/**
 * Stores what a shop's staff wants to be told of, with an audit entry for each field that differs. What waits to be sent to
 * somebody who is not to be told any more is forgotten. Where it is to tell of other SKUs, the next look takes the plans as they
 * stand: the caller has noted before what was new among those that it told of until now.
 */
export async function storeAlerts(
  transaction: Transaction,
  shop: string,
  change: AlertsChange,
): Promise<AlertsChangeOutcome> {
  const { settings, webhook, findNextDigestAt, seenEntryId } = change;
  await makeRow(transaction, shop);
  await lockAlerts(transaction, shop);
  const entries = await readAlertEntriesAfter(transaction, shop, seenEntryId);
  if (entries.length > 0) return { kind: "stale", entries };
  const stored = await readAlerts(shop, transaction);
  await writeEntries(transaction, shop, change, stored);
  await transaction.query(
    `UPDATE alert_settings SET settings = $2, next_digest_at = $3, quiet_until = NULL,
       looked_version = CASE WHEN $4 THEN looked_version END
     WHERE shop = $1`,
    [shop, JSON.stringify(settings), findNextDigestAt(stored), tellsOfTheSame(stored.settings, settings)],
  );
  if (webhook.kind === "set") {
    const { address, secret } = encryptWebhook(shop, webhook.webhook);
    await transaction.query("UPDATE alert_settings SET webhook_url = $2, webhook_secret = $3 WHERE shop = $1", [
      shop,
      address,
      secret,
    ]);
  }
  await transaction.query(
    `DELETE FROM alert_deliveries
     WHERE shop = $1 AND status = 'pending' AND channel = 'email' AND recipient <> ALL($2::text[])`,
    [shop, settings.emails],
  );
  return { kind: "changed" };
}

/** Has alerts that are limited to a vendor tell of the one that it becomes part of. */
export async function moveAlertedVendor(
  transaction: Transaction,
  shop: string,
  { fromId, intoId, actor }: { fromId: string; intoId: string; actor: Actor },
): Promise<void> {
  await transaction.query("SELECT FROM alert_settings WHERE shop = $1 AND settings -> 'vendorIds' ? $2 FOR UPDATE", [
    shop,
    fromId,
  ]);
  const { vendorIds: oldValue } = (await readAlerts(shop, transaction)).settings;
  if (!oldValue?.includes(fromId)) return;
  const newValue = [...new Set(oldValue.map((id) => (id === fromId ? intoId : id)))];
  // As if a version were looked at that there never was: the next look reads the plans, and what it finds is new since the last one.
  await transaction.query(
    `UPDATE alert_settings SET settings = jsonb_set(settings, '{vendorIds}', $2::jsonb),
       looked_version = CASE WHEN looked_version IS NOT NULL THEN -1 END
     WHERE shop = $1`,
    [shop, JSON.stringify(newValue)],
  );
  await writeAlertEntry(transaction, shop, actor, { field: "vendorIds", oldValue, newValue });
}

/** What alerts are about. */
export type AlertScope = Pick<AlertSettings, "statuses" | "vendorIds">;

/** Whether both are about the same SKUs. */
export function tellsOfTheSame(former: AlertScope, present: AlertScope): boolean {
  return isDeepStrictEqual(former.statuses, present.statuses) && isDeepStrictEqual(former.vendorIds, present.vendorIds);
}

/** Waits for whoever makes one, too. */
async function makeRow(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query("INSERT INTO alert_settings (shop) VALUES ($1) ON CONFLICT DO NOTHING", [shop]);
}

/** Keeps others from looking, saving and testing until the transaction ends. */
export async function lockAlerts(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query("SELECT FROM alert_settings WHERE shop = $1 FOR UPDATE", [shop]);
}

async function writeEntries(
  transaction: Transaction,
  shop: string,
  { settings, webhook, actor }: AlertsChange,
  stored: StoredAlerts,
): Promise<void> {
  const write = (field: AlertField, oldValue: unknown, newValue: unknown) =>
    writeAlertEntry(transaction, shop, actor, { field, oldValue, newValue });
  for (const field of Object.keys(settings) as (keyof AlertSettings)[]) {
    const [oldValue, newValue] = [stored.settings[field], settings[field]];
    if (JSON.stringify(oldValue) === JSON.stringify(newValue)) continue;
    // The audit trail is kept for longer than anybody's address may be.
    if (field === "emails") await write(field, stored.settings.emails.length, settings.emails.length);
    else await write(field, oldValue, newValue);
  }
  if (webhook.kind === "set") {
    await write("webhook", stored.hasWebhook ? true : null, new URL(webhook.webhook.address).host);
  }
}

/** Puts the news of a shop's home page aside that began until `seenAt`, and none that are still to come. */
export async function noteNewsSeen(shop: string, seenAt: Date): Promise<void> {
  await pool.query(
    "UPDATE alert_settings SET news_seen_at = greatest(news_seen_at, least($2, now())) WHERE shop = $1",
    [shop, seenAt],
  );
}

/**
 * Forgets whom to tell of what, and what was told: the shop's staff has removed the app and wants to hear nothing more. A look that is
 * under way is waited for, so that what it makes goes too.
 */
export async function forgetAlerts(shop: string): Promise<void> {
  await inTransaction(async (transaction) => {
    await makeRow(transaction, shop);
    for (const table of ["alert_settings", "alert_deliveries", "alert_digests", "alerted_items"]) {
      await transaction.query(`DELETE FROM ${table} WHERE shop = $1`, [shop]);
    }
  });
}
