import { exchangeRate } from "./vendor-currency";
import type { OrderLineFilter } from "./vendor-order-filter";

/**
 * What an order's totals and places rest on, as common table expressions; $1 is the shop, $2 the vendor. A vendor can have tens of
 * thousands of lines, so that these are not gone through: most are what their plans say, which have indexes in the order of a page,
 * and sums kept beside. Apart from them, looked up one by one, are those whose quantity was entered, and those whose plan does not
 * know yet who supplies them and at which cost: `supply_changes` has all of these, and of those whose plan does know it maybe some.
 */
export const ORDER_QUANTITIES = `
  vendor_terms AS MATERIALIZED (
    SELECT coalesce(vendor.currency, shop.currency) = shop.currency AS takes_shopify_cost,
      ${exchangeRate("vendor", "shop")} AS rate
    FROM vendors AS vendor JOIN shops AS shop USING (shop) WHERE vendor.shop = $1 AND vendor.vendor_id = $2::bigint
  ),
  apart AS MATERIALIZED (
    SELECT variant_id FROM supply_changes WHERE shop = $1 AND vendor_id = $2::bigint
    UNION SELECT variant_id FROM order_edits WHERE shop = $1 AND vendor_id = $2::bigint
  ),
  -- Each with LIMIT, so that it is looked up: a join might read all of the vendor's lines, however few are apart.
  line_apart AS MATERIALIZED (
    SELECT plan.*, item.vendor_sku, item.agreed_unit_cost, shopify_unit_cost,
      coalesce(edited_quantity, suggested_order_quantity, 0) AS quantity,
      coalesce(edited_quantity <> coalesce(suggested_order_quantity, 0), false) AS is_edited
    FROM apart
      CROSS JOIN LATERAL (
        SELECT vendor_sku, unit_cost AS agreed_unit_cost FROM vendor_items
        WHERE shop = $1 AND vendor_id = $2::bigint AND variant_id = apart.variant_id AND preferred LIMIT 1
      ) AS item
      CROSS JOIN LATERAL (
        SELECT variant_id, suggested_order_quantity, sort_title, sku, search_text FROM plans
        WHERE shop = $1 AND variant_id = apart.variant_id LIMIT 1
      ) AS plan
      LEFT JOIN LATERAL (
        SELECT unit_cost AS shopify_unit_cost FROM variants WHERE shop = $1 AND variant_id = apart.variant_id LIMIT 1
      ) AS variant ON true
      LEFT JOIN LATERAL (
        SELECT quantity AS edited_quantity FROM order_edits
        WHERE shop = $1 AND vendor_id = $2::bigint AND variant_id = apart.variant_id LIMIT 1
      ) AS edit ON true
  )`;

/** The order's totals: what is kept of all plans, less what these say of the lines apart, and these as they are. */
export const ORDER_TOTALS = `
  SELECT coalesce(sum(skus), 0) AS skus,
    coalesce(sum(lines), 0) AS lines,
    coalesce(sum(units), 0) AS units,
    coalesce(sum(value), 0) AS value,
    round(coalesce(sum(value), 0) * (SELECT rate FROM vendor_terms), 4) AS "valueInShopCurrency",
    coalesce(sum(lines_without_cost), 0) AS "linesWithoutCost",
    (SELECT count(*) FROM line_apart WHERE is_edited) AS "editedLines"
  FROM (
    SELECT skus, lines, units,
      agreed_value + CASE WHEN takes_shopify_cost THEN shopify_value ELSE 0 END AS value,
      CASE WHEN takes_shopify_cost THEN lines_without_cost ELSE lines_without_agreed_cost END AS lines_without_cost
    FROM vendor_order_sums LEFT JOIN vendor_terms ON true WHERE shop = $1 AND vendor_id = $2::bigint
    UNION ALL
    SELECT sign, sign * (quantity > 0)::integer, sign * quantity, sign * quantity * unit_cost,
      sign * (quantity > 0 AND unit_cost IS NULL)::integer
    FROM (
      SELECT -1 AS sign, coalesce(suggested_order_quantity, 0) AS quantity, ${unitCost("plan")} AS unit_cost
      FROM apart CROSS JOIN LATERAL (
        SELECT vendor_id, suggested_order_quantity, agreed_unit_cost, shopify_unit_cost FROM plans
        WHERE shop = $1 AND variant_id = apart.variant_id LIMIT 1
      ) AS plan
      WHERE vendor_id = $2::bigint
      UNION ALL SELECT 1, quantity, ${unitCost("line_apart")} FROM line_apart
    ) AS changed
  ) AS summed`;

/** Clauses of a run of an order's lines. */
interface QuantityClauses {
  show: OrderLineFilter["show"];
  /** SQL over the columns of a line. */
  where: string;
  orderBy: string;
  /** A placeholder. */
  limit: string;
}

/**
 * A run of the lines that are shown: `variant_id` and what an order can be sorted by. Those that are ordered come from their part of an
 * index, the others, where they are shown too, from theirs, and of each no more than the run is long.
 */
export function orderQuantities({ show, where, orderBy, limit }: QuantityClauses): string {
  const planned = (isOrdered: string) => `
    SELECT variant_id, sort_title, sku, search_text, vendor_sku, coalesce(suggested_order_quantity, 0) AS quantity,
      ${unitCost("plans")} AS unit_cost
    FROM plans
    WHERE shop = $1 AND vendor_id = $2::bigint AND ${isOrdered} AND variant_id NOT IN (SELECT variant_id FROM apart)`;
  const apart = `
    SELECT variant_id, sort_title, sku, search_text, vendor_sku, quantity, ${unitCost("line_apart")} AS unit_cost
    FROM line_apart WHERE ${show === "order" ? "quantity > 0 OR is_edited" : "true"}`;
  const parts = [
    planned("coalesce(suggested_order_quantity, 0) > 0"),
    ...(show === "all" ? [planned("NOT coalesce(suggested_order_quantity, 0) > 0")] : []),
    apart,
  ];
  const runs = parts.map(
    (part) => `(
      SELECT variant_id, sort_title, sku, vendor_sku, quantity, line_value
      FROM (SELECT *, quantity * unit_cost AS line_value FROM (${part}) AS costed) AS line
      WHERE ${where} ORDER BY ${orderBy} LIMIT ${limit}
    )`,
  );
  return `(${runs.join(" UNION ALL ")}) AS line`;
}

/**
 * SQL for what one unit costs in the vendor's currency. Where nothing was agreed with the vendor, Shopify's cost holds if it is in
 * the same currency.
 */
function unitCost(row: string): string {
  return `coalesce(${row}.agreed_unit_cost,
    CASE WHEN (SELECT takes_shopify_cost FROM vendor_terms) THEN ${row}.shopify_unit_cost END)`;
}
