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
       request_id = nextval(pg_get_serial_sequence('replan_requests', 'request_id')), requested_at = now()`,
    [shop, ...values],
  );
  return rowCount ?? 0;
}

/** Asks for new plans of the variants that are ordered from a vendor, whose name or terms change. */
export async function requestVendorReplans(transaction: Transaction, shop: string, vendorId: string): Promise<void> {
  const ordered = "SELECT variant_id FROM vendor_items WHERE shop = $1 AND vendor_id = $2::bigint AND preferred";
  await requestReplans(transaction, shop, ordered, [vendorId]);
}

/** Some of the requests that wait, in order of their variants. */
export async function readReplanRequests(
  shop: string,
  { after, limit }: { after: string; limit: number },
): Promise<ReplanRequest[]> {
  const { rows } = await pool.query<ReplanRequest>(
    `SELECT variant_id AS "variantId", request_id AS "requestId" FROM replan_requests
     WHERE shop = $1 AND variant_id > $2::bigint ORDER BY variant_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows;
}

/** How many variants wait for a new plan. */
export async function countReplanRequests(shop: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>("SELECT count(*) FROM replan_requests WHERE shop = $1", [shop]);
  return Number(rows[0]?.count ?? 0);
}

export interface ReplanBacklog {
  /** Variants that wait for a new plan. */
  waiting: number;
  /** Since when the first of them waits; null when none does. */
  waitingSince: Date | null;
}

export async function readReplanBacklog(shop: string): Promise<ReplanBacklog> {
  const { rows } = await pool.query<ReplanBacklog>(
    `SELECT count(*)::integer AS waiting, min(requested_at) AS "waitingSince" FROM replan_requests WHERE shop = $1`,
    [shop],
  );
  return rows[0] ?? { waiting: 0, waitingSince: null };
}

/** Ends requests whose plans were made. A variant for which a new request came meanwhile keeps waiting. */
export async function endReplanRequests(shop: string, requests: readonly ReplanRequest[]): Promise<void> {
  await pool.query(
    `DELETE FROM replan_requests AS request
     USING unnest($2::bigint[], $3::bigint[]) AS done (variant_id, request_id)
     WHERE shop = $1 AND request.variant_id = done.variant_id AND request.request_id = done.request_id`,
    [shop, requests.map(({ variantId }) => variantId), requests.map(({ requestId }) => requestId)],
  );
}
