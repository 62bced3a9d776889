import { pool } from "~/db.server";
import { searchRows, statusCondition } from "./plan-condition";
import { NO_VENDOR, type PlanFilter } from "./plan-filter";
import { SqlValues } from "./sql-values";

/** Sums over all plans under a filter. */
export interface PlanTotals {
  skus: number;
  /** SKUs with a suggested order quantity above 0. */
  skusToReorder: number;
  unitsToOrder: number;
  /** In the shop's currency, over the SKUs to reorder whose unit cost is known. */
  orderValue: number;
  /** null when no row is left to take it from. */
  currency: string | null;
  /** SKUs to reorder that `orderValue` leaves out, since their unit cost is unknown. */
  skusToReorderWithoutCost: number;
  outOfStock: number;
}

/** As PostgreSQL sends it: counts and money as text. */
export interface TotalsRecord {
  skus: string;
  skus_to_reorder: string;
  units_to_order: string;
  order_value: string;
  skus_to_reorder_without_cost: string;
  out_of_stock: string;
}

/**
 * Reads the totals over a filter. Most come from sums that triggers of `plans` keep, so that they cost the same in any
 * catalogue and agree with the plans at all times; under a search, a location, or a vendor together with anything else, what
 * is kept is read.
 */
export async function readPlanTotals(shop: string, filter: PlanFilter): Promise<PlanTotals> {
  const values = new SqlValues();
  values.add(shop);
  const { rows } = await pool.query<TotalsRecord & { currency: string | null }>(
    `SELECT totals.*, CASE WHEN skus > 0 THEN (SELECT currency FROM plans WHERE shop = $1 LIMIT 1) END AS currency
     FROM (${selectTotals(filter, values)}) AS totals`,
    values.list,
  );
  const [record] = rows;
  if (record === undefined) throw new Error("An aggregate query returned no row");
  return { ...toPlanTotals(record), currency: record.currency };
}

/** $1 is the shop. */
function selectTotals(filter: PlanFilter, values: SqlValues): string {
  const { vendorId, statuses, demandClasses, deciles, q, toOrder = false, locationId } = filter;
  const isGrouped = statuses.length > 0 || demandClasses.length > 0 || deciles.length > 0 || toOrder;
  if (q !== "" || locationId !== undefined || (vendorId !== undefined && isGrouped)) {
    return `SELECT ${TOTALS_OF_PLANS} FROM ${searchRows(filter, values)}`;
  }
  const conditions = ["shop = $1"];
  if (vendorId !== undefined) {
    conditions.push(`vendor_id = ${values.add(vendorId === NO_VENDOR ? 0 : vendorId)}::bigint`);
    return `SELECT ${TOTALS_OF_SUMS} FROM vendor_plan_sums WHERE ${conditions.join(" AND ")}`;
  }
  conditions.push(statusCondition(filter, values));
  if (demandClasses.length > 0) conditions.push(`demand_class = ANY(${values.add(demandClasses)}::text[])`);
  if (deciles.length > 0) conditions.push(`velocity_decile = ANY(${values.add(deciles)}::int[])`);
  return `SELECT ${toOrder ? TOTALS_TO_ORDER : TOTALS_OF_SUMS} FROM plan_sums WHERE ${conditions.join(" AND ")}`;
}

/** What the triggers of `plans` sum, in `prisma/migrations`, so that it makes no difference from where totals come. */
const TOTALS_OF_PLANS = `
  count(*) AS skus,
  count(*) FILTER (WHERE suggested_order_quantity > 0) AS skus_to_reorder,
  coalesce(sum(suggested_order_quantity) FILTER (WHERE suggested_order_quantity > 0), 0) AS units_to_order,
  coalesce(sum(order_value) FILTER (WHERE suggested_order_quantity > 0), 0) AS order_value,
  count(*) FILTER (WHERE suggested_order_quantity > 0 AND order_value IS NULL) AS skus_to_reorder_without_cost,
  count(*) FILTER (WHERE status = 'out-of-stock') AS out_of_stock`;

const SUMS: Record<keyof TotalsRecord, string> = {
  skus: "skus",
  skus_to_reorder: "skus_to_reorder",
  units_to_order: "units_to_order",
  order_value: "order_value",
  skus_to_reorder_without_cost: "skus_to_reorder_without_cost",
  out_of_stock: "out_of_stock",
};

const TOTALS_OF_SUMS = addUp(SUMS);
/** Of what there is something of to order alone. */
const TOTALS_TO_ORDER = addUp({ ...SUMS, skus: "skus_to_reorder", out_of_stock: "out_of_stock_to_reorder" });

function addUp(sums: typeof SUMS): string {
  return Object.entries(sums)
    .map(([name, column]) => `coalesce(sum(${column}), 0) AS ${name}`)
    .join(", ");
}

export function toPlanTotals(record: TotalsRecord): Omit<PlanTotals, "currency"> {
  return {
    skus: Number(record.skus),
    skusToReorder: Number(record.skus_to_reorder),
    unitsToOrder: Number(record.units_to_order),
    orderValue: Number(record.order_value),
    skusToReorderWithoutCost: Number(record.skus_to_reorder_without_cost),
    outOfStock: Number(record.out_of_stock),
  };
}
