import { pool } from "~/db.server";

/** PostgreSQL's own measure, by which a server counts anew by itself. */
const CHANGED_SHARE = 0.1;

/**
 * Has PostgreSQL count anew what its tables hold, where much of it has changed, so that it reads them by the right index. A
 * server does so by itself some time after a large change; the embedded database never does. The tables hold all shops: most
 * changes of one of many are small.
 */
export async function refreshTableStatistics(tables: readonly AnalyzedTable[]): Promise<void> {
  for (const table of await listChanged(tables)) await pool.query(`ANALYZE ${table}`);
}

async function listChanged(tables: readonly AnalyzedTable[]): Promise<AnalyzedTable[]> {
  // PostgreSQL keeps back for some seconds what a connection has changed.
  await pool.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ table: AnalyzedTable }>(
    `SELECT relname AS "table" FROM pg_stat_user_tables
     WHERE relname = ANY($1) AND (
       coalesce(last_analyze, last_autoanalyze) IS NULL OR n_mod_since_analyze > ${CHANGED_SHARE} * n_live_tup
     )`,
    [tables],
  );
  return rows.map(({ table }) => table);
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
