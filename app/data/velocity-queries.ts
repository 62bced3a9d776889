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
    `SELECT velocity_decile AS decile, count(*) AS skus, sum(units_sold) AS units
       FROM plans WHERE shop = $1 GROUP BY velocity_decile ORDER BY velocity_decile NULLS LAST`,
    [shop],
  );
  return rows.map((row) => ({ decile: row.decile, skus: Number(row.skus), units: Number(row.units) }));
}
