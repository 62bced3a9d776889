import { expect } from "vitest";
import type { FaultyShop } from "./faulty-shop";

/** Finds a row once nothing goes on or waits for a shop. */
const QUIET = `SELECT WHERE
  NOT EXISTS (SELECT FROM sync_runs WHERE shop = $1 AND status = 'running')
  AND NOT EXISTS (SELECT FROM replan_requests WHERE shop = $1)
  AND NOT EXISTS (SELECT FROM webhook_deliveries WHERE shop = $1 AND status = 'pending')
  AND NOT EXISTS (SELECT FROM inventory_levels WHERE shop = $1 AND incomplete)
  AND NOT EXISTS (SELECT FROM pgboss.job WHERE data->>'shop' = $1 AND state < 'active' AND start_after <= now())`;

/** All work for a shop comes to its end, without a hand, and a good one: the last run of each kind succeeded. */
export async function expectQuiet({ query, until, ...faulty }: FaultyShop, shop = faulty.shop): Promise<void> {
  await until(QUIET, [shop]);
  expect(
    await query(
      `SELECT kind, status, error FROM (
         SELECT DISTINCT ON (kind) kind, status, error FROM sync_runs WHERE shop = $1 ORDER BY kind, started_at DESC
       ) AS latest WHERE status <> 'succeeded'`,
      [shop],
    ),
  ).toEqual([]);
}

/**
 * Every plan is what planning the whole shop anew comes to, so that no request for a new plan was lost; and so is what is
 * recorded of the stock.
 */
export async function expectCurrentPlans(faulty: FaultyShop): Promise<void> {
  const { shop, query, until, pull } = faulty;
  await expectQuiet(faulty);
  expect(await query(STOCK_OFF_THE_RECORD, [shop])).toEqual([]);
  const plans = await query(PLANS, [shop]);
  const [{ now } = { now: new Date() }] = await query<{ now: Date }>("SELECT now()");
  // As on the next day: then a refresh plans all of them.
  await query("UPDATE shops SET planned_window_end = planned_window_end - 1 WHERE shop = $1", [shop]);
  await pull("refresh");
  await until(
    "SELECT FROM sync_runs WHERE shop = $1 AND kind = 'refresh' AND status = 'succeeded' AND started_at >= $2",
    [shop, now],
  );
  expect(await query(PLANS, [shop])).toEqual(plans);
}

/** Ids beyond 2^53 stay what they are as text. Deciles are ranks among all variants as they were when all were planned last. */
const PLANS = `SELECT (to_jsonb(plans) - '{planned_at, planning_number, velocity_decile}'::text[])::text AS plan FROM plans
  WHERE shop = $1 ORDER BY variant_id`;

/** Variants whose last recorded quantity is another one than their levels have. */
const STOCK_OFF_THE_RECORD = `SELECT variant_id, recorded.available_at_end AS recorded, stock.available
  FROM variants
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(available), 0)::integer AS available FROM inventory_levels JOIN locations USING (shop, location_id)
      WHERE shop = $1 AND active AND inventory_levels.inventory_item_id = variants.inventory_item_id
    ) AS stock
    LEFT JOIN LATERAL (
      SELECT available_at_end FROM stock_days
      WHERE shop = $1 AND stock_days.variant_id = variants.variant_id ORDER BY day DESC LIMIT 1
    ) AS recorded ON true
  WHERE shop = $1 AND deleted_at IS NULL AND tracked AND recorded.available_at_end IS DISTINCT FROM stock.available`;
