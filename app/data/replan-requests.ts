import { pool } from "~/db.server";
import type { Transaction } from "./transaction";

/** A variant whose plan has to be made anew. */
export interface ReplanRequest {
  variantId: string;
  /** Another one with every request for the variant. */
  requestId: string;
}

/**
 * Asks for new plans of the variants that a query names, within the transaction that changes what they rest on: so that
 * neither is without the other, whatever ends the process. Deleted variants need no plan.
 *
 * @param select SQL of a query of one column, `variant_id`; $1 is the shop
 * @param values parameters of the query from $2 on
 */
export async function requestReplans(
  transaction: Transaction,
  shop: string,
  select: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const { rowCount } = await transaction.query(
    `INSERT INTO replan_requests (shop, variant_id)
     SELECT $1, variant_id FROM variants
     WHERE shop = $1 AND deleted_at IS NULL AND variant_id IN (${select})
     ORDER BY variant_id
     ON CONFLICT (shop, variant_id) DO UPDATE SET
       request_id = nextval(pg_get_serial_sequence('replan_requests', 'request_id')), requested_at = now(),
       due_at = now(), error = NULL`,
    [shop, ...values],
  );
  return rowCount ?? 0;
}

/** Asks for new plans of the variants that are ordered from a vendor, whose name or terms change. */
export async function requestVendorReplans(transaction: Transaction, shop: string, vendorId: string): Promise<void> {
  const ordered = "SELECT variant_id FROM vendor_items WHERE shop = $1 AND vendor_id = $2::bigint AND preferred";
  await requestReplans(transaction, shop, ordered, [vendorId]);
}

/** Some of the requests that are due, in order of their variants. */
export async function readReplanRequests(
  shop: string,
  { after, limit }: { after: string; limit: number },
): Promise<ReplanRequest[]> {
  const { rows } = await pool.query<ReplanRequest>(
    `SELECT variant_id AS "variantId", request_id AS "requestId" FROM replan_requests
     WHERE shop = $1 AND variant_id > $2::bigint AND due_at <= now() ORDER BY variant_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows;
}

/** How many variants can be planned that wait for it. */
export async function countReplanRequests(shop: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    "SELECT count(*) FROM replan_requests WHERE shop = $1 AND due_at <= now()",
    [shop],
  );
  return Number(rows[0]?.count ?? 0);
}

/**
 * The domains of the shops in which variants wait for a new plan. Only for work that goes over every shop. What a first pull
 * leaves to be planned, it plans itself.
 */
export async function listShopsWithReplanRequests(): Promise<string[]> {
  const { rows } = await pool.query<{ shop: string }>(
    `SELECT shop FROM shops WHERE uninstalled_at IS NULL AND planned_at IS NOT NULL
       AND EXISTS (SELECT FROM replan_requests AS request WHERE request.shop = shops.shop AND due_at <= now())`,
  );
  return rows.map(({ shop }) => shop);
}

export interface ReplanBacklog {
  /** Variants that wait for a new plan. */
  waiting: number;
  /** Since when the first of them waits; null when none does. */
  waitingSince: Date | null;
}

export async function readReplanBacklog(shop: string): Promise<ReplanBacklog> {
  const { rows } = await pool.query<ReplanBacklog>(
    `SELECT count(*)::integer AS waiting, min(requested_at) AS "waitingSince" FROM replan_requests
     WHERE shop = $1 AND error IS NULL`,
    [shop],
  );
  return rows[0] ?? { waiting: 0, waitingSince: null };
}

const PAUSE_AFTER_FAILURE_SECONDS = 600;

/** Has a variant wait that could not be planned, whether that was asked for or not: it is tried again after a while. */
export async function noteUnplannable(shop: string, variantId: string, error: string): Promise<void> {
  await pool.query(
    `INSERT INTO replan_requests (shop, variant_id, due_at, error)
     VALUES ($1, $2, now() + make_interval(secs => $4), $3)
     ON CONFLICT (shop, variant_id) DO UPDATE SET due_at = excluded.due_at, error = excluded.error`,
    [shop, variantId, error, PAUSE_AFTER_FAILURE_SECONDS],
  );
}

export interface UnplannableVariant {
  sku: string | null;
  title: string;
  error: string;
}

/** Variants that could not be planned when that was last tried. */
export async function listUnplannable(shop: string, limit: number): Promise<UnplannableVariant[]> {
  const { rows } = await pool.query<UnplannableVariant>(
    `SELECT sku, product_title AS title, error FROM replan_requests JOIN variants USING (shop, variant_id)
     WHERE shop = $1 AND error IS NOT NULL AND deleted_at IS NULL ORDER BY sku, variant_id LIMIT $2`,
    [shop, limit],
  );
  return rows;
}

/**
 * Ends requests whose plans were made, by a planning that began after they were read. A variant for which a new request came
 * meanwhile keeps waiting.
 */
export async function endReplanRequests(shop: string, requests: readonly ReplanRequest[]): Promise<void> {
  if (requests.length === 0) return;
  await pool.query(
    `DELETE FROM replan_requests AS request
     USING unnest($2::bigint[], $3::bigint[]) AS done (variant_id, request_id)
     WHERE shop = $1 AND request.variant_id = done.variant_id AND request.request_id = done.request_id`,
    [shop, requests.map(({ variantId }) => variantId), requests.map(({ requestId }) => requestId)],
  );
}
