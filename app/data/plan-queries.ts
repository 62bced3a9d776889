import { pool } from "~/db.server";
import type { DemandClass } from "~/planning/demand-class";
import type { CalibrationGap } from "~/planning/calibration";
import type { PlanMethod } from "~/planning/plan-method";
import type { PlanStatus } from "~/planning/plan-status";
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
import { WEEKLY_DEMAND, type WeeklyDemand } from "./weekly-demand";

/** `plans` as PostgreSQL sends it: BIGINT and NUMERIC as text, DATE as ISO text, TIMESTAMPTZ as Date. */
interface PlanRecord {
  variant_id: string;
  product_id: string;
  inventory_item_id: string;
  sku: string | null;
  product_title: string;
  variant_title: string | null;
  barcode: string | null;
  image_url: string | null;
  vendor_id: string | null;
  vendor: string | null;
  vendor_sku: string | null;
  status: PlanStatus;
  available: number;
  on_hand: number;
  committed: number;
  incoming: number;
  mean_daily_demand: number | null;
  demand_std_dev: number | null;
  observed_days: number;
  out_of_stock_days: number;
  units_sold: number;
  selling_days: number;
  demand_class: DemandClass;
  lead_time_days: number;
  lead_time_std_dev_days: number;
  review_period_days: number;
  service_level: number;
  coverage_days: number;
  method: PlanMethod;
  /** Without the terms that are the shop's. */
  term_sources: Partial<TermSources>;
  calibration_gap: CalibrationGap | null;
  lead_time_demand: number | null;
  lead_time_demand_std_dev: number | null;
  safety_factor: number | null;
  demand_level: number;
  safety_stock: number | null;
  exact_reorder_point: number | null;
  reorder_point: number | null;
  order_up_to_level: number | null;
  suggested_order_quantity: number | null;
  pack_size: number;
  minimum_order_quantity: number;
  unit_cost: string | null;
  order_value: string | null;
  currency: string;
  days_of_cover: number | null;
  projected_stockout_date: string | null;
  velocity_decile: number | null;
  window_end: string;
  planned_at: Date;
  weekly_demand?: WeeklyDemand;
}

const PLAN_COLUMNS = `
  variant_id, product_id, inventory_item_id, sku, product_title, variant_title, barcode, image_url, vendor_id, vendor,
  vendor_sku, status, available, on_hand, committed, incoming, mean_daily_demand, demand_std_dev, observed_days,
  out_of_stock_days, units_sold, selling_days, demand_class, lead_time_days, lead_time_std_dev_days,
  review_period_days, service_level, coverage_days, method, term_sources, calibration_gap, lead_time_demand,
  lead_time_demand_std_dev, safety_factor, demand_level, safety_stock, exact_reorder_point, reorder_point,
  order_up_to_level, suggested_order_quantity, pack_size, minimum_order_quantity, unit_cost, order_value, currency,
  days_of_cover, projected_stockout_date, velocity_decile, window_end, planned_at`;

export type PlanPage = KeysetPage<ListedPlan>;

export interface ReadBeside {
  /** Whether the demand of the weeks is read with each plan. */
  withWeeklyDemand?: boolean;
}

function columnsOf({ withWeeklyDemand = false }: ReadBeside): string {
  return withWeeklyDemand ? `${PLAN_COLUMNS}, ${WEEKLY_DEMAND} AS weekly_demand` : PLAN_COLUMNS;
}

interface PlanPageOptions extends KeysetPageOptions, ReadBeside {
  /** How many plans the filter keeps, as its totals say; undefined when it keeps all. */
  kept?: number | undefined;
}

/** As many rows are read in a few milliseconds, wherever they are. */
const FEW_ROWS = 2_500;

/**
 * Reads one page of a shop's plans, from an index.
 *
 * Under a filter nobody knows where in the order its plans are: those that are in stock come last by days of cover. So the
 * order is followed for a few rows only, and where these do not make a page, all plans that the filter keeps are read from
 * its own index and sorted. PostgreSQL, which takes it that plans of every kind are spread evenly, would follow the order to
 * its end.
 */
export async function readPlanPage(
  shop: string,
  filter: PlanFilter,
  order: PlanOrder,
  { kept, withWeeklyDemand, ...options }: PlanPageOptions,
): Promise<PlanPage> {
  const sort = SORT_EXPRESSIONS[order.sort];
  const page = await readKeysetPage(sort, order.direction, options, async (clauses) => {
    const columns = columnsOf({ withWeeklyDemand });
    const read = (source: RunSource) => readRun(shop, filter, clauses, { columns, source });
    if (kept === 0) return [];
    if (kept === undefined) return read("order");
    if (kept > FEW_ROWS) {
      const records = await read("beginning of order");
      if (records.length === clauses.limit) return records;
    }
    return read("filter");
  });
  return { ...page, rows: page.rows.map(toListedPlan) };
}

/** From which index a run of rows is read. */
type RunSource = "order" | "beginning of order" | "filter";

async function readRun(
  shop: string,
  filter: PlanFilter,
  { select, where, orderBy, limit }: RunClauses,
  { columns, source }: { columns: string; source: RunSource },
): Promise<(PlanRecord & PlacedRecord)[]> {
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
  const { rows } = await pool.query<PlanRecord & PlacedRecord>(
    `SELECT ${columns}, ${select} FROM ${sources[source]()} ORDER BY ${orderBy} LIMIT ${values.add(limit)}`,
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
export async function findPlans(
  shop: string,
  variantIds: readonly string[],
  beside: ReadBeside = {},
): Promise<ListedPlan[]> {
  const { rows } = await pool.query<PlanRecord>(
    `SELECT ${columnsOf(beside)} FROM plans WHERE shop = $1 AND variant_id = ANY($2::bigint[])`,
    [shop, variantIds],
  );
  return rows.map(toListedPlan);
}

/** The plans with exactly this SKU, by variant id. */
export async function findPlansBySku(shop: string, sku: string, { limit }: { limit: number }): Promise<PlanRow[]> {
  const { rows } = await pool.query<PlanRecord>(
    `SELECT ${PLAN_COLUMNS} FROM plans WHERE shop = $1 AND sku = $2 ORDER BY variant_id LIMIT $3`,
    [shop, sku, limit],
  );
  return rows.map(toPlanRow);
}

function toListedPlan(record: PlanRecord): ListedPlan {
  const plan = toPlanRow(record);
  return record.weekly_demand === undefined ? plan : { ...plan, weeklyDemand: record.weekly_demand };
}

function toPlanRow(record: PlanRecord): PlanRow {
  return {
    variantId: record.variant_id,
    productId: record.product_id,
    inventoryItemId: record.inventory_item_id,
    sku: record.sku,
    productTitle: record.product_title,
    variantTitle: record.variant_title,
    barcode: record.barcode,
    imageUrl: record.image_url,
    vendorId: record.vendor_id,
    vendor: record.vendor,
    vendorSku: record.vendor_sku,
    status: record.status,
    available: record.available,
    onHand: record.on_hand,
    committed: record.committed,
    incoming: record.incoming,
    meanDailyDemand: record.mean_daily_demand,
    demandStdDev: record.demand_std_dev,
    observedDays: record.observed_days,
    outOfStockDays: record.out_of_stock_days,
    unitsSold: record.units_sold,
    sellingDays: record.selling_days,
    demandClass: record.demand_class,
    leadTimeDays: record.lead_time_days,
    leadTimeStdDevDays: record.lead_time_std_dev_days,
    reviewPeriodDays: record.review_period_days,
    serviceLevel: record.service_level,
    coverageDays: record.coverage_days,
    method: record.method,
    termSources: { ...ALL_FROM_SHOP, ...record.term_sources },
    calibrationGap: record.calibration_gap,
    leadTimeDemand: record.lead_time_demand,
    leadTimeDemandStdDev: record.lead_time_demand_std_dev,
    safetyFactor: record.safety_factor,
    demandLevel: record.demand_level,
    safetyStock: record.safety_stock,
    exactReorderPoint: record.exact_reorder_point,
    reorderPoint: record.reorder_point,
    orderUpToLevel: record.order_up_to_level,
    suggestedOrderQuantity: record.suggested_order_quantity,
    packSize: record.pack_size,
    minimumOrderQuantity: record.minimum_order_quantity,
    unitCost: toNumber(record.unit_cost),
    orderValue: toNumber(record.order_value),
    currency: record.currency,
    daysOfCover: record.days_of_cover,
    projectedStockoutDate: record.projected_stockout_date,
    velocityDecile: record.velocity_decile,
    windowEnd: record.window_end,
    plannedAt: record.planned_at.toISOString(),
  };
}

/** What stands for every source that a plan does not store; as in `resolve-terms.ts`, of which this layer knows types alone. */
const ALL_FROM_SHOP: TermSources = {
  leadTimeDays: "shop",
  leadTimeStdDevDays: "shop",
  reviewPeriodDays: "shop",
  serviceLevel: "shop",
  coverageDays: "shop",
  minimumOrderQuantity: "shop",
  packSize: "shop",
  method: "shop",
};

/** Money in NUMERIC(20,4): exact as a number up to 15 significant digits. */
function toNumber(numeric: string | null): number | null {
  return numeric === null ? null : Number(numeric);
}
