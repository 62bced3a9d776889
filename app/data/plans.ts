import { isOneSession, pool } from "~/db.server";
import type { DemandClass } from "~/planning/demand-class";
import type { PlanColumns } from "~/planning/plan-columns";
import type { TermSources } from "~/planning/resolve-terms";
import { foldText } from "~/words/fold-text";
import type { VariantForPlan } from "./plan-inputs";
import { asNewPlanVersion } from "./plan-version";
import type { Transaction } from "./transaction";
import { batchUpsert, type BatchColumn } from "./upsert";

/** So many plans are read for and stored at a time: few where pages wait meanwhile, 40 ms in place of 200. */
export const PLAN_BATCH = isOneSession ? 100 : 500;

/** A variant's plan as it is stored. */
export interface NewPlan {
  variant: VariantForPlan;
  columns: PlanColumns;
  termSources: TermSources;
  /** ISO 4217 code. */
  currency: string;
  /** Days that left the demand window because nothing could be sold on them. */
  outOfStockDays: number;
  demandClass: DemandClass;
  /** 1 (fastest) to 10; null without sales. */
  velocityDecile: number | null;
  /** Units sold in the demand window before; null where not all of it is known, or the variant is younger. */
  formerUnitsSold: number | null;
  /** ISO day: the last complete day of the demand window. */
  windowEnd: string;
  /** When reading of the plan's inputs began, by the clock of the process that read them. */
  plannedAt: Date;
  /** By {@link drawPlanningNumber}. */
  planningNumber: string;
}

const PLAN_COLUMNS: BatchColumn<NewPlan>[] = [
  { name: "variant_id", type: "bigint", value: ({ variant }) => variant.variantId },
  { name: "product_id", type: "bigint", value: ({ variant }) => variant.productId },
  { name: "inventory_item_id", type: "bigint", value: ({ variant }) => variant.inventoryItemId },
  { name: "sku", type: "text", value: ({ variant }) => variant.sku },
  { name: "product_title", type: "text", value: ({ variant }) => variant.productTitle },
  { name: "variant_title", type: "text", value: ({ variant }) => variant.variantTitle },
  { name: "barcode", type: "text", value: ({ variant }) => variant.barcode },
  { name: "image_url", type: "text", value: ({ variant }) => variant.imageUrl },
  { name: "vendor_id", type: "bigint", value: ({ variant }) => variant.vendorId },
  { name: "vendor", type: "text", value: ({ variant }) => variant.vendor },
  { name: "vendor_sku", type: "text", value: ({ variant }) => variant.vendorSku },
  { name: "search_text", type: "text", value: ({ variant }) => searchText(variant) },
  { name: "sort_title", type: "text", value: ({ variant }) => sortTitle(variant) },
  { name: "status", type: "text", value: ({ columns }) => columns.status },
  { name: "available", type: "integer", value: ({ columns }) => columns.available },
  { name: "on_hand", type: "integer", value: ({ variant }) => variant.onHand },
  { name: "committed", type: "integer", value: ({ variant }) => variant.committed },
  { name: "incoming", type: "integer", value: ({ columns }) => columns.incoming },
  { name: "mean_daily_demand", type: "float8", value: ({ columns }) => columns.meanDailyDemand },
  { name: "demand_std_dev", type: "float8", value: ({ columns }) => columns.demandStdDev },
  { name: "observed_days", type: "integer", value: ({ columns }) => columns.observedDays },
  { name: "out_of_stock_days", type: "integer", value: ({ outOfStockDays }) => outOfStockDays },
  { name: "units_sold", type: "integer", value: ({ columns }) => columns.unitsSold },
  { name: "selling_days", type: "integer", value: ({ columns }) => columns.sellingDays },
  { name: "demand_class", type: "text", value: ({ demandClass }) => demandClass },
  { name: "lead_time_days", type: "float8", value: ({ columns }) => columns.leadTimeDays },
  { name: "lead_time_std_dev_days", type: "float8", value: ({ columns }) => columns.leadTimeStdDevDays },
  { name: "review_period_days", type: "float8", value: ({ columns }) => columns.reviewPeriodDays },
  { name: "service_level", type: "float8", value: ({ columns }) => columns.serviceLevel },
  { name: "coverage_days", type: "float8", value: ({ columns }) => columns.coverageDays },
  { name: "method", type: "text", value: ({ columns }) => columns.method },
  { name: "term_sources", type: "jsonb", value: ({ termSources }) => writeTermSources(termSources) },
  { name: "calibration_gap", type: "text", value: ({ columns }) => columns.calibrationGap },
  { name: "lead_time_demand", type: "float8", value: ({ columns }) => columns.leadTimeDemand },
  { name: "lead_time_demand_std_dev", type: "float8", value: ({ columns }) => columns.leadTimeDemandStdDev },
  { name: "safety_factor", type: "float8", value: ({ columns }) => columns.safetyFactor },
  { name: "demand_level", type: "float8", value: ({ columns }) => columns.demandLevel },
  { name: "safety_stock", type: "float8", value: ({ columns }) => columns.safetyStock },
  { name: "exact_reorder_point", type: "float8", value: ({ columns }) => columns.exactReorderPoint },
  { name: "reorder_point", type: "integer", value: ({ columns }) => columns.reorderPoint },
  { name: "order_up_to_level", type: "integer", value: ({ columns }) => columns.orderUpToLevel },
  { name: "suggested_order_quantity", type: "integer", value: ({ columns }) => columns.suggestedOrderQuantity },
  { name: "pack_size", type: "integer", value: ({ columns }) => columns.packSize },
  { name: "minimum_order_quantity", type: "integer", value: ({ columns }) => columns.minimumOrderQuantity },
  { name: "unit_cost", type: "numeric", value: ({ columns }) => columns.unitCost },
  { name: "agreed_unit_cost", type: "numeric", value: ({ variant }) => variant.agreedUnitCost },
  { name: "shopify_unit_cost", type: "numeric", value: ({ variant }) => variant.shopifyUnitCost },
  { name: "price", type: "numeric", value: ({ variant }) => variant.price },
  { name: "order_value", type: "numeric", value: ({ columns }) => columns.orderValue },
  { name: "currency", type: "text", value: ({ currency }) => currency },
  { name: "days_of_cover", type: "float8", value: ({ columns }) => columns.daysOfCover },
  { name: "projected_stockout_date", type: "date", value: ({ columns }) => columns.projectedStockoutDate },
  { name: "velocity_decile", type: "integer", value: ({ velocityDecile }) => velocityDecile },
  { name: "former_units_sold", type: "integer", value: ({ formerUnitsSold }) => formerUnitsSold },
  { name: "sales_change", type: "integer", value: changeOfSales },
  { name: "window_end", type: "date", value: ({ windowEnd }) => windowEnd },
  { name: "planned_at", type: "timestamptz", value: ({ plannedAt }) => plannedAt },
  { name: "planning_number", type: "bigint", value: ({ planningNumber }) => planningNumber },
];

/**
 * The number of a planning that begins now, to be drawn before any of its inputs is read. Of two plannings the one with the
 * higher number has read everything later than the other one's was drawn, whichever processes they are.
 */
export async function drawPlanningNumber(): Promise<string> {
  const { rows } = await pool.query<{ number: string }>("SELECT nextval('planning_numbers') AS number");
  const [drawn] = rows;
  if (!drawn) throw new Error("The database gave a planning no number");
  return drawn.number;
}

/** A column by its name. */
export function planColumn(name: string): Pick<BatchColumn<NewPlan>, "name" | "type"> {
  const column = PLAN_COLUMNS.find((column) => column.name === name);
  if (column === undefined) throw new Error(`Plans have no column ${name}`);
  return column;
}

/** Stores plans, each in the place of the variant's former one. One that was begun later stays as it is. */
export async function storePlans(shop: string, plans: readonly NewPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const { text, values } = batchUpsert(shop, plans, {
    table: "plans",
    key: ["variant_id"],
    columns: PLAN_COLUMNS,
    overwriteWhen: "excluded.planning_number >= plans.planning_number",
  });
  await pool.query(asNewPlanVersion(text), values);
}

/** Removes the plans of variants that are deleted, or not stored at all, and what they would have learnt of their supply. */
export async function deletePlansOfDeletedVariants(shop: string, connection: Transaction = pool): Promise<void> {
  const isGone = (table: string) => `NOT EXISTS (
    SELECT FROM variants
    WHERE variants.shop = $1 AND variants.variant_id = ${table}.variant_id AND variants.deleted_at IS NULL
  )`;
  await connection.query(asNewPlanVersion(`DELETE FROM plans WHERE shop = $1 AND ${isGone("plans")}`), [shop]);
  // A merger of vendors, for one, changes items of deleted variants, too, which no plan will ever take note of.
  await connection.query(`DELETE FROM supply_changes WHERE shop = $1 AND ${isGone("supply_changes")}`, [shop]);
}

/** Velocity deciles of the stored plans of some variants; without an entry where there is none. */
export async function readVelocityDeciles(shop: string, variantIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ variantId: string; velocityDecile: number }>(
    `SELECT variant_id AS "variantId", velocity_decile AS "velocityDecile" FROM plans
     WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND velocity_decile IS NOT NULL`,
    [shop, variantIds],
  );
  return new Map(rows.map((row) => [row.variantId, row.velocityDecile]));
}

/**
 * How many units more were sold than in the demand window before. Of sales, not of demand: days out of stock are in both, since
 * how many there were in the window before is not known for long enough.
 */
function changeOfSales({ columns, formerUnitsSold }: NewPlan): number | null {
  return formerUnitsSold === null ? null : columns.unitsSold - formerUnitsSold;
}

/** What the search field looks through: SKU, titles and barcode, folded. */
function searchText({ sku, productTitle, variantTitle, barcode }: VariantForPlan): string {
  return foldText([sku, productTitle, variantTitle, barcode].filter(Boolean).join("\n"));
}

/** What lists sort by: titles in lower case, the product's first. */
function sortTitle({ productTitle, variantTitle }: VariantForPlan): string {
  return [productTitle, variantTitle].filter(Boolean).join("\n").toLowerCase();
}

/** Without the terms that are the shop's, which are most: a catalogue's plans would repeat them a hundred thousand times. */
function writeTermSources(sources: TermSources): string {
  return JSON.stringify(Object.fromEntries(Object.entries(sources).filter(([, source]) => source !== "shop")));
}
