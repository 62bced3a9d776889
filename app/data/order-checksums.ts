import { createHash } from "node:crypto";
import { pool } from "~/db.server";
import type { OrderLineFacts } from "./order-lines";
import type { Transaction } from "./transaction";

/** What the order lines of a day amount to: of equal lines, whatever their order, it is equal. */
export interface DaySum {
  lines: number;
  /** Sum of the lines' checksums. */
  checksum: bigint;
}

/** Hexadecimal digits of a line's MD5: 60 bits, which PostgreSQL sums up without a loss. */
const DIGITS = 15;

/** A line's checksum: as {@link readDaySums} computes it. */
export function orderLineChecksum({ orderLineId, variantId, units, cancelled, test }: OrderLineFacts): bigint {
  const text = [orderLineId, variantId, units, Number(cancelled), Number(test)].join(":");
  return BigInt(`0x${createHash("md5").update(text).digest("hex").slice(0, DIGITS)}`);
}

/**
 * Sums of the stored order lines of each day from one to another, both included. Lines of variants that were deleted do not
 * count: Shopify does not say of which variant they were.
 */
export async function readDaySums(shop: string, firstDay: string, lastDay: string): Promise<Map<string, DaySum>> {
  const { rows } = await pool.query<{ day: string; lines: number; checksum: string }>(
    `SELECT day, count(*)::integer AS lines,
       sum(('x' || substr(md5(concat_ws(':', order_line_id, line.variant_id, units, cancelled::integer, test::integer)),
         1, ${DIGITS}))::bit(${DIGITS * 4})::bigint)::text AS checksum
     FROM order_lines AS line LEFT JOIN variants ON variants.shop = $1 AND variants.variant_id = line.variant_id
     WHERE line.shop = $1 AND day BETWEEN $2 AND $3 AND deleted_at IS NULL
     GROUP BY day`,
    [shop, firstDay, lastDay],
  );
  return new Map(rows.map(({ day, lines, checksum }) => [day, { lines, checksum: BigInt(checksum) }]));
}

/** A line that was removed. */
export interface RemovedOrderLine {
  orderLineId: string;
  variantId: string;
}

/**
 * Removes the lines of a day's orders that a complete list, asked for at `observedAt`, does not have. An order that changed
 * later stays.
 */
export async function removeUnlistedOrders(
  transaction: Transaction,
  shop: string,
  { day, listedOrderIds, observedAt }: { day: string; listedOrderIds: readonly string[]; observedAt: Date },
): Promise<RemovedOrderLine[]> {
  const { rows } = await transaction.query<RemovedOrderLine>(
    `DELETE FROM order_lines
     WHERE shop = $1 AND day = $2 AND order_updated_at < $4
       AND NOT EXISTS (SELECT FROM unnest($3::bigint[]) AS listed (id) WHERE listed.id = order_lines.order_id)
     RETURNING order_line_id AS "orderLineId", variant_id AS "variantId"`,
    [shop, day, listedOrderIds, observedAt],
  );
  return rows;
}
