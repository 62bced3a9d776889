import { z } from "zod";
import type { AdminClient, RequestOptions } from "./admin-client";
import { STOCK_REPORT_QUERY } from "./documents";
import { ShopifyError } from "./shopify-error";

/** A day that a variant ended with nothing in stock, as Shopify's report on inventory states it, over all locations. */
export interface EmptyDay {
  variantId: string;
  /** ISO day in the shop's time zone. */
  day: string;
  startingUnits: number;
  endingUnits: number;
}

const ROWS_PER_CALL = 10_000;
/** What the report is worth: a larger shop than these rows tell of has its history from the pulls alone. */
const LARGEST_REPORT_ROWS = 1_000_000;

const unitsSchema = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);
const dayPattern = /^\d{4}-\d{2}-\d{2}/;

const rowSchema = z
  .object({
    // A number, or a global id; null for a variant that was deleted.
    product_variant_id: z.union([z.number(), z.string(), z.null()]).transform((id) => /\d+$/.exec(String(id))?.[0]),
    day: z
      .string()
      .regex(dayPattern)
      .transform((day) => dayPattern.exec(day)?.[0] ?? day),
    starting_inventory_units: unitsSchema,
    ending_inventory_units: unitsSchema,
  })
  .transform(({ product_variant_id, day, starting_inventory_units, ending_inventory_units }): EmptyDay[] =>
    product_variant_id === undefined
      ? []
      : [
          {
            variantId: product_variant_id,
            day,
            startingUnits: Math.trunc(starting_inventory_units),
            endingUnits: Math.trunc(ending_inventory_units),
          },
        ],
  );

const answerSchema = z.object({
  shopifyqlQuery: z
    .object({ parseErrors: z.array(z.string()), tableData: z.object({ rows: z.array(rowSchema) }).nullable() })
    .nullable(),
});

/**
 * Asks Shopify's report on inventory for the days between two, both included, that variants ended with nothing in stock.
 * Needs the scope read_reports.
 *
 * @throws {ShopifyError} when Shopify does not understand the query, refuses it or does not answer
 */
export async function* readEmptyDays(
  client: AdminClient,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
  options: RequestOptions = {},
): AsyncGenerator<EmptyDay[], void, undefined> {
  for (let offset = 0; offset < LARGEST_REPORT_ROWS; offset += ROWS_PER_CALL) {
    const query = emptyDaysQuery(firstDay, lastDay, offset);
    const { shopifyqlQuery } = await client.request(STOCK_REPORT_QUERY, { query }, answerSchema, options);
    if (!shopifyqlQuery?.tableData) {
      const reasons = shopifyqlQuery?.parseErrors.join(" ") ?? "";
      throw new ShopifyError("refused", `Shopify did not understand the query for its report on inventory. ${reasons}`);
    }
    const { rows } = shopifyqlQuery.tableData;
    yield rows.flat();
    if (rows.length < ROWS_PER_CALL) return;
  }
  throw new ShopifyError("refused", `Shopify's report on inventory has more than ${LARGEST_REPORT_ROWS} rows.`);
}

/** In ShopifyQL. `GROUP BY day` without TIMESERIES gives the days that there are rows for, and no others. */
function emptyDaysQuery(firstDay: string, lastDay: string, offset: number): string {
  return `FROM inventory
    SHOW starting_inventory_units, ending_inventory_units
    SINCE ${firstDay} UNTIL ${lastDay}
    GROUP BY product_variant_id, day
    HAVING ending_inventory_units <= 0
    ORDER BY product_variant_id, day
    LIMIT ${ROWS_PER_CALL} OFFSET ${offset}`;
}
