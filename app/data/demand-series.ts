import { pool } from "~/db.server";
import { daysBetween } from "~/planning/calendar";
import type { DemandSeries } from "~/planning/demand-history";
import { readStockoutDays } from "./stock-history";

/**
 * Demand of every day between two days, both included, and the days out of stock, of these variants. Days without a sale
 * are 0, also those before a variant was created.
 *
 * @returns by variant id, an entry for each
 */
export async function readDemandSeries(
  shop: string,
  variantIds: readonly string[],
  span: { firstDay: string; lastDay: string },
): Promise<Map<string, DemandSeries>> {
  const days = daysBetween(span.firstDay, span.lastDay) + 1;
  const [sales, stockouts] = await Promise.all([
    readSales(shop, variantIds, span),
    readStockoutDays(shop, { variantIds }, span),
  ]);
  return new Map(
    variantIds.map((variantId) => {
      const units = new Float64Array(days);
      const sold = sales.get(variantId);
      sold?.offsets.forEach((offset, index) => (units[offset] = sold.units[index] ?? 0));
      const stockoutDays = stockouts.get(variantId);
      return [variantId, stockoutDays ? { units, stockouts: markDays(stockoutDays, span) } : { units }];
    }),
  );
}

interface Sales {
  variantId: string;
  /** Days after the first one. */
  offsets: number[];
  units: number[];
}

async function readSales(
  shop: string,
  variantIds: readonly string[],
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<Map<string, Sales>> {
  const { rows } = await pool.query<Sales>(
    `SELECT variant_id AS "variantId", array_agg(day - $3::date) AS offsets, array_agg(units) AS units
     FROM daily_demand
     WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND day BETWEEN $3::date AND $4::date
     GROUP BY variant_id`,
    [shop, variantIds, firstDay, lastDay],
  );
  return new Map(rows.map((row) => [row.variantId, row]));
}

function markDays(days: readonly string[], { firstDay, lastDay }: { firstDay: string; lastDay: string }): Uint8Array {
  const marks = new Uint8Array(daysBetween(firstDay, lastDay) + 1);
  for (const day of days) marks[daysBetween(firstDay, day)] = 1;
  return marks;
}
