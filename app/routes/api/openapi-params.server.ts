import { z } from "zod";
import { LARGEST_LIMIT, USUAL_LIMIT } from "~/reports/page-limit";
import { REORDER_PARAMS } from "~/reports/parse-reorder-query";
import { VENDOR_PARAMS } from "~/reports/vendor-query";

/** Several values, separated by commas; they can be repeated as well. */
function listOf<Value extends z.ZodType>(value: Value, description: string) {
  return z
    .array(value)
    .optional()
    .meta({ description, param: { style: "form", explode: false } });
}

const limit = z
  .int()
  .min(1)
  .max(LARGEST_LIMIT)
  .optional()
  .meta({ description: `Rows of a page; ${USUAL_LIMIT} by default.` });

const cursor = z.string().optional();

/** The search params of the reorder list. */
export const reorderParams = z.object({
  view: REORDER_PARAMS.view
    .optional()
    .describe("The screen's views: all, the default; vendor, sorted by vendor; fast-movers, the fastest deciles."),
  vendor: z
    .string()
    .optional()
    .describe("Of this vendor alone: its id, or any of its names; none for the SKUs without a vendor."),
  status: listOf(REORDER_PARAMS.status, "Only rows of these states."),
  class: listOf(REORDER_PARAMS.class, "Only rows of these demand classes."),
  decile: listOf(REORDER_PARAMS.decile, "Only rows of these velocity deciles, 1 to 10, such as 1 or 1-3."),
  to_order: REORDER_PARAMS.to_order.optional().describe("Only rows of which something is to be ordered."),
  q: REORDER_PARAMS.q
    .optional()
    .describe("Only rows with this text in SKU, title or barcode, whatever its letter case and accents."),
  location: REORDER_PARAMS.location
    .optional()
    .describe("Only variants that this location stocks, by Shopify's id; their figures stay those of the whole plan."),
  sort: REORDER_PARAMS.sort.optional().describe("By which column; by default what the view's screen is sorted by."),
  direction: REORDER_PARAMS.direction.optional().describe("By default what matters first."),
});

/** Those of a page of it. */
export const reorderPageParams = reorderParams.extend({
  limit,
  after: cursor.describe("The place behind which the page begins: take it from Link, where rel is next."),
  before: cursor.describe("The place before which the page ends: take it from Link, where rel is prev."),
});

/** The search params of the list of vendors. */
export const vendorPageParams = z.object({
  q: VENDOR_PARAMS.q.optional().describe("Only vendors with this text in one of their names."),
  archived: VENDOR_PARAMS.archived.optional().describe("Also archived vendors from which nothing is ordered any more."),
  sort: VENDOR_PARAMS.sort.optional().describe("By what; by default order_value."),
  direction: VENDOR_PARAMS.direction.optional().describe("By default from the largest, or from A to Z."),
  page: VENDOR_PARAMS.page.optional().describe("From 1."),
  limit,
});

export const itemParams = z.object({
  sku: z.string().min(1).describe("The SKU as a whole, percent-encoded: A/1 is A%2F1, 100% is 100%25."),
});
