import { z } from "zod";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import { totalsSchema } from "~/reports/json/totals-json";
import { toVendorRowJson, vendorRowSchema } from "~/reports/json/vendor-json";
import { searchTextSchema } from "~/reports/search-text";
import { readVendorReport } from "~/reports/vendor-report";
import { DEFAULT_VENDOR_QUERY } from "~/reports/vendor-query";
import { asOfSchema, readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";

/** However long their names are, so many fit an answer. */
const VENDORS_PER_PAGE = 40;

/** The Vendor view. */
export const listVendors = defineTool({
  name: "list_vendors",
  title: "List vendors",
  description:
    "The shop's vendors, largest order value first, each with what is to be ordered from it, its lead time, its minimum order and the service achieved. get_vendor_order has the lines of one vendor's order.",
  effect: "reads",
  input: z.strictObject({
    q: searchTextSchema
      .default("")
      .describe("Text that one of the vendor's names contains, whatever its letter case and accents."),
    archived: z.boolean().default(false).describe("Also archived vendors from which nothing is ordered any more."),
    page: z.int().min(1).max(100_000).default(1).describe(`${VENDORS_PER_PAGE} vendors a page.`),
  }),
  output: z.object({
    vendors: z.array(vendorRowSchema),
    totals: totalsSchema.extend({ vendors: z.int() }),
    page: z.int(),
    pages: z.int(),
    data_as_of: asOfSchema,
  }),
  async run({ shop }, input) {
    const asOf = await readAsOf(shop);
    const report = await readVendorReport(shop, { ...DEFAULT_VENDOR_QUERY, ...input }, VENDORS_PER_PAGE);
    const { rows, totals, page, pages } = report;
    return { vendors: rows.map(toVendorRowJson), totals: toSnakeKeys(totals), page, pages, data_as_of: asOf };
  },
});
