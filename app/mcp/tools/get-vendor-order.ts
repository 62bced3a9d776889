import { z } from "zod";
import { ORDER_PARTS } from "~/data/vendor-order-filter";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import { minimumComparisonSchema } from "~/reports/json/vendor-json";
import { parseVendorOrderQuery } from "~/reports/parse-vendor-order-query";
import { readVendorOrderPage, type VendorOrderLine } from "~/reports/vendor-order";
import { readFittingPage } from "../answer-size";
import { describeFaults, nextSchema, pageArguments } from "../list-arguments";
import { asOfSchema, readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";
import { findVendor } from "../vendor-argument";

const units = z.int();
const money = z.number().nullable();

const orderLineSchema = z.object({
  variant_id: z.string(),
  sku: z.string().nullable(),
  vendor_sku: z.string().nullable(),
  product_title: z.string(),
  variant_title: z.string().nullable(),
  status: z.enum(PLAN_STATUSES),
  available: units,
  incoming: units,
  suggested_quantity: units.nullable(),
  quantity: units.describe("What is to be ordered: as somebody entered it, or else as suggested."),
  edited_by: z.string().nullable().describe("Who entered another quantity than the suggested one."),
  pack_size: units,
  minimum_order_quantity: units,
  unit_cost: money.describe("In the vendor's currency."),
  line_value: money.describe("In the vendor's currency."),
});

/** A vendor's next order, as its page has it. */
export const getVendorOrder = defineTool({
  name: "get_vendor_order",
  title: "Get a vendor's order",
  description:
    "One vendor's next order: its lines with quantities and costs in the vendor's currency, by title, and how the order stands to the vendor's minimum. Totals are the whole order's.",
  effect: "reads",
  input: z.strictObject({
    vendor: z.string().min(1).max(255).describe("The vendor's name or id."),
    show: z.enum(ORDER_PARTS).default("order").describe("order: what is ordered; all: every SKU that it supplies."),
    ...pageArguments,
  }),
  output: z.object({
    vendor: z.object({
      vendor_id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      currency: z.string().nullable(),
      minimum_order_value: money,
    }),
    totals: z.object({
      skus: z.int().describe("SKUs that it is the preferred vendor of."),
      lines: z.int().describe("SKUs of which something is ordered."),
      units: z.number(),
      value: z.number().describe("In the vendor's currency, of the lines whose unit cost is known."),
      value_in_shop_currency: money,
      lines_without_cost: z.int(),
      edited_lines: z.int(),
      read_at: z.iso.datetime(),
      minimum: minimumComparisonSchema.nullable().describe("Null where it has none, or nothing is ordered."),
    }),
    lines: z.array(orderLineSchema),
    next: nextSchema,
    data_as_of: asOfSchema,
  }),
  async run({ shop }, { vendor, show, limit, after }) {
    const asOf = await readAsOf(shop);
    const { vendorId } = await findVendor(shop, vendor);
    const { query, ignored } = parseVendorOrderQuery(new URLSearchParams({ show, after: after ?? "" }));
    if (ignored.length > 0) throw new ToolError(describeFaults(ignored));
    return readFittingPage(limit, async (rows) => {
      const order = await readVendorOrderPage(shop, vendorId, query, rows);
      if (order === null) throw new ToolError("This vendor was deleted a moment ago. list_vendors tells the others.");
      return {
        vendor: toSnakeKeys(order.vendor),
        totals: toSnakeKeys(order.totals),
        lines: order.lines.map(toOrderLineJson),
        next: order.next,
        data_as_of: asOf,
      };
    });
  },
});

function toOrderLineJson({ edit, ...line }: VendorOrderLine): z.output<typeof orderLineSchema> {
  return orderLineSchema.parse({ ...toSnakeKeys(line), edited_by: edit?.actor ?? null });
}
