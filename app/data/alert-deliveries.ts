import { pool } from "~/db.server";

/** Why a digest could not be sent, as far as somebody can do something about it. */
export const DELIVERY_FAULTS = [
  "email-not-set-up",
  "email-address-refused",
  "email-login-refused",
  "email-sender-refused",
  "email-not-secure",
  "email-unreachable",
  "email-refused",
  "webhook-missing",
  "webhook-undecipherable",
  "webhook-address",
  "webhook-unreachable",
  "webhook-too-slow",
  "webhook-refused",
  "unknown",
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** A digest that is on its way to one recipient. */
export interface PendingDelivery {
  /** The same at each attempt, so that a recipient knows one that comes twice. */
  deliveryId: string;
  channel: "email" | "webhook";
  /** An email address; null for the webhook. */
  recipient: string | null;
  /** This one included. */
  attempts: number;
  /** Somebody waits for it. */
  isTest: boolean;
  /** A digest, as it is stored: by another release, maybe, so that it is read by the attempt that can be given up. */
  content: unknown;
}

/** A process that ends while it sends keeps others from sending for this long; longer than any attempt takes. */
const ATTEMPT_SECONDS = 120;

/** Until when nobody else takes what is taken now. */
export function endOfAttempt(now: Date): Date {
  return new Date(now.getTime() + ATTEMPT_SECONDS * 1000);
}

/**
 * Takes the next delivery of a shop that is due, for an attempt. Nobody else takes it until that attempt must have ended.
 *
 * @param channels by one of these alone
 */
export async function takeAlertDelivery(
  shop: string,
  { now, channels = ["email", "webhook"] }: { now: Date; channels?: readonly PendingDelivery["channel"][] },
): Promise<PendingDelivery | null> {
  const { rows } = await pool.query<PendingDelivery>(
    `WITH taken AS (
       UPDATE alert_deliveries SET attempts = attempts + 1, due_at = $3
       WHERE shop = $1 AND delivery_id = (
         SELECT delivery_id FROM alert_deliveries
         WHERE shop = $1 AND status = 'pending' AND due_at <= $2 AND channel = ANY($4::text[])
           AND EXISTS (SELECT FROM shops WHERE shop = $1 AND uninstalled_at IS NULL)
         ORDER BY due_at, delivery_id LIMIT 1 FOR UPDATE SKIP LOCKED
       ) RETURNING *
     )
     SELECT delivery_id AS "deliveryId", channel, recipient, attempts, is_test AS "isTest", content
     FROM taken JOIN alert_digests USING (shop, digest_id)`,
    [shop, now, endOfAttempt(now), channels],
  );
  return rows[0] ?? null;
}

/** An attempt, which is somebody else's once the delivery was taken again. */
type Attempt = Pick<PendingDelivery, "deliveryId" | "attempts">;

export async function noteAlertSent(shop: string, { deliveryId, attempts }: Attempt, now: Date): Promise<void> {
  await pool.query(
    `UPDATE alert_deliveries SET status = 'sent', ended_at = $4, fault = NULL, fault_detail = NULL
     WHERE shop = $1 AND delivery_id = $2 AND attempts = $3`,
    [shop, deliveryId, attempts, now],
  );
}

const MOST_DETAIL = 300;

/** Notes an attempt in vain. @param dueAt when to try again; null to give up */
export async function noteAlertFault(
  shop: string,
  { deliveryId, attempts }: Attempt,
  { fault, detail, dueAt, now }: { fault: DeliveryFault; detail: string | null; dueAt: Date | null; now: Date },
): Promise<void> {
  await pool.query(
    `UPDATE alert_deliveries SET fault = $4, fault_detail = $5, due_at = coalesce($6, due_at),
       status = CASE WHEN $6::timestamptz IS NULL THEN 'failed' ELSE status END,
       ended_at = CASE WHEN $6::timestamptz IS NULL THEN $7::timestamptz END
     WHERE shop = $1 AND delivery_id = $2 AND attempts = $3 AND status = 'pending'`,
    [shop, deliveryId, attempts, fault, detail?.slice(0, MOST_DETAIL) ?? null, dueAt, now],
  );
}

/** Lets what waits wait until then, without an attempt: the shop's quiet hours have begun. Somebody waits for a test. */
export async function postponeAlertDeliveries(shop: string, until: Date): Promise<void> {
  await pool.query(
    `UPDATE alert_deliveries AS delivery SET due_at = $2 FROM alert_digests AS digest
     WHERE delivery.shop = $1 AND status = 'pending' AND due_at < $2
       AND digest.shop = $1 AND digest.digest_id = delivery.digest_id AND NOT is_test`,
    [shop, until],
  );
}

/** The shops to which something has to be sent now. Only for work that goes over every shop. */
export async function listShopsWithDueAlerts(now: Date): Promise<string[]> {
  const { rows } = await pool.query<{ shop: string }>(
    `SELECT DISTINCT shop FROM alert_deliveries JOIN shops USING (shop)
     WHERE status = 'pending' AND due_at <= $1 AND uninstalled_at IS NULL`,
    [now],
  );
  return rows.map(({ shop }) => shop);
}

/** How it went, or goes, with a delivery. */
export interface AlertDelivery {
  deliveryId: string;
  channel: "email" | "webhook";
  recipient: string | null;
  status: "pending" | "sent" | "failed";
  attempts: number;
  madeAt: Date;
  dueAt: Date;
  endedAt: Date | null;
  fault: DeliveryFault | null;
  /** What the other side said, if anything. */
  faultDetail: string | null;
  isTest: boolean;
  skus: number;
}

/** The latest deliveries, the latest first. */
export async function readAlertDeliveries(shop: string, limit: number): Promise<AlertDelivery[]> {
  const { rows } = await pool.query<AlertDelivery>(
    `SELECT delivery_id AS "deliveryId", channel, recipient, status, attempts, delivery.made_at AS "madeAt",
       due_at AS "dueAt", ended_at AS "endedAt", fault, fault_detail AS "faultDetail",
       is_test AS "isTest",
       (SELECT sum(value::integer)::integer FROM jsonb_each_text(content -> 'news')) AS skus
     FROM alert_deliveries AS delivery JOIN alert_digests USING (shop, digest_id)
     WHERE shop = $1 ORDER BY delivery.made_at DESC, recipient NULLS LAST LIMIT $2`,
    [shop, limit],
  );
  return rows;
}
