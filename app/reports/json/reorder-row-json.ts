import { z } from "zod";
import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_METHODS } from "~/planning/plan-method";
import { PLAN_STATUSES } from "~/planning/plan-status";
import type { ColumnName } from "../column-names";
import { CSV_PROPERTIES } from "../csv-format";
import type { ReorderRow } from "../reorder-row";
import { toSnakeKeys } from "./snake-keys";

const text = z.string();
const units = z.int();
const unitsOrNone = units.nullable();
const figureOrNone = z.number().nullable();
const money = z.number().nullable();
const id = z.string().regex(/^\d+$/);

/**
 * A row of the reorder list as JSON: a field for each column of the CSV, under its name, null where the cell is empty. What
 * each one means stands here for all exits that describe themselves.
 */
export const reorderRowSchema = z.object({
  sku: text
    .nullable()
    .describe("The variant's SKU in Shopify; null where it has none. Several variants can share one."),
  product_title: text.describe("As in Shopify."),
  variant_title: text.nullable().describe("Null for a product's only variant."),
  barcode: text.nullable().describe("GTIN or another code, as entered in Shopify."),
  vendor: text.nullable().describe("The preferred vendor, from whom to order; null where none is assigned."),
  vendor_sku: text.nullable().describe("The vendor's own name for it."),
  status: z
    .enum(PLAN_STATUSES)
    .describe(
      "out-of-stock: nothing is available; reorder-now: the inventory position has fallen to the reorder point; reorder-soon: it will within 7 days of demand; overstock: the stock lasts longer than the shop wants; no-sales: nothing sold in the demand window; insufficient-history: fewer than 2 observed days; untracked: Shopify does not track its stock; excluded: the merchant wants no plan for it, and it is left out unless this status is asked for",
    ),
  available: units.describe("Units available to sell, net of committed; can be negative."),
  on_hand: units.describe("Units at the locations that count in planning."),
  committed: units.describe("Units sold and not yet sent."),
  incoming: units.describe("Units on their way."),
  mean_daily_demand: figureOrNone.describe("Units a day over the observed days of the demand window."),
  demand_std_dev: figureOrNone.describe("Sample standard deviation of the demand of a day, in units."),
  observed_days: z.int().min(0).describe("Days of the demand window, less those out of stock."),
  units_sold: units.describe("Units sold in the observed days."),
  lead_time_days: z.number().describe("From placing an order to having the goods."),
  service_level: z.number().describe("Chance of not running out in one lead time, 0.5 to below 1."),
  method: z.enum(PLAN_METHODS).describe("How the safety stock was calculated."),
  lead_time_demand: figureOrNone.describe("Units sold in one lead time and review period, on average."),
  safety_stock: figureOrNone.describe("Units beyond that, for what demand varies; not Shopify's set-aside stock."),
  reorder_point: unitsOrNone.describe("Order when available + incoming have fallen to this many units."),
  order_up_to_level: unitsOrNone.describe("Units up to which an order fills."),
  suggested_order_quantity: unitsOrNone.describe("Units to order now; 0 for none, null where no plan can be made."),
  pack_size: units.describe("Orders are whole packs of so many units."),
  minimum_order_quantity: units.describe("The least that can be ordered, in units; 0 for no minimum."),
  unit_cost: money.describe("In `currency`; null where it is not known."),
  order_value: money.describe("The suggested order at unit cost, in `currency`."),
  currency: text.describe("ISO 4217 code of the shop's currency."),
  days_of_cover: figureOrNone.describe("How many days the available units last at the mean; null without sales."),
  projected_stockout_date: z.iso.date().nullable().describe("Today + days of cover, in the shop's time zone."),
  velocity_decile: z
    .int()
    .min(1)
    .max(10)
    .nullable()
    .describe("1: the fastest tenth of what sells; null without sales."),
  variant_id: id.describe("Shopify's numeric id."),
  inventory_item_id: id.describe("Shopify's numeric id."),
  planned_at: z.iso.datetime().describe("When this plan was made."),
  demand_class: z.enum(DEMAND_CLASSES).describe("How its demand comes."),
} satisfies Record<ColumnName<CsvProperty>, z.ZodType>);

type CsvProperty = (typeof CSV_PROPERTIES)[number];

export type ReorderRowJson = z.infer<typeof reorderRowSchema>;

export function toReorderRowJson(row: ReorderRow): ReorderRowJson {
  const columns = Object.fromEntries(CSV_PROPERTIES.map((property) => [property, row[property]]));
  return toSnakeKeys(columns as Pick<ReorderRow, CsvProperty>);
}
