import { exchangeRate } from "./vendor-currency";
import type { OrderLineFilter } from "./vendor-order-filter";

/**
 * What is known of all lines of a vendor's order, as common table expressions; $1 is the shop, $2 the vendor. A vendor can have
 * tens of thousands of lines, so of each only what sums and places in an order need is read, in three scans: the vendor's
 * items, the plans that name the vendor, by an index that holds all that is asked of them, and the quantities that were entered.
 * Who supplies a variant is said by the items alone; of the few whose plan names another vendor yet, the plan is looked up.
 */
export const ORDER_QUANTITIES = `
  vendor_terms AS MATERIALIZED (
    SELECT coalesce(vendor.currency, shop.currency) = shop.currency AS takes_shopify_cost,
      ${exchangeRate("vendor", "shop")} AS rate
    FROM vendors AS vendor JOIN shops AS shop USING (shop) WHERE vendor.shop = $1 AND vendor.vendor_id = $2::bigint
  ),
  -- FULL, since PostgreSQL never does such a join row by row, however few rows it expects.
  known AS MATERIALIZED (
    SELECT variant_id, is_supplied, vendor_sku, unit_cost, is_planned, suggested_order_quantity, sort_title, edited_quantity
    FROM (
        SELECT variant_id, true AS is_supplied, vendor_sku, unit_cost FROM vendor_items
        WHERE shop = $1 AND vendor_id = $2::bigint AND preferred
      ) AS item
      FULL JOIN (
        SELECT variant_id, true AS is_planned, suggested_order_quantity, sort_title FROM plans
        WHERE shop = $1 AND vendor_id = $2::bigint
      ) AS plan USING (variant_id)
      FULL JOIN (
        SELECT variant_id, quantity AS edited_quantity FROM order_edits WHERE shop = $1 AND vendor_id = $2::bigint
      ) AS edit USING (variant_id)
  ),
  moved AS MATERIALIZED (
    SELECT known.variant_id, vendor_sku, unit_cost, plan.suggested_order_quantity, plan.sort_title, edited_quantity
    FROM known CROSS JOIN LATERAL (
      SELECT suggested_order_quantity, sort_title FROM plans
      WHERE shop = $1 AND variant_id = known.variant_id LIMIT 1
    ) AS plan
    WHERE is_supplied AND is_planned IS NULL
  ),
  supplied AS NOT MATERIALIZED (
    SELECT variant_id, vendor_sku, unit_cost, suggested_order_quantity, sort_title, edited_quantity
    FROM known WHERE is_supplied AND is_planned
    UNION ALL SELECT * FROM moved
  )`;

/**
 * Those of the lines that are shown, under the name `line`. What is not at hand is looked up for these alone, and only if the
 * statement around it asks for it: OFFSET has PostgreSQL do so once for each line.
 */
export function orderQuantities(show: OrderLineFilter["show"]): string {
  const plan = (column: string) =>
    `(SELECT ${column} FROM plans WHERE shop = $1 AND variant_id = quantities.variant_id) AS ${column}`;
  return `(
    SELECT *, quantity * unit_cost AS line_value FROM (
      SELECT variant_id, vendor_sku, sort_title, quantity, is_edited, ${plan("sku")}, ${plan("search_text")},
        coalesce(unit_cost, (
          SELECT unit_cost FROM variants WHERE shop = $1 AND variant_id = quantities.variant_id
            AND (SELECT takes_shopify_cost FROM vendor_terms)
        )) AS unit_cost
      FROM (
        SELECT *, coalesce(edited_quantity, suggested_order_quantity, 0) AS quantity,
          coalesce(edited_quantity <> coalesce(suggested_order_quantity, 0), false) AS is_edited
        FROM supplied
      ) AS quantities
      WHERE ${show === "order" ? "quantity > 0 OR is_edited" : "true"}
      OFFSET 0
    ) AS costed
  ) AS line`;
}
