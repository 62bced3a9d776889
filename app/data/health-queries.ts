// What monitors ask of the database. They concern every shop together, so these are the exceptions to "the shop first";
// nothing that they return names or describes a shop. What a shop's status page asks likewise of its shop stands beside it.
import { pool } from "~/db.server";
import { migrationNames } from "./migrations";

/** Migrations of this version that the database does not have; all of them in a database that was never migrated. */
export async function findMissingMigrations(): Promise<string[]> {
  const { rows } = await pool.query<{ applied: string[] }>(
    `SELECT coalesce(array_agg(migration_name::text), '{}') AS applied
       FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const applied = new Set(rows[0]?.applied);
  return migrationNames().filter((name) => !applied.has(name));
}

export interface QueueBacklog {
  /** Jobs that could run now and wait for a worker. */
  waiting: number;
  /** How long the first of those has waited for which somebody waits; null when none waits. */
  oldestWaitSeconds: number | null;
  /**
   * How long the first job has waited of a kind of which none is under way, or ended just now; of any kind, when no process was
   * there to take jobs: what was under way in one that hangs, or was killed, looks as if it still were. Null when none waits so.
   */
  unattendedSeconds: number | null;
  /** Jobs that failed in the last day. Runs are not among them: these note their failures themselves. */
  failed: number;
}

/** The job queue's backlog; null before a process has set the queue up. */
export function readQueueBacklog(): Promise<QueueBacklog | null> {
  return countWaitingJobs(null);
}

/** As {@link readQueueBacklog}, of one shop's jobs. */
export function readShopQueueBacklog(shop: string): Promise<Omit<QueueBacklog, "unattendedSeconds"> | null> {
  return countWaitingJobs(shop);
}

/** @param shop null counts every shop's jobs, and those that are no shop's */
async function countWaitingJobs(shop: string | null): Promise<QueueBacklog | null> {
  const { rows: tables } = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS exists`,
  );
  if (!tables[0]?.exists) return null;
  const { rows } = await pool.query<QueueBacklog>(
    `WITH queue AS (
       SELECT count(*) FILTER (WHERE state < 'active') AS waiting,
              min(start_after) FILTER (WHERE state < 'active') AS first_due,
              min(start_after) FILTER (WHERE state < 'active' AND priority >= 0) AS first_awaited,
              bool_or(state = 'active' OR completed_on > now() - interval '30 seconds') AS is_attended,
              count(*) FILTER (WHERE state = 'failed') AS failed
         FROM pgboss.job
        WHERE (state IN ('created', 'retry', 'active', 'failed') OR completed_on > now() - interval '30 seconds')
          AND start_after <= now()
          AND NOT starts_with(name, '__pgboss__') AND ($1::text IS NULL OR data->>'shop' = $1)
        GROUP BY name
     ), worker AS (
       SELECT count(*) FILTER (WHERE worker_seen_at > now() - interval '30 seconds') > 0 AS is_there FROM app_presence
     )
     SELECT coalesce(sum(waiting), 0)::integer AS waiting,
            extract(epoch FROM now() - min(first_awaited))::float8 AS "oldestWaitSeconds",
            extract(epoch FROM now() - min(first_due) FILTER (WHERE NOT (coalesce(is_attended, false) AND is_there)))::float8
              AS "unattendedSeconds",
            coalesce(sum(failed), 0)::integer AS failed
       FROM queue CROSS JOIN worker`,
    [shop],
  );
  return rows[0] ?? { waiting: 0, oldestWaitSeconds: null, unattendedSeconds: null, failed: 0 };
}

export interface JobFailure {
  /** The queue's name. */
  queue: string;
  message: string;
  failedAt: Date;
}

/** A shop's jobs that failed in the last day, the latest first, once a process has set the queue up. */
export async function listFailedJobs(shop: string, limit: number): Promise<JobFailure[]> {
  const { rows } = await pool.query<JobFailure>(
    `SELECT name AS queue, coalesce(output->>'message', '') AS message, completed_on AS "failedAt"
       FROM pgboss.job WHERE state = 'failed' AND data->>'shop' = $1 ORDER BY completed_on DESC LIMIT $2`,
    [shop, limit],
  );
  return rows;
}

export interface SyncHealth {
  /** Shops that have the app. */
  shops: number;
  /** Those whose latest pull failed. */
  shopsFailing: number;
  /** Age of the stalest shop's last successful pull; null before the first one. */
  oldestPullAgeSeconds: number | null;
}

/** How old the data of the shops that have the app are. */
export async function readSyncHealth(): Promise<SyncHealth> {
  const { rows } = await pool.query<{ shops: string; shopsFailing: string; oldestPullAgeSeconds: number | null }>(
    `SELECT count(*) AS shops,
            count(*) FILTER (WHERE latest.status = 'failed') AS "shopsFailing",
            extract(epoch FROM now() - min(succeeded.started_at))::float8 AS "oldestPullAgeSeconds"
       FROM shops
       LEFT JOIN LATERAL (
         SELECT status FROM sync_runs AS run
          WHERE run.shop = shops.shop AND kind IN ('first-pull', 'refresh', 'reconciliation')
          ORDER BY started_at DESC LIMIT 1) AS latest ON true
       LEFT JOIN LATERAL (
         SELECT started_at FROM sync_runs AS run
          WHERE run.shop = shops.shop AND kind IN ('first-pull', 'refresh', 'reconciliation') AND status = 'succeeded'
          ORDER BY started_at DESC LIMIT 1) AS succeeded ON true
      WHERE uninstalled_at IS NULL`,
  );
  const [health] = rows;
  return {
    shops: Number(health?.shops ?? 0),
    shopsFailing: Number(health?.shopsFailing ?? 0),
    oldestPullAgeSeconds: health?.oldestPullAgeSeconds ?? null,
  };
}

/**
 * How many of the shops that have the app, and were pulled once, have data of at most each age.
 *
 * @param bounds ages in seconds
 */
export async function countShopsByDataAge(bounds: readonly number[]): Promise<number[]> {
  const { rows } = await pool.query<{ shops: number }>(
    `WITH age AS (
       SELECT extract(epoch FROM now() - max(started_at)) AS seconds
         FROM shops JOIN sync_runs AS run USING (shop)
        WHERE uninstalled_at IS NULL AND kind IN ('first-pull', 'refresh', 'reconciliation') AND status = 'succeeded'
        GROUP BY shop
     )
     SELECT count(age.seconds)::integer AS shops
       FROM unnest($1::float8[]) WITH ORDINALITY AS bound (seconds, position)
       LEFT JOIN age ON age.seconds <= bound.seconds
      GROUP BY position ORDER BY position`,
    [bounds],
  );
  return rows.map(({ shops }) => shops);
}

export interface WebhookHealth {
  /** Deliveries that wait to be acted on, of shops that were pulled once: before, all wait for that. */
  pending: number;
  /** How long the first of them has waited; null when none waits. */
  oldestWaitSeconds: number | null;
  /** Given up after several attempts, in the last days. */
  failed: number;
  /** Of another form than expected and left to the next pull, in the last days. */
  unexpected: number;
}

/** What became of Shopify's webhook deliveries. */
export function readWebhookHealth(): Promise<WebhookHealth> {
  return countDeliveries(null);
}

/** As {@link readWebhookHealth}, of one shop's deliveries. */
export function readShopWebhookHealth(shop: string): Promise<WebhookHealth> {
  return countDeliveries(shop);
}

/** @param shop null counts every shop's deliveries */
async function countDeliveries(shop: string | null): Promise<WebhookHealth> {
  const ofShop = "($1::text IS NULL OR delivery.shop = $1)";
  const { rows } = await pool.query<WebhookHealth>(
    `SELECT waiting.pending, waiting."oldestWaitSeconds",
       (SELECT count(*)::integer FROM webhook_deliveries AS delivery WHERE status = 'failed' AND ${ofShop}) AS failed,
       (SELECT count(*)::integer FROM webhook_deliveries AS delivery
        WHERE status = 'unexpected' AND ${ofShop}) AS unexpected
     FROM (
       SELECT count(*)::integer AS pending, extract(epoch FROM now() - min(received_at))::float8 AS "oldestWaitSeconds"
       FROM webhook_deliveries AS delivery
       WHERE status = 'pending' AND ${ofShop} AND EXISTS (
         SELECT FROM sync_runs AS run
         WHERE run.shop = delivery.shop AND kind IN ('first-pull', 'refresh', 'reconciliation') AND run.status = 'succeeded'
       )
     ) AS waiting`,
    [shop],
  );
  return rows[0] ?? { pending: 0, oldestWaitSeconds: null, failed: 0, unexpected: 0 };
}
