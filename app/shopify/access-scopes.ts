/**
 * What the app reads, and the scope without which Shopify refuses it: products and variants (read_products), levels and
 * unit costs (read_inventory), location names and activity (read_locations), orders (read_orders).
 */
export const REQUIRED_SCOPES = ["read_inventory", "read_locations", "read_orders", "read_products"] as const;

/**
 * Orders older than 60 days. Shopify grants it to an app only after a review and a shop may do without: then demand is
 * estimated from the 60 days that there are, and the pages say so.
 */
export const ALL_ORDERS_SCOPE = "read_all_orders";

/** How far back Shopify shows orders to an app without {@link ALL_ORDERS_SCOPE}, in days. */
export const RECENT_ORDERS_DAYS = 60;

/**
 * Shopify's reports. A shop may do without: then days out of stock are known since the app watches the shop, and not before.
 */
export const REPORTS_SCOPE = "read_reports";

/** The required scopes that are not among the granted ones. A write scope includes its read scope. */
export function missingScopes(granted: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter(
    (scope) => !granted.includes(scope) && !granted.includes(scope.replace("read_", "write_")),
  );
}
