import { pool } from "~/db.server";
import type { DemandSeries } from "~/planning/demand-history";
import { readStockoutOffsets } from "./stock-history";

/** Consecutive days, by the last of them (ISO) and their number. */
export interface DaysTo {
  lastDay: string;
  days: number;
}

/**
 * Demand of each of the days, and the days out of stock, of these variants. Days without a sale are 0, also those before a
 * variant was created.
 *
 * @returns by variant id, an entry for each
 */
export async function readDemandSeries(
  shop: string,
  variantIds: readonly string[],
  span: DaysTo,
): Promise<Map<string, DemandSeries>> {
  const [sales, stockouts] = await Promise.all([
    readSales(shop, variantIds, span),
    readStockoutOffsets(shop, { variantIds }, span),
  ]);
  return new Map(
    variantIds.map((variantId) => {
      const units = new Float64Array(span.days);
      const sold = sales.get(variantId);
      sold?.offsets.forEach((offset, index) => (units[offset] = sold.units[index] ?? 0));
      const offsets = stockouts.get(variantId);
      return [variantId, offsets ? { units, stockouts: markDays(offsets, span.days) } : { units }];
    }),
  );
}

interface Sales {
  variantId: string;
  /** Days after the first one. */
  offsets: number[];
  units: number[];
}

async function readSales(shop: string, variantIds: readonly string[], { lastDay, days }: DaysTo) {
  const { rows } = await pool.query<Sales>(
    `SELECT variant_id AS "variantId", array_agg(day - ($3::date - $4::integer + 1)) AS offsets, array_agg(units) AS units
     FROM daily_demand
     WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND day > $3::date - $4::integer AND day <= $3::date
     GROUP BY variant_id`,
    [shop, variantIds, lastDay, days],
  );
  return new Map(rows.map((row) => [row.variantId, row]));
}

function markDays(offsets: readonly number[], days: number): Uint8Array {
  const marks = new Uint8Array(days);
  for (const offset of offsets) marks[offset] = 1;
  return marks;
}
