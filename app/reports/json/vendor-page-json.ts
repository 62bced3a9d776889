import { z } from "zod";
import type { VendorReport } from "../vendor-report";
import { toSnakeKeys } from "./snake-keys";
import { totalsSchema } from "./totals-json";
import { toVendorRowJson, vendorRowSchema } from "./vendor-json";

/** A page of the list of vendors. */
export const vendorPageSchema = z.object({
  rows: z.array(vendorRowSchema),
  totals: totalsSchema
    .extend({ vendors: z.int().min(0) })
    .describe("Over every line that the search keeps, not this page alone."),
});

export function toVendorPageJson({ rows, totals }: VendorReport): z.infer<typeof vendorPageSchema> {
  return { rows: rows.map(toVendorRowJson), totals: toSnakeKeys(totals) };
}
