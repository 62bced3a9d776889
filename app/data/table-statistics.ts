import { pool } from "~/db.server";

/**
 * Has PostgreSQL count anew what its tables hold, so that it reads them by the right index. A server does so by itself
 * some time after a large change; the embedded database never does.
 */
export async function refreshTableStatistics(tables: readonly AnalyzedTable[]): Promise<void> {
  for (const table of tables) await pool.query(`ANALYZE ${table}`);
}

type AnalyzedTable =
  | "variants"
  | "inventory_levels"
  | "stock_days"
  | "order_lines"
  | "daily_demand"
  | "plans"
  | "plan_search"
  | "vendors"
  | "vendor_names"
  | "vendor_items"
  | "audit_entries";
