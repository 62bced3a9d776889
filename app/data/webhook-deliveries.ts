import { pool } from "~/db.server";
import { webhooksEnded } from "~/ops/metrics";
import { groupWhileBusy } from "./group-commit";
import type { Transaction } from "./transaction";

/** A delivery that is to be kept. Its payload has no customer data any more. */
export interface NewDelivery {
  webhookId: string;
  topic: string;
  eventId: string | null;
  apiVersion: string | null;
  subjectId: string | null;
  /** ISO 8601, finer than milliseconds. */
  triggeredAt: string;
  payload: object | null;
  unexpected: readonly string[];
}

/** A delivery that waits. */
export interface PendingDelivery {
  webhookId: string;
  topic: string;
  /** The order, product, inventory item or location that it tells of; null where that could not be found. */
  subjectId: string | null;
  triggeredAt: string;
  payload: unknown;
}

/** How it ended with a delivery: acted on, older than what is known, or not understood and left to the next pull. */
export type DeliveryOutcome = "done" | "ignored" | "unexpected";

/** After so many attempts in vain a delivery is left alone; the next pull brings what it told of. */
const MOST_ATTEMPTS = 8;
const FIRST_REPETITION_SECONDS = 5;

interface Receipt extends NewDelivery {
  shop: string;
  delaySeconds: number;
}

/** So many deliveries are kept by one statement: more would make it slow, fewer are not needed. */
const MOST_KEPT_TOGETHER = 100;
const keepDelivery = groupWhileBusy(keepDeliveries, MOST_KEPT_TOGETHER);

/**
 * Keeps a delivery, once, for a shop that has the app.
 *
 * @param delaySeconds not worked on before
 * @returns false for one that is known already, and for a shop that has not the app: there is nothing to do
 */
export function recordDelivery(shop: string, delivery: NewDelivery, delaySeconds = 0): Promise<boolean> {
  return keepDelivery({ ...delivery, shop, delaySeconds });
}

/** @returns of each whether it was kept */
async function keepDeliveries(receipts: readonly Receipt[]): Promise<boolean[]> {
  // The lock lets a shop's removal wait for these rows, or these rows for the removal, after which there is no shop.
  const { rows } = await pool.query<{ shop: string; webhookId: string }>(
    `INSERT INTO webhook_deliveries
       (shop, webhook_id, topic, event_id, api_version, subject_id, triggered_at, payload, unexpected, due_at)
     SELECT shop, webhook_id, topic, event_id, api_version, subject_id, triggered_at, payload,
       ARRAY(SELECT jsonb_array_elements_text(unexpected)), now() + make_interval(secs => delay_seconds)
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[], $8::jsonb[],
         $9::jsonb[], $10::float8[])
         AS receipt (shop, webhook_id, topic, event_id, api_version, subject_id, triggered_at, payload, unexpected,
           delay_seconds)
       JOIN (
         SELECT shop FROM shops WHERE shop = ANY($1::text[]) AND uninstalled_at IS NULL ORDER BY shop FOR KEY SHARE
       ) AS installed USING (shop)
     ORDER BY shop, webhook_id
     ON CONFLICT (shop, webhook_id) DO NOTHING
     RETURNING shop, webhook_id AS "webhookId"`,
    [
      receipts.map(({ shop }) => shop),
      receipts.map(({ webhookId }) => webhookId),
      receipts.map(({ topic }) => topic),
      receipts.map(({ eventId }) => eventId),
      receipts.map(({ apiVersion }) => apiVersion),
      receipts.map(({ subjectId }) => subjectId),
      receipts.map(({ triggeredAt }) => triggeredAt),
      receipts.map(({ payload }) => (payload === null ? null : JSON.stringify(payload))),
      receipts.map(({ unexpected }) => JSON.stringify(unexpected)),
      receipts.map(({ delaySeconds }) => delaySeconds),
    ],
  );
  const kept = new Set(rows.map(({ shop, webhookId }) => `${shop} ${webhookId}`));
  // Of a delivery that came twice at once, one is the first.
  return receipts.map(({ shop, webhookId }) => kept.delete(`${shop} ${webhookId}`));
}

/** The deliveries that are due, oldest change first. */
export async function readDueDeliveries(shop: string, limit: number): Promise<PendingDelivery[]> {
  const { rows } = await pool.query<PendingDelivery>(
    `SELECT webhook_id AS "webhookId", topic, subject_id::text AS "subjectId", payload,
       to_char(triggered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "triggeredAt"
     FROM webhook_deliveries
     WHERE shop = $1 AND status = 'pending' AND due_at <= now()
     ORDER BY triggered_at, received_at, webhook_id LIMIT $2`,
    [shop, limit],
  );
  return rows;
}

/**
 * Takes those of the deliveries that still wait, and keeps them from others until the transaction ends.
 *
 * @returns their ids; the others were acted on by somebody else meanwhile
 */
export async function takeDeliveries(
  transaction: Transaction,
  shop: string,
  webhookIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await transaction.query<{ webhookId: string }>(
    `SELECT webhook_id AS "webhookId" FROM webhook_deliveries
     WHERE shop = $1 AND webhook_id = ANY($2::text[]) AND status = 'pending'
     ORDER BY webhook_id FOR UPDATE`,
    [shop, webhookIds],
  );
  return new Set(rows.map((row) => row.webhookId));
}

/** Notes how it ended. The payload has done its duty and is dropped. */
export async function settleDeliveries(
  transaction: Transaction,
  shop: string,
  outcomes: ReadonlyMap<string, DeliveryOutcome>,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_deliveries AS delivery
     SET status = outcome.status, payload = NULL, error = NULL, processed_at = now()
     FROM unnest($2::text[], $3::text[]) AS outcome (webhook_id, status)
     WHERE shop = $1 AND delivery.webhook_id = outcome.webhook_id AND delivery.status = 'pending'`,
    [shop, [...outcomes.keys()], [...outcomes.values()]],
  );
  for (const outcome of outcomes.values()) webhooksEnded.inc({ outcome });
}

/** Notes that acting on a delivery failed: it is tried again, later and later, and given up in the end. */
export async function noteFailedAttempt(shop: string, webhookId: string, error: string): Promise<void> {
  await pool.query(
    `UPDATE webhook_deliveries SET attempts = attempts + 1, error = $3,
       due_at = now() + make_interval(secs => $4 * 2 ^ attempts),
       status = CASE WHEN attempts + 1 >= $5 THEN 'failed' ELSE status END,
       processed_at = CASE WHEN attempts + 1 >= $5 THEN now() END
     WHERE shop = $1 AND webhook_id = $2 AND status = 'pending'`,
    [shop, webhookId, error, FIRST_REPETITION_SECONDS, MOST_ATTEMPTS],
  );
}

/** Lets deliveries wait without blaming them, for instance until Shopify answers again. */
export async function postponeDeliveries(
  shop: string,
  webhookIds: readonly string[],
  delaySeconds: number,
): Promise<void> {
  await pool.query(
    `UPDATE webhook_deliveries SET due_at = now() + make_interval(secs => $3)
     WHERE shop = $1 AND webhook_id = ANY($2::text[]) AND status = 'pending'`,
    [shop, webhookIds, delaySeconds],
  );
}

/**
 * When the latest change was, of those that were acted on, for each of some subjects: Shopify may deliver an older one later.
 *
 * @param family what stands before the slash in the topics, such as orders
 */
export async function readLatestActedOn(
  shop: string,
  family: string,
  subjectIds: readonly string[],
  connection: Transaction = pool,
): Promise<Map<string, string>> {
  const { rows } = await connection.query<{ subjectId: string; triggeredAt: string }>(
    `SELECT subject_id::text AS "subjectId",
       to_char(max(triggered_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "triggeredAt"
     FROM webhook_deliveries
     WHERE shop = $1 AND subject_id = ANY($2::bigint[]) AND status = 'done' AND starts_with(topic, $3)
     GROUP BY subject_id`,
    [shop, subjectIds, `${family}/`],
  );
  return new Map(rows.map((row) => [row.subjectId, row.triggeredAt]));
}

/** In how many seconds the next delivery is due; null when none waits. */
export async function readSecondsUntilDue(shop: string): Promise<number | null> {
  const { rows } = await pool.query<{ seconds: number | null }>(
    `SELECT extract(epoch FROM min(due_at) - now())::float8 AS seconds
     FROM webhook_deliveries WHERE shop = $1 AND status = 'pending'`,
    [shop],
  );
  const seconds = rows[0]?.seconds ?? null;
  return seconds === null ? null : Math.max(0, seconds);
}

/**
 * The domains of the shops whose deliveries are due, or of whose levels deliveries told a part alone. Only for work that goes
 * over every shop. Those that come before the first plan wait for it.
 */
export async function listShopsWithDueDeliveries(): Promise<string[]> {
  const { rows } = await pool.query<{ shop: string }>(
    `SELECT shop FROM (
       SELECT shop FROM webhook_deliveries WHERE status = 'pending' AND due_at <= now()
       UNION SELECT shop FROM inventory_levels WHERE incomplete
     ) AS due JOIN shops USING (shop)
     WHERE uninstalled_at IS NULL AND planned_at IS NOT NULL`,
  );
  return rows.map((row) => row.shop);
}

/** Something that changed in Shopify, of which webhooks should have told. */
export interface TellableChange {
  /** Of what a webhook would tell then, and what stands before the slash in its topic; any of them would do. */
  subjects: readonly { family: string; id: string }[];
  /** By Shopify, ISO 8601, in whole seconds. */
  updatedAt: string;
}

/** How many of some changes no delivery has told of, whether it was acted on or waits. */
export async function countUntoldChanges(shop: string, changes: readonly TellableChange[]): Promise<number> {
  const tellings = changes.flatMap(({ subjects, updatedAt }, change) =>
    subjects.map(({ family, id }) => ({ change, family, id, updatedAt })),
  );
  const { rows } = await pool.query<{ untold: number }>(
    `SELECT count(*)::integer AS untold FROM (
       SELECT FROM unnest($2::integer[], $3::text[], $4::bigint[], $5::timestamptz[])
         AS telling (change, family, subject_id, updated_at)
       GROUP BY change HAVING NOT bool_or(EXISTS (
         SELECT FROM webhook_deliveries AS delivery
         WHERE delivery.shop = $1 AND delivery.subject_id = telling.subject_id
           AND triggered_at >= updated_at - interval '2 seconds' AND starts_with(topic, family || '/')
       ))
     ) AS untold`,
    [
      shop,
      tellings.map(({ change }) => change),
      tellings.map(({ family }) => family),
      tellings.map(({ id }) => id),
      tellings.map(({ updatedAt }) => updatedAt),
    ],
  );
  return rows[0]?.untold ?? 0;
}

/** Whether the first change of which a delivery waits ended a silence of so many seconds, and no refresh was asked for since. */
export async function endsSilence(shop: string, seconds: number): Promise<boolean> {
  const { rows } = await pool.query<{ ends: boolean }>(
    `SELECT waiting.received_at - coalesce(before.received_at, installed_at) > make_interval(secs => $2)
       AND coalesce(refresh_asked_at < waiting.received_at, true) AS ends
     FROM shops
       CROSS JOIN LATERAL (
         SELECT received_at FROM webhook_deliveries AS delivery
         WHERE delivery.shop = shops.shop AND status = 'pending' ORDER BY triggered_at LIMIT 1
       ) AS waiting
       LEFT JOIN LATERAL (
         SELECT received_at FROM webhook_deliveries AS delivery
         WHERE delivery.shop = shops.shop AND delivery.received_at < waiting.received_at
         ORDER BY received_at DESC LIMIT 1
       ) AS before ON true
     WHERE shop = $1`,
    [shop, seconds],
  );
  return rows[0]?.ends ?? false;
}

/** Whether deliveries were given up or not understood since a time, so that a pull has to bring what they told of. */
export async function hasLeftOverDeliveries(shop: string, since: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM webhook_deliveries
     WHERE shop = $1 AND status IN ('failed', 'unexpected') AND processed_at >= $2 LIMIT 1`,
    [shop, since],
  );
  return rowCount === 1;
}

export interface DeliveryActivity {
  /** Null while none is known. */
  lastReceivedAt: Date | null;
  /** In the last hour. */
  received: number;
  /** Of these, older than what was known already. */
  ignored: number;
}

export async function readDeliveryActivity(shop: string): Promise<DeliveryActivity> {
  const { rows } = await pool.query<DeliveryActivity>(
    `SELECT count(*)::integer AS received, count(*) FILTER (WHERE status = 'ignored')::integer AS ignored,
       (SELECT max(received_at) FROM webhook_deliveries WHERE shop = $1) AS "lastReceivedAt"
     FROM webhook_deliveries WHERE shop = $1 AND received_at > now() - interval '1 hour'`,
    [shop],
  );
  return rows[0] ?? { lastReceivedAt: null, received: 0, ignored: 0 };
}

export interface FailedDelivery {
  topic: string;
  error: string;
  failedAt: Date;
}

/** The deliveries that were given up last, the latest first. */
export async function listFailedDeliveries(shop: string, limit: number): Promise<FailedDelivery[]> {
  const { rows } = await pool.query<FailedDelivery>(
    `SELECT topic, coalesce(error, '') AS error, coalesce(processed_at, received_at) AS "failedAt"
     FROM webhook_deliveries WHERE shop = $1 AND status = 'failed' ORDER BY processed_at DESC NULLS LAST LIMIT $2`,
    [shop, limit],
  );
  return rows;
}

/** Forgets what waits, for a shop that removed the app: should it come back, a pull brings everything. */
export async function forgetPendingDeliveries(shop: string): Promise<void> {
  await pool.query("DELETE FROM webhook_deliveries WHERE shop = $1 AND status = 'pending'", [shop]);
}

/**
 * Forgets old deliveries, of every shop. Shopify repeats a delivery for four hours; what failed stays longer, for whoever
 * looks into it.
 */
export async function pruneDeliveries(): Promise<void> {
  await pool.query(
    `DELETE FROM webhook_deliveries
     WHERE status IN ('done', 'ignored') AND received_at < now() - interval '7 days'
       OR status IN ('failed', 'unexpected') AND received_at < now() - interval '30 days'`,
  );
  await pool.query("DELETE FROM deleted_orders WHERE deleted_at < now() - interval '30 days'");
}
