import { omit } from "es-toolkit";
import { pool } from "~/db.server";
import type { TermSources } from "~/planning/resolve-terms";
import {
  readKeysetPage,
  type KeysetPage,
  type KeysetPageOptions,
  type PlacedRecord,
  type RunClauses,
} from "./keyset-page";
import { planCondition, searchRows } from "./plan-condition";
import type { PlanFilter, PlanOrder } from "./plan-filter";
import { SORT_EXPRESSIONS } from "./plan-order";
import type { ListedPlan, PlanRow } from "./plan-row";
import { SqlValues } from "./sql-values";
import { WEEKLY_DEMAND } from "./weekly-demand";

/** In SQL, what stands for every source that a plan does not store; as in `resolve-terms.ts`, of which this layer knows types alone. */
const TERM_SOURCES = `'${JSON.stringify({
  leadTimeDays: "shop",
  leadTimeStdDevDays: "shop",
  reviewPeriodDays: "shop",
  serviceLevel: "shop",
  coverageDays: "shop",
  minimumOrderQuantity: "shop",
  packSize: "shop",
  method: "shop",
} satisfies TermSources)}'::jsonb || term_sources`;

const PLANNED_AT = `to_char(planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL of each field over a row of `plans`. Money in NUMERIC(20,4) is exact as a number up to 15 significant digits. */
const COLUMNS: Readonly<Record<keyof ListedPlan, string>> = {
  variantId: "variant_id",
  productId: "product_id",
  inventoryItemId: "inventory_item_id",
  sku: "sku",
  productTitle: "product_title",
  variantTitle: "variant_title",
  barcode: "barcode",
  imageUrl: "image_url",
  vendorId: "vendor_id",
  vendor: "vendor",
  vendorSku: "vendor_sku",
  status: "status",
  available: "available",
  onHand: "on_hand",
  committed: "committed",
  incoming: "incoming",
  meanDailyDemand: "mean_daily_demand",
  demandStdDev: "demand_std_dev",
  observedDays: "observed_days",
  outOfStockDays: "out_of_stock_days",
  unitsSold: "units_sold",
  sellingDays: "selling_days",
  demandClass: "demand_class",
  leadTimeDays: "lead_time_days",
  leadTimeStdDevDays: "lead_time_std_dev_days",
  reviewPeriodDays: "review_period_days",
  serviceLevel: "service_level",
  coverageDays: "coverage_days",
  method: "method",
  termSources: TERM_SOURCES,
  calibrationGap: "calibration_gap",
  leadTimeDemand: "lead_time_demand",
  leadTimeDemandStdDev: "lead_time_demand_std_dev",
  safetyFactor: "safety_factor",
  demandLevel: "demand_level",
  safetyStock: "safety_stock",
  exactReorderPoint: "exact_reorder_point",
  reorderPoint: "reorder_point",
  orderUpToLevel: "order_up_to_level",
  suggestedOrderQuantity: "suggested_order_quantity",
  packSize: "pack_size",
  minimumOrderQuantity: "minimum_order_quantity",
  unitCost: "unit_cost::float8",
  orderValue: "order_value::float8",
  currency: "currency",
  daysOfCover: "days_of_cover",
  projectedStockoutDate: "projected_stockout_date",
  velocityDecile: "velocity_decile",
  windowEnd: "window_end",
  plannedAt: PLANNED_AT,
  weeklyDemand: WEEKLY_DEMAND,
};

/** The fields of a plan itself. */
export const PLAN_FIELDS = Object.keys(COLUMNS).filter((field) => field !== "weeklyDemand") as (keyof PlanRow)[];

function select(fields: readonly PlanField[]): string {
  return fields.map((field) => `${COLUMNS[field]} AS "${field}"`).join(", ");
}

type PlanField = keyof ListedPlan;

/** A plan of which some fields were read. */
type PlanWith<Field extends PlanField> = Pick<ListedPlan, Field>;

interface PlanPageOptions extends KeysetPageOptions {
  /** How many plans the filter keeps, as its totals say; undefined when it keeps all. */
  kept?: number | undefined;
}

/** As many rows are read in a few milliseconds, wherever they are. */
const FEW_ROWS = 2_500;

/**
 * Reads these fields of one page of a shop's plans, from an index.
 *
 * Under a filter nobody knows where in the order its plans are: those that are in stock come last by days of cover. So the
 * order is followed for a few rows only, and where these do not make a page, all plans that the filter keeps are read from
 * its own index and sorted. PostgreSQL, which takes it that plans of every kind are spread evenly, would follow the order to
 * its end.
 */
export async function readPlanPage<Field extends PlanField>(
  shop: string,
  filter: PlanFilter,
  order: PlanOrder,
  fields: readonly Field[],
  { kept, ...options }: PlanPageOptions,
): Promise<KeysetPage<PlanWith<Field>>> {
  const sort = SORT_EXPRESSIONS[order.sort];
  const page = await readKeysetPage(sort, order.direction, options, async (clauses) => {
    const read = (source: RunSource) => readRun(shop, filter, clauses, { fields, source });
    if (kept === 0) return [];
    if (kept === undefined) return read("order");
    if (kept > FEW_ROWS) {
      const records = await read("beginning of order");
      if (records.length === clauses.limit) return records;
    }
    return read("filter");
  });
  return { ...page, rows: page.rows.map(withoutPlace<PlanWith<Field>>) };
}

function withoutPlace<Plan extends object>(record: PlacedRecord & Plan): Plan {
  const plan: object = omit(record, ["variant_id", "position_value"]);
  return plan as Plan;
}

/** From which index a run of rows is read. */
type RunSource = "order" | "beginning of order" | "filter";

async function readRun<Field extends PlanField>(
  shop: string,
  filter: PlanFilter,
  { select: position, where, orderBy, limit }: RunClauses,
  { fields, source }: { fields: readonly Field[]; source: RunSource },
): Promise<(PlacedRecord & PlanWith<Field>)[]> {
  const values = new SqlValues();
  values.add(shop);
  const place = where(values);
  const kept = () => planCondition(filter, values);
  const sources: Record<RunSource, () => string> = {
    order: () => `plans WHERE ${kept()} AND ${place}`,
    "beginning of order": () => `(
        SELECT * FROM plans WHERE plans.shop = $1 AND ${place} ORDER BY ${orderBy} LIMIT ${FEW_ROWS}
      ) AS plans WHERE ${kept()}`,
    // OFFSET keeps the order out of the question of which index to read. Of the plans that go into the sort, no more is read
    // than it needs.
    filter: () => `(
        SELECT variant_id FROM (SELECT * FROM plans WHERE ${keptByIndex(filter, values)} AND ${place} OFFSET 0) AS plans
        ORDER BY ${orderBy} LIMIT ${limit}
      ) AS page JOIN plans USING (variant_id) WHERE plans.shop = $1`,
  };
  const { rows } = await pool.query<PlacedRecord & PlanWith<Field>>(
    `SELECT ${select(fields)}, variant_id, ${position} FROM ${sources[source]()} ORDER BY ${orderBy} LIMIT ${values.add(limit)}`,
    values.list,
  );
  return rows;
}

/** A condition over `plans` that keeps what the filter keeps; `plans` has no index for what a search or a location does. */
function keptByIndex(filter: PlanFilter, values: SqlValues): string {
  if (filter.q === "" && filter.locationId === undefined) return planCondition(filter, values);
  return `plans.shop = $1 AND variant_id IN (SELECT variant_id FROM ${searchRows(filter, values)})`;
}

/** The variants of all plans under `filter`, in `order`. */
export async function listVariantIds(
  shop: string,
  filter: PlanFilter,
  { sort, direction }: PlanOrder,
): Promise<string[]> {
  const values = new SqlValues();
  values.add(shop);
  // One text, not a row each: a shop can have hundreds of thousands.
  const { rows } = await pool.query<{ ids: string | null }>(
    `SELECT string_agg(variant_id::text, ',') AS ids FROM (
       SELECT variant_id FROM plans WHERE ${planCondition(filter, values)}
       ORDER BY ${SORT_EXPRESSIONS[sort].expression} ${direction} NULLS LAST, variant_id ${direction}
     ) AS ordered`,
    values.list,
  );
  return rows[0]?.ids?.split(",") ?? [];
}

/** The plans of these variants, in no order; those that the shop does not have are missing. */
export function findPlans(shop: string, variantIds: readonly string[]): Promise<PlanRow[]> {
  return findPlanFields(shop, variantIds, PLAN_FIELDS);
}

/** These fields of the same. */
export async function findPlanFields<Field extends PlanField>(
  shop: string,
  variantIds: readonly string[],
  fields: readonly Field[],
): Promise<PlanWith<Field>[]> {
  const { rows } = await pool.query<PlanWith<Field>>(
    `SELECT ${select(fields)} FROM plans WHERE shop = $1 AND variant_id = ANY($2::bigint[])`,
    [shop, variantIds],
  );
  return rows;
}

/** The plans with exactly this SKU, by variant id. */
export async function findPlansBySku(shop: string, sku: string, { limit }: { limit: number }): Promise<PlanRow[]> {
  const { rows } = await pool.query<PlanRow>(
    `SELECT ${select(PLAN_FIELDS)} FROM plans WHERE shop = $1 AND sku = $2 ORDER BY variant_id LIMIT $3`,
    [shop, sku, limit],
  );
  return rows;
}
