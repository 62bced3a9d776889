import { z } from "zod";
import { CALIBRATION_GAPS } from "~/planning/calibration";
import type { TermName } from "~/planning/resolve-terms";
import type { ColumnName } from "../column-names";
import type { ItemReport } from "../item-report";
import type { ItemVendorRow } from "../item-vendors";
import { reorderRowSchema, toReorderRowJson } from "./reorder-row-json";
import { toSnakeKeys, type SnakeKeys } from "./snake-keys";

const units = z.int();
const termSource = z.enum(["item", "vendor-item", "vendor", "shop"]);

const itemLevelSchema = z.object({
  location_id: z.string(),
  location: z.string(),
  active: z.boolean(),
  counts_in_planning: z.boolean(),
  available: units,
  on_hand: units,
  committed: units,
  incoming: units,
  reserved: units,
  updated_at: z.iso.datetime(),
}) satisfies z.ZodType<SnakeKeys<ItemReport["levels"][number]>>;

const itemVendorSchema = z.object({
  vendor_id: z.string(),
  vendor: z.string(),
  preferred: z.boolean().describe("From this vendor the variant is ordered."),
  vendor_sku: z.string().nullable(),
  unit_cost: z.number().nullable().describe("In the vendor's currency; null where Shopify's cost holds."),
  currency: z.string().nullable(),
  is_convertible: z.boolean().describe("Whether its costs can be converted to the shop's currency."),
  minimum_order_quantity: units.nullable(),
  pack_size: units.nullable(),
  lead_time_days: z.number().nullable(),
  is_archived: z.boolean(),
}) satisfies z.ZodType<SnakeKeys<Omit<ItemVendorRow, "unitCost"> & { unitCost: number | null }>>;

/** One variant: its row of the reorder list, and what that was made from. */
export const itemSchema = reorderRowSchema.extend({
  product_id: z.string().describe("Shopify's numeric id."),
  window_end: z.iso.date().describe("The last day of the demand window."),
  out_of_stock_days: z.int().describe("Days that left the demand window because nothing could be sold on them."),
  selling_days: z.int().describe("Observed days with a sale."),
  lead_time_std_dev_days: z.number(),
  review_period_days: z.number(),
  coverage_days: z.number().describe("How long an order is to last beyond the reorder point."),
  term_sources: z
    .object({
      lead_time_days: termSource,
      lead_time_std_dev_days: termSource,
      review_period_days: termSource,
      service_level: termSource,
      coverage_days: termSource,
      minimum_order_quantity: termSource,
      pack_size: termSource,
      method: termSource,
    } satisfies Record<ColumnName<TermName>, z.ZodType>)
    .describe(
      "Where each term of planning was set: for the item, for it at its vendor, for the vendor, or for the shop.",
    ),
  calibration_gap: z
    .enum(CALIBRATION_GAPS)
    .nullable()
    .describe("Why the method is not the calibrated one that was asked for."),
  safety_factor: z.number().nullable().describe("By which the deviation of lead-time demand is multiplied."),
  lead_time_demand_std_dev: z.number().nullable(),
  exact_reorder_point: z.number().nullable().describe("Before it is rounded up."),
  levels: z.array(itemLevelSchema).describe("Stock at each location."),
  vendors: z.array(itemVendorSchema).describe("Who supplies it, the preferred vendor first."),
});

export type ItemJson = z.infer<typeof itemSchema>;

export function toItemJson({ row, levels }: ItemReport, vendors: readonly ItemVendorRow[]): ItemJson {
  const { productId, windowEnd, outOfStockDays, sellingDays, termSources, calibrationGap } = row;
  const { leadTimeStdDevDays, reviewPeriodDays, coverageDays } = row;
  const { safetyFactor, leadTimeDemandStdDev, exactReorderPoint } = row;
  return {
    ...toReorderRowJson(row),
    ...toSnakeKeys({ productId, windowEnd, outOfStockDays, sellingDays, termSources, calibrationGap }),
    ...toSnakeKeys({ leadTimeStdDevDays, reviewPeriodDays, coverageDays }),
    ...toSnakeKeys({ safetyFactor, leadTimeDemandStdDev, exactReorderPoint }),
    levels: toSnakeKeys(levels),
    vendors: toSnakeKeys(vendors.map(withNumericCost)),
  };
}

/** What a decimal is as text for is forms, which give back what they were given. */
function withNumericCost({ unitCost, ...vendor }: ItemVendorRow) {
  return { ...vendor, unitCost: unitCost === null ? null : Number(unitCost) };
}
