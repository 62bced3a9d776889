import { pool } from "~/db.server";
import { arrayLiteral } from "./array-literal";
import { inTransaction, type Transaction } from "./transaction";
import { batchComparison, type BatchColumn } from "./upsert";

/** One line of an order. Ids are Shopify's numeric ids, times ISO 8601. */
export interface OrderLineFacts {
  orderLineId: string;
  orderId: string;
  variantId: string;
  orderedAt: string;
  units: number;
  cancelled: boolean;
  test: boolean;
  orderUpdatedAt: string;
}

/**
 * Lets nobody else store or delete order lines of the shop, or derive demand from them, before this transaction ends. Comes
 * before the first of these: a statement sees what others had done when it began, not when it was let through. Without the
 * lock, a batch that was under way while an order was deleted would bring it back, and of two derivations that overlap the one
 * that read less could write last.
 */
export async function lockOrderLines(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended('order_lines ' || $1, 0))", [shop]);
}

/**
 * Stores order lines with their day in the shop's time zone. A line that is known from a later state of its order stays as
 * it is, and a deleted order stays deleted, so batches may come twice and in any order.
 *
 * @param timeZone IANA name of the shop's zone
 * @param transaction has to hold {@link lockOrderLines}; without, they are stored in one of their own
 */
export async function storeOrderLines(
  shop: string,
  timeZone: string,
  orderLines: readonly OrderLineFacts[],
  transaction?: Transaction,
): Promise<void> {
  if (orderLines.length === 0) return;
  const lines = oncePerLine(orderLines);
  if (transaction) return writeOrderLines(transaction, shop, timeZone, lines);
  await inTransaction(async (ownTransaction) => {
    await lockOrderLines(ownTransaction, shop);
    await writeOrderLines(ownTransaction, shop, timeZone, lines);
  });
}

async function writeOrderLines(
  transaction: Transaction,
  shop: string,
  timeZone: string,
  lines: readonly OrderLineFacts[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO order_lines
       (shop, order_line_id, order_id, variant_id, ordered_at, day, units, cancelled, test, order_updated_at)
     SELECT $1, order_line_id, order_id, variant_id, ordered_at, (ordered_at AT TIME ZONE $2)::date, units, cancelled, test,
       order_updated_at
     FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::integer[], $8::boolean[], $9::boolean[],
       $10::timestamptz[])
       AS batch (order_line_id, order_id, variant_id, ordered_at, units, cancelled, test, order_updated_at)
     WHERE NOT EXISTS (
       SELECT FROM deleted_orders WHERE deleted_orders.shop = $1 AND deleted_orders.order_id = batch.order_id
     )
     ORDER BY order_line_id
     ON CONFLICT (shop, order_line_id) DO UPDATE SET
       order_id = excluded.order_id, variant_id = excluded.variant_id, ordered_at = excluded.ordered_at,
       day = excluded.day, units = excluded.units, cancelled = excluded.cancelled, test = excluded.test,
       order_updated_at = excluded.order_updated_at
     WHERE excluded.order_updated_at >= order_lines.order_updated_at`,
    [
      shop,
      timeZone,
      arrayLiteral(lines, (line) => line.orderLineId),
      arrayLiteral(lines, (line) => line.orderId),
      arrayLiteral(lines, (line) => line.variantId),
      arrayLiteral(lines, (line) => line.orderedAt),
      arrayLiteral(lines, (line) => line.units),
      arrayLiteral(lines, (line) => line.cancelled),
      arrayLiteral(lines, (line) => line.test),
      arrayLiteral(lines, (line) => line.orderUpdatedAt),
    ],
  );
}

function oncePerLine(orderLines: readonly OrderLineFacts[]): OrderLineFacts[] {
  const lines = new Map<string, OrderLineFacts>();
  for (const line of orderLines) lines.set(line.orderLineId, line);
  return [...lines.values()];
}

/** A line of which Shopify states something else than what is stored. */
export interface DifferingOrderLine {
  orderLineId: string;
  variantId: string;
  /** Whether nothing is stored of it. */
  isNew: boolean;
}

const COMPARED_COLUMNS: BatchColumn<OrderLineFacts>[] = [
  { name: "order_line_id", type: "bigint", value: (line) => line.orderLineId },
  { name: "order_id", type: "bigint", value: (line) => line.orderId },
  { name: "variant_id", type: "bigint", value: (line) => line.variantId },
  { name: "ordered_at", type: "timestamptz", value: (line) => line.orderedAt },
  { name: "units", type: "integer", value: (line) => line.units },
  { name: "cancelled", type: "boolean", value: (line) => line.cancelled },
  { name: "test", type: "boolean", value: (line) => line.test },
  { name: "order_updated_at", type: "timestamptz", value: (line) => line.orderUpdatedAt },
];

/** Those of the lines that {@link storeOrderLines} would change in more than their order's time. */
export async function findDifferingOrderLines(
  transaction: Transaction,
  shop: string,
  orderLines: readonly OrderLineFacts[],
): Promise<DifferingOrderLine[]> {
  const lines = oncePerLine(orderLines);
  const { rows } = await transaction.query<{ order_line_id: string; isNew: boolean }>(
    batchComparison(shop, lines, {
      table: "order_lines",
      key: ["order_line_id"],
      columns: COMPARED_COLUMNS,
      facts: ["order_id", "variant_id", "ordered_at", "units", "cancelled", "test"],
      storedIsOlderWhen: "batch.order_updated_at >= stored.order_updated_at",
    }),
  );
  const variantIds = new Map(lines.map((line) => [line.orderLineId, line.variantId]));
  return rows.map(({ order_line_id: orderLineId, isNew }) => ({
    orderLineId,
    variantId: variantIds.get(orderLineId) ?? "",
    isNew,
  }));
}

/** What is known of an order. */
export interface OrderVersion {
  /** When the stored state of it was the latest, ISO 8601; null when no line of it is stored. */
  updatedAt: string | null;
  deleted: boolean;
}

/** How new the stored states of some orders are. */
export async function readOrderVersions(
  shop: string,
  orderIds: readonly string[],
  connection: Transaction = pool,
): Promise<Map<string, OrderVersion>> {
  const { rows } = await connection.query<OrderVersion & { orderId: string }>(
    `SELECT wanted.order_id AS "orderId", deleted_orders.order_id IS NOT NULL AS deleted,
       to_char(line.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"
     FROM unnest($2::bigint[]) AS wanted (order_id)
       LEFT JOIN deleted_orders ON deleted_orders.shop = $1 AND deleted_orders.order_id = wanted.order_id
       CROSS JOIN LATERAL (
         SELECT max(order_updated_at) AS updated_at FROM order_lines
         WHERE order_lines.shop = $1 AND order_lines.order_id = wanted.order_id
       ) AS line`,
    [shop, orderIds],
  );
  return new Map(rows.map(({ orderId, ...version }) => [orderId, version]));
}

/**
 * Removes the lines of orders for good: what an older message or export says of them later is not stored.
 *
 * @param transaction has to hold {@link lockOrderLines}
 */
export async function deleteOrders(
  transaction: Transaction,
  shop: string,
  orders: readonly { orderId: string; deletedAt: string }[],
): Promise<void> {
  const ids = orders.map((order) => order.orderId);
  await transaction.query(
    `INSERT INTO deleted_orders (shop, order_id, deleted_at)
     SELECT $1, order_id, deleted_at FROM unnest($2::bigint[], $3::timestamptz[]) AS deleted (order_id, deleted_at)
     ORDER BY order_id
     ON CONFLICT (shop, order_id) DO NOTHING`,
    [shop, ids, orders.map((order) => order.deletedAt)],
  );
  await transaction.query("DELETE FROM order_lines WHERE shop = $1 AND order_id = ANY($2::bigint[])", [shop, ids]);
}

/** A day on which a variant was sold. */
export interface SellingDay {
  variantId: string;
  /** ISO day in the shop's time zone. */
  day: string;
}

/** What some orders sold on which day, as far as their lines are stored. */
export async function readSellingDays(
  transaction: Transaction,
  shop: string,
  orderIds: readonly string[],
): Promise<SellingDay[]> {
  const { rows } = await transaction.query<SellingDay>(
    `SELECT DISTINCT variant_id AS "variantId", day FROM order_lines WHERE shop = $1 AND order_id = ANY($2::bigint[])`,
    [shop, orderIds],
  );
  return rows;
}

/** Computes the day of every order line anew: for a shop that moved to another time zone. */
export async function redateOrderLines(shop: string, timeZone: string): Promise<void> {
  await pool.query(
    `UPDATE order_lines SET day = (ordered_at AT TIME ZONE $2)::date
     WHERE shop = $1 AND day <> (ordered_at AT TIME ZONE $2)::date`,
    [shop, timeZone],
  );
}

/** Ids of variants that order lines name, from the one after `after` on, in order of their id. */
export async function readSoldVariantIds(shop: string, after: string, limit: number): Promise<string[]> {
  // Walks from one variant to the next through the index; DISTINCT would read every line.
  const { rows } = await pool.query<{ variantId: string }>(
    `WITH RECURSIVE sold AS (
       (SELECT variant_id, 1 AS position FROM order_lines
        WHERE shop = $1 AND variant_id > $2 ORDER BY variant_id LIMIT 1)
       UNION ALL
       SELECT following.variant_id, sold.position + 1
       FROM sold CROSS JOIN LATERAL (
         SELECT variant_id FROM order_lines
         WHERE shop = $1 AND variant_id > sold.variant_id ORDER BY variant_id LIMIT 1
       ) AS following
       WHERE sold.position < $3
     )
     SELECT variant_id AS "variantId" FROM sold`,
    [shop, after, limit],
  );
  return rows.map((row) => row.variantId);
}
