import { pool } from "~/db.server";
import { REPLAN_ASKED_NOW } from "./plan-age";

/** A shop as it is stored. */
export interface StoredShop {
  shop: string;
  name: string | null;
  /** IANA name; null until Shopify was asked. */
  timeZone: string | null;
  /** ISO 4217 code; null until Shopify was asked. */
  currency: string | null;
  scopes: string[];
  /** First day from which every order is stored, in the shop's time zone; null before the first pull. */
  ordersKnownFrom: string | null;
  /** First day of which the stock of every variant is known; null before the first pull. */
  stockKnownFrom: string | null;
  /** When Shopify was last asked for all levels; null before the first pull. */
  stockObservedAt: Date | null;
  installedAt: Date;
  uninstalledAt: Date | null;
  /** Since when Shopify does not accept the app's access, without the app having been removed. */
  accessLostAt: Date | null;
  /** A pull that began before does not know all; null when none was ever asked for. */
  refreshAskedAt: Date | null;
  /** Since when every plan has to be made anew; null when none has to. */
  replanAskedAt: Date | null;
}

export const STORED_SHOP = `shop, name, time_zone AS "timeZone", currency, scopes, orders_known_from AS "ordersKnownFrom",
  stock_known_from AS "stockKnownFrom", stock_observed_at AS "stockObservedAt", installed_at AS "installedAt",
  uninstalled_at AS "uninstalledAt", access_lost_at AS "accessLostAt", refresh_asked_at AS "refreshAskedAt",
  replan_asked_at AS "replanAskedAt"`;

/** The shop's row; null for a shop that never installed the app, or was deleted. */
export async function readShop(shop: string): Promise<StoredShop | null> {
  const { rows } = await pool.query<StoredShop>(`SELECT ${STORED_SHOP} FROM shops WHERE shop = $1`, [shop]);
  return rows[0] ?? null;
}

/** The domains of all shops that have the app installed. Only for work that goes over every shop. */
export async function listInstalledShops(): Promise<string[]> {
  const { rows } = await pool.query<{ shop: string }>(
    "SELECT shop FROM shops WHERE uninstalled_at IS NULL ORDER BY shop",
  );
  return rows.map((row) => row.shop);
}

/** Marks a shop as having the app, whether for the first time or again. */
export async function installShop(shop: string, scopes: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO shops (shop, scopes) VALUES ($1, $2)
     ON CONFLICT (shop) DO UPDATE SET
       scopes = excluded.scopes,
       installed_at = CASE WHEN shops.uninstalled_at IS NULL THEN shops.installed_at ELSE now() END,
       uninstalled_at = NULL, access_lost_at = NULL`,
    [shop, scopes],
  );
}

/** Marks a shop whose access Shopify does not accept any more, until a merchant opens the app again. Repeatable. */
export async function noteAccessLost(shop: string): Promise<void> {
  await pool.query("UPDATE shops SET access_lost_at = coalesce(access_lost_at, now()) WHERE shop = $1", [shop]);
}

/** Notes that pulls that began before now do not know all, so that one has to follow. */
export async function noteRefreshAsked(shop: string): Promise<void> {
  await pool.query("UPDATE shops SET refresh_asked_at = now() WHERE shop = $1", [shop]);
}

/** Stores what Shopify says of a shop that has the app; a shop that has not, or is deleted, stays as it is. */
export async function storeShopFacts(
  shop: string,
  facts: { name: string; timeZone: string; currency: string; scopes: readonly string[] },
): Promise<void> {
  await pool.query("UPDATE shops SET name = $2, time_zone = $3, currency = $4, scopes = $5 WHERE shop = $1", [
    shop,
    facts.name,
    facts.timeZone,
    facts.currency,
    facts.scopes,
  ]);
}

export async function storeScopes(shop: string, scopes: readonly string[]): Promise<void> {
  await pool.query("UPDATE shops SET scopes = $2 WHERE shop = $1", [shop, scopes]);
}

/**
 * Notes that every order from this day on is stored; an earlier day that was noted before stands. Where older orders have come,
 * plans are asked for, which compare with the demand window before.
 */
export async function noteOrdersKnownFrom(shop: string, day: string): Promise<void> {
  await pool.query(
    `UPDATE shops SET orders_known_from = least(coalesce(orders_known_from, $2::date), $2::date),
       replan_asked_at = CASE WHEN orders_known_from > $2::date THEN ${REPLAN_ASKED_NOW} ELSE replan_asked_at END
     WHERE shop = $1`,
    [shop, day],
  );
}

/** Takes the note back: orders were missed while the app could not see them, so the known days have a gap. */
export async function forgetOrdersKnownFrom(shop: string): Promise<void> {
  await pool.query("UPDATE shops SET orders_known_from = NULL WHERE shop = $1", [shop]);
}

/**
 * Notes that the stock of every variant was recorded as Shopify stated it at `observedAt`, and is known from `day` on; an
 * earlier day or a later time that was noted before stands.
 */
export async function noteStockObserved(shop: string, observedAt: Date, day: string): Promise<void> {
  await pool.query(
    `UPDATE shops SET stock_observed_at = greatest(stock_observed_at, $2),
       stock_known_from = least(stock_known_from, $3::date)
     WHERE shop = $1`,
    [shop, observedAt, day],
  );
}

/** Notes that days out of stock are known from this day on; an earlier day that was noted before stands. */
export async function noteStockKnownFrom(shop: string, day: string): Promise<void> {
  await pool.query("UPDATE shops SET stock_known_from = least(stock_known_from, $2::date) WHERE shop = $1", [
    shop,
    day,
  ]);
}

/** Removes the shop's access tokens and marks it uninstalled. Can be repeated. */
export async function uninstallShop(shop: string): Promise<void> {
  await pool.query("DELETE FROM sessions WHERE shop = $1", [shop]);
  await pool.query("UPDATE shops SET uninstalled_at = coalesce(uninstalled_at, now()) WHERE shop = $1", [shop]);
}

/** Every table with rows of a shop. A test compares it with the schema, so that a new table is not forgotten. */
export const SHOP_TABLES = [
  "sessions",
  "plans",
  "plan_search",
  "plan_sums",
  "vendor_plan_sums",
  "vendor_order_sums",
  "calibrations",
  "backtests",
  "item_backtests",
  "plan_history",
  "item_policies",
  "list_views",
  "replan_requests",
  "webhook_deliveries",
  "api_budgets",
  "vendor_items",
  "supply_changes",
  "vendor_names",
  "order_edits",
  "mapping_import_faults",
  "mapping_import_rows",
  "mapping_imports",
  "audit_entries",
  "daily_demand",
  "order_lines",
  "deleted_orders",
  "inventory_levels",
  "stock_days",
  "variants",
  "vendors",
  "locations",
  "download_tickets",
  "alert_deliveries",
  "alert_digests",
  "alerted_items",
  "alert_settings",
  "api_tokens",
  "sync_runs",
  "shops",
] as const;

/** Deletes all that is stored of a shop. Can be repeated. */
export async function deleteShop(shop: string): Promise<void> {
  for (const table of SHOP_TABLES) await pool.query(`DELETE FROM ${table} WHERE shop = $1`, [shop]);
}
