import type { TermName } from "~/planning/resolve-terms";

/** The columns in which terms of planning are stored, and their PostgreSQL types; the same in every table. */
export const TERM_COLUMNS = {
  leadTimeDays: { name: "lead_time_days", type: "float8" },
  leadTimeStdDevDays: { name: "lead_time_std_dev_days", type: "float8" },
  reviewPeriodDays: { name: "review_period_days", type: "float8" },
  serviceLevel: { name: "service_level", type: "float8" },
  coverageDays: { name: "coverage_days", type: "float8" },
  minimumOrderQuantity: { name: "minimum_order_quantity", type: "integer" },
  packSize: { name: "pack_size", type: "integer" },
  method: { name: "method", type: "text" },
} as const satisfies Record<TermName, { name: string; type: string }>;

/** In their order in forms and explanations. */
export const ITEM_TERMS = Object.keys(TERM_COLUMNS) as TermName[];
export const VENDOR_TERMS = [
  "leadTimeDays",
  "leadTimeStdDevDays",
  "reviewPeriodDays",
  "serviceLevel",
  "coverageDays",
] as const;
export const VENDOR_ITEM_TERMS = ["leadTimeDays", "minimumOrderQuantity", "packSize"] as const;

/**
 * SQL for the terms that one row of a level sets, as a JSON object by their names; NULL when it sets none.
 *
 * @param table the level's table, or its alias in the query
 */
export function selectTerms(table: string, names: readonly TermName[]): string {
  const columns = names.map((name) => `${table}.${TERM_COLUMNS[name].name}`);
  const members = names.map((name, index) => `'${name}', ${columns[index]}`);
  return `CASE WHEN num_nonnulls(${columns.join(", ")}) > 0 THEN jsonb_build_object(${members.join(", ")}) END`;
}
