import { z } from "zod";
import type { MinimumComparison } from "~/planning/minimum-order-value";
import type { VendorRow } from "../vendor-report";
import { toSnakeKeys, type SnakeKeys } from "./snake-keys";
import { totalsSchema } from "./totals-json";

/** How an order stands to the least that its vendor accepts. */
export const minimumComparisonSchema = z.object({
  kind: z.enum(["below", "reached"]),
  by: z.number().min(0).describe("How much is missing, or how much it is more."),
}) satisfies z.ZodType<SnakeKeys<MinimumComparison>>;

/** A line of the list of vendors: what is ordered from one vendor, and on which terms. */
export const vendorRowSchema = totalsSchema.extend({
  vendor_id: z.string().nullable().describe("Null on the line of the SKUs without a vendor."),
  vendor: z.string().nullable(),
  is_archived: z.boolean(),
  lead_time: z.object({
    days: z.number(),
    source: z.enum(["vendor", "shop"]).describe("Where it was set."),
  }),
  minimum_order: z
    .object({
      value: z.number(),
      currency: z.string().nullable().describe("ISO 4217 code of what the vendor charges in."),
      comparison: z
        .union([minimumComparisonSchema, z.enum(["no-value", "no-rate"])])
        .describe("How the suggested order stands to it, in the shop's currency; or why nothing can be said."),
    })
    .nullable()
    .describe("The least that the vendor accepts as an order."),
  achieved: z
    .object({
      promised: z.number().describe("Mean service level of its items."),
      coverage: z.number().describe("Share of lead times that were covered, replayed on the shop's own sales."),
    })
    .nullable(),
}) satisfies z.ZodType<SnakeKeys<VendorRow>>;

export type VendorRowJson = z.infer<typeof vendorRowSchema>;

export function toVendorRowJson(row: VendorRow): VendorRowJson {
  return toSnakeKeys(row);
}
