import { pool } from "~/db.server";
import { IS_PLANNED } from "./plan-condition";
import { settingsSchema } from "./shop-settings";
import { parseSetup, type ShopSetup } from "./shop-setup";

/** What a whole shop comes to, in its own currency, and what its home page has to know besides. */
export interface ShopFigures {
  /** ISO 4217 code; null until Shopify was asked. */
  currency: string | null;
  outOfStock: number;
  /** What the SKUs that are out of stock would sell each day on average. */
  lostUnitsPerDay: number;
  /** The same at what they sell for; `lostWithoutPrice` SKUs are left out, whose price is not known. */
  lostSalesPerDay: number;
  lostWithoutPrice: number;
  /** What is on hand at cost; `stockedWithoutCost` SKUs are left out, whose unit cost is not known. */
  stockValue: number;
  stockedWithoutCost: number;
  overstockSkus: number;
  /**
   * The part of the stock's value that is on hand of SKUs whose stock lasts longer than the shop wants; `overstockWithoutCost` of
   * them are left out.
   */
  overstockValue: number;
  overstockWithoutCost: number;
  skusWithoutVendor: number;
  vendors: number;
  /** What the latest replay says of all plans together, by the shop's own method; null where it says nothing. */
  service: { promised: number; achieved: number } | null;
  /** What came to run out lately; null where there is nothing, or it was put aside. */
  news: ShopNews | null;
  setup: ShopSetup;
  /** The shop's settings that the set-up asks for. */
  leadTimeDays: number;
  serviceLevel: number;
}

/** SKUs that came into such a state since the begin of yesterday in the shop, and are still in it. */
export interface ShopNews {
  outOfStock: number;
  reorderNow: number;
  reorderSoon: number;
  /** Of the vendors whose SKUs these are, as alerts are limited to them; null where they are not. */
  vendorIds: string[] | null;
  /** When the latest of them did, ISO 8601. */
  until: string;
}

interface FiguresRecord {
  currency: string | null;
  outOfStock: string;
  lostUnitsPerDay: string;
  lostSalesPerDay: string;
  lostWithoutPrice: string;
  stockValue: string;
  stockedWithoutCost: string;
  overstockSkus: string;
  overstockValue: string;
  overstockWithoutCost: string;
  skusWithoutVendor: string;
  vendors: string;
  promised: number | null;
  achieved: number | null;
  newOutOfStock: number;
  newReorderNow: number;
  newReorderSoon: number;
  newsVendorIds: string[] | null;
  newsUntil: Date | null;
  setup: unknown;
  settings: unknown;
}

/**
 * Reads the figures of a whole shop, from sums that are kept beside the plans and from its latest replay; null for a shop that is not
 * stored.
 */
export async function readShopFigures(shop: string): Promise<ShopFigures | null> {
  const { rows } = await pool.query<FiguresRecord>(
    `SELECT shops.currency, shops.setup, shops.settings, sums.*, vendors.*, service.*, news.*
     FROM shops
       CROSS JOIN (
         SELECT coalesce(sum(out_of_stock), 0) AS "outOfStock",
           coalesce(sum(lost_units_per_day), 0) AS "lostUnitsPerDay",
           coalesce(sum(lost_sales_per_day), 0) AS "lostSalesPerDay",
           coalesce(sum(lost_without_price), 0) AS "lostWithoutPrice",
           coalesce(sum(stock_value), 0) AS "stockValue",
           coalesce(sum(stocked_without_cost), 0) AS "stockedWithoutCost",
           coalesce(sum(skus) FILTER (WHERE status = 'overstock'), 0) AS "overstockSkus",
           coalesce(sum(stock_value) FILTER (WHERE status = 'overstock'), 0) AS "overstockValue",
           coalesce(sum(stocked_without_cost) FILTER (WHERE status = 'overstock'), 0) AS "overstockWithoutCost"
         FROM plan_sums WHERE shop = $1 AND ${IS_PLANNED}
       ) AS sums
       CROSS JOIN (
         SELECT coalesce(sum(skus) FILTER (WHERE vendor_id = 0), 0) AS "skusWithoutVendor",
           count(*) FILTER (WHERE vendor_id <> 0 AND skus > 0) AS vendors
         FROM vendor_plan_sums WHERE shop = $1
       ) AS vendors
       LEFT JOIN LATERAL (
         SELECT (total ->> 'promised')::float8 AS promised,
           (total -> 'methods' -> coalesce(settings ->> 'method', 'normal') ->> 'coverage')::float8 AS achieved
         FROM (
           SELECT result -> 'verdict' -> 'total' AS total FROM backtests
           WHERE shop = $1 ORDER BY computed_at DESC LIMIT 1
         ) AS latest
       ) AS service ON true
       LEFT JOIN LATERAL (
         SELECT count(*) FILTER (WHERE status = 'out-of-stock')::integer AS "newOutOfStock",
           count(*) FILTER (WHERE status = 'reorder-now')::integer AS "newReorderNow",
           count(*) FILTER (WHERE status = 'reorder-soon')::integer AS "newReorderSoon",
           nullif(alerts.settings -> 'vendorIds', 'null') AS "newsVendorIds", max(since) AS "newsUntil"
         FROM alert_settings AS alerts JOIN alerted_items USING (shop)
         WHERE shop = $1 AND coalesce((alerts.settings -> 'showsOnHome')::boolean, true)
           AND since >= (date_trunc('day', now() AT TIME ZONE time_zone) - interval '1 day') AT TIME ZONE time_zone
           AND (news_seen_at IS NULL OR since > news_seen_at)
         GROUP BY alerts.settings
       ) AS news ON true
     WHERE shops.shop = $1`,
    [shop],
  );
  const [record] = rows;
  return record === undefined ? null : toShopFigures(record);
}

function toShopFigures(record: FiguresRecord): ShopFigures {
  const { currency, promised, achieved, setup, settings, ...sums } = record;
  const { leadTimeDays, serviceLevel } = settingsSchema.parse(settings);
  return {
    currency,
    outOfStock: Number(sums.outOfStock),
    lostUnitsPerDay: Number(sums.lostUnitsPerDay),
    lostSalesPerDay: Number(sums.lostSalesPerDay),
    lostWithoutPrice: Number(sums.lostWithoutPrice),
    stockValue: Number(sums.stockValue),
    stockedWithoutCost: Number(sums.stockedWithoutCost),
    overstockSkus: Number(sums.overstockSkus),
    overstockValue: Number(sums.overstockValue),
    overstockWithoutCost: Number(sums.overstockWithoutCost),
    skusWithoutVendor: Number(sums.skusWithoutVendor),
    vendors: Number(sums.vendors),
    service: promised === null || achieved === null ? null : { promised, achieved },
    news: toNews(record),
    setup: parseSetup(setup),
    leadTimeDays,
    serviceLevel,
  };
}

function toNews({
  newOutOfStock,
  newReorderNow,
  newReorderSoon,
  newsVendorIds,
  newsUntil,
}: FiguresRecord): ShopNews | null {
  if (newsUntil === null) return null;
  const counts = { outOfStock: newOutOfStock, reorderNow: newReorderNow, reorderSoon: newReorderSoon };
  return { ...counts, vendorIds: newsVendorIds, until: newsUntil.toISOString() };
}
