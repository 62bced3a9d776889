import { pool } from "~/db.server";

/** What the variants of one velocity decile sold in their demand window. */
export interface DecileSales {
  /** 1 (fastest) to 10; null: the variants without sales. */
  decile: number | null;
  skus: number;
  units: number;
}

/** SKUs and units sold per velocity decile, fastest first, then the variants without one. */
export async function readSalesByDecile(shop: string): Promise<DecileSales[]> {
  const { rows } = await pool.query<{ decile: number | null; skus: string; units: string }>(
    `SELECT nullif(velocity_decile, 0) AS decile, sum(skus) AS skus, sum(units_sold) AS units
     FROM plan_sums WHERE shop = $1 GROUP BY velocity_decile HAVING sum(skus) > 0 ORDER BY 1 NULLS LAST`,
    [shop],
  );
  return rows.map((row) => ({ decile: row.decile, skus: Number(row.skus), units: Number(row.units) }));
}
