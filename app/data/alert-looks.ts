import { pool } from "~/db.server";
import { alertSettingsSchema, type AlertSettings } from "./alert-settings";
import type { Transaction } from "./transaction";

/** Where nobody waits to be told at once, the plans of a shop are looked at this seldom. */
const MINUTES_BETWEEN_LOOKS = 10;

/**
 * The shops whose plans have to be looked at, since they have changed, or have to be told of now. Only for work that goes over every
 * shop.
 */
export async function listShopsToLookAt(now: Date): Promise<string[]> {
  const { rows } = await pool.query<{ shop: string }>(
    `SELECT shop FROM shops LEFT JOIN alert_settings AS alerts USING (shop)
     WHERE ${IS_WATCHED} AND (
       alerts.shop IS NULL OR looked_at IS NULL
       OR looked_version IS DISTINCT FROM plan_version AND (
         alerts.settings ->> 'frequency' = 'at-once' OR looked_version IS NULL OR ${IS_DIGEST_DUE}
         OR looked_at <= $1 - make_interval(mins => ${MINUTES_BETWEEN_LOOKS})
       )
       OR ${IS_DIGEST_DUE} AND (
         alerts.settings ->> 'frequency' IS DISTINCT FROM 'at-once'
         OR EXISTS (SELECT FROM alerted_items WHERE alerted_items.shop = shops.shop AND untold)
       )
     )`,
    [now],
  );
  return rows.map(({ shop }) => shop);
}

/** It could go at $1, as far as quiet hours were known when it was last looked for. */
const IS_DIGEST_DUE = "next_digest_at <= $1 AND (quiet_until IS NULL OR quiet_until <= $1)";

/** Plans that are there, of a shop that lets the app see what changes. */
const IS_WATCHED = `uninstalled_at IS NULL AND access_lost_at IS NULL AND planned_at IS NOT NULL AND time_zone IS NOT NULL`;

/** A shop's alerts at the time of a look. */
export interface AlertLook {
  settings: AlertSettings;
  hasWebhook: boolean;
  nextDigestAt: Date | null;
  shopName: string;
  timeZone: string;
  /** Whether there are other plans than at the last look, or it is to tell of others. */
  hasChanged: boolean;
  /** Whether what is new since the last look is new in the shop, and not to the alerts alone. */
  isContinued: boolean;
  planVersion: string;
}

interface LookRecord extends Omit<AlertLook, "settings" | "shopName"> {
  settings: unknown;
  name: string | null;
}

/** Begins a look at a shop's plans; until the transaction ends, nobody else looks. Null for a shop that has no plans to look at. */
export async function beginLook(transaction: Transaction, shop: string): Promise<AlertLook | null> {
  await transaction.query(
    `INSERT INTO alert_settings (shop) SELECT shop FROM shops WHERE shop = $1 AND ${IS_WATCHED} ON CONFLICT DO NOTHING`,
    [shop],
  );
  const { rows } = await transaction.query<LookRecord>(
    `SELECT alerts.settings, webhook_url IS NOT NULL AS "hasWebhook", next_digest_at AS "nextDigestAt", name,
       time_zone AS "timeZone", looked_version IS DISTINCT FROM plan_version AS "hasChanged",
       looked_version IS NOT NULL AS "isContinued", plan_version AS "planVersion"
     FROM alert_settings AS alerts JOIN shops USING (shop)
     WHERE shop = $1 AND ${IS_WATCHED} FOR UPDATE OF alerts`,
    [shop],
  );
  const [record] = rows;
  if (record === undefined) return null;
  const { settings, name, ...look } = record;
  return { ...look, settings: alertSettingsSchema.parse(settings), shopName: name ?? shop };
}

interface LookEnd {
  now: Date;
  planVersion: string;
  /** Stays as it was in quiet hours, so that a digest that is due is known as such whatever becomes of them. */
  nextDigestAt: Date | null;
  /** Until when a digest that is due has to wait; null where none does. */
  quietUntil: Date | null;
}

/** Ends a look. */
export async function endLook(
  transaction: Transaction,
  shop: string,
  { now, planVersion, nextDigestAt, quietUntil }: LookEnd,
): Promise<void> {
  await transaction.query(
    `UPDATE alert_settings SET looked_at = $2, looked_version = $3::bigint, next_digest_at = $4, quiet_until = $5
     WHERE shop = $1`,
    [shop, now, planVersion, nextDigestAt, quietUntil],
  );
}

/** A shop by its name and time zone, for what is written in its name. */
export async function readShopForAlerts(shop: string): Promise<{ shopName: string; timeZone: string }> {
  const { rows } = await pool.query<{ name: string | null; timeZone: string | null }>(
    `SELECT name, time_zone AS "timeZone" FROM shops WHERE shop = $1`,
    [shop],
  );
  return { shopName: rows[0]?.name ?? shop, timeZone: rows[0]?.timeZone ?? "UTC" };
}
