import { pool } from "~/db.server";
import { IS_PLANNED } from "./plan-condition";

/** What the variants of one velocity decile sold in their demand window, and what they have. */
export interface DecileSales {
  /** 1 (fastest) to 10; null: the variants without sales. */
  decile: number | null;
  skus: number;
  units: number;
  /** In the shop's currency, at what they sell for now; without those whose price is not known. */
  revenue: number;
  /** Units available, and units sold each day, of those whose stock Shopify tracks. */
  stockUnits: number;
  demandPerDay: number;
  /** What is on hand at cost, in the shop's currency; `stockedWithoutCost` SKUs are left out, whose cost is not known. */
  stockValue: number;
  stockedWithoutCost: number;
  /** Of all this, what belongs to variants of the status no-sales: a part of the variants without a decile. */
  noSalesSkus: number;
  noSalesStockValue: number;
  noSalesWithoutCost: number;
  /** The shop's, as an ISO 4217 code; null until Shopify was asked. */
  currency: string | null;
}

type DecileRecord = { [Name in keyof DecileSales]: Name extends "decile" | "currency" ? DecileSales[Name] : string };

/** Sums per velocity decile, fastest first, then the variants without one. */
export async function readSalesByDecile(shop: string): Promise<DecileSales[]> {
  const { rows } = await pool.query<DecileRecord>(
    `SELECT nullif(velocity_decile, 0) AS decile, sum(skus) AS skus, sum(units_sold) AS units, sum(revenue) AS revenue,
       sum(stock_units) AS "stockUnits", sum(demand_per_day) AS "demandPerDay", sum(stock_value) AS "stockValue",
       sum(stocked_without_cost) AS "stockedWithoutCost",
       coalesce(sum(skus) FILTER (WHERE status = 'no-sales'), 0) AS "noSalesSkus",
       coalesce(sum(stock_value) FILTER (WHERE status = 'no-sales'), 0) AS "noSalesStockValue",
       coalesce(sum(stocked_without_cost) FILTER (WHERE status = 'no-sales'), 0) AS "noSalesWithoutCost",
       (SELECT currency FROM shops WHERE shop = $1) AS currency
     FROM plan_sums WHERE shop = $1 AND ${IS_PLANNED} GROUP BY velocity_decile HAVING sum(skus) > 0 ORDER BY 1 NULLS LAST`,
    [shop],
  );
  return rows.map((row) => ({
    decile: row.decile,
    skus: Number(row.skus),
    units: Number(row.units),
    revenue: Number(row.revenue),
    stockUnits: Number(row.stockUnits),
    demandPerDay: Number(row.demandPerDay),
    stockValue: Number(row.stockValue),
    stockedWithoutCost: Number(row.stockedWithoutCost),
    noSalesSkus: Number(row.noSalesSkus),
    noSalesStockValue: Number(row.noSalesStockValue),
    noSalesWithoutCost: Number(row.noSalesWithoutCost),
    currency: row.currency,
  }));
}

/** A variant whose sales, or whose lack of them, stand out. */
export interface StandingOut {
  variantId: string;
  sku: string | null;
  productTitle: string;
  variantTitle: string | null;
  /** In the demand window, and in the one before; null where that is not known. */
  unitsSold: number;
  formerUnitsSold: number | null;
  onHand: number;
  /** What is on hand at cost, in the shop's currency; null where the cost is not known. */
  stockValue: number | null;
}

export interface Movers {
  /** Those of which most units more, or less, were sold than in the demand window before. */
  up: StandingOut[];
  down: StandingOut[];
  /** Of the slowest decile and of what does not sell, those of which most money lies on the shelf. */
  slow: StandingOut[];
}

interface MoverRecord extends Omit<StandingOut, "stockValue"> {
  list: keyof Movers;
  stockValue: string | null;
}

/** The variants that stand out, each list from its own index. */
export async function readMovers(shop: string, limit: number): Promise<Movers> {
  const { rows } = await pool.query<MoverRecord>(
    `SELECT list, variant_id AS "variantId", sku, product_title AS "productTitle", variant_title AS "variantTitle",
       units_sold AS "unitsSold", former_units_sold AS "formerUnitsSold", on_hand AS "onHand",
       greatest(on_hand, 0) * unit_cost AS "stockValue"
     FROM (
       (SELECT 'up' AS list, * FROM plans WHERE shop = $1 AND ${IS_PLANNED} AND sales_change > 0
        ORDER BY sales_change DESC, variant_id DESC LIMIT $2)
       UNION ALL
       (SELECT 'down', * FROM plans WHERE shop = $1 AND ${IS_PLANNED} AND sales_change < 0
        ORDER BY sales_change, variant_id LIMIT $2)
       UNION ALL
       (SELECT 'slow', * FROM plans
        WHERE shop = $1 AND ${IS_PLANNED} AND (velocity_decile = 10 OR status = 'no-sales') AND on_hand > 0 AND unit_cost IS NOT NULL
        ORDER BY on_hand * unit_cost DESC, variant_id LIMIT $2)
     ) AS found`,
    [shop, limit],
  );
  const listed = (wanted: keyof Movers) =>
    rows
      .filter(({ list }) => list === wanted)
      .map(({ list: _, stockValue, ...row }) => ({
        ...row,
        stockValue: stockValue === null ? null : Number(stockValue),
      }));
  return { up: listed("up"), down: listed("down"), slow: listed("slow") };
}
