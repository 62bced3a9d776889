import { z } from "zod";
import { readVelocitySummary } from "~/reports/fast-movers";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import { totalsSchema } from "~/reports/json/totals-json";
import { readReorderPage } from "~/reports/reorder-report";
import { readFittingPage } from "../answer-size";
import { findListQuery, listArguments, nextSchema } from "../list-arguments";
import { asOfSchema, readAsOf } from "../plan-in-time";
import { rowInListsSchema, toRowInLists } from "../row-in-lists";
import { defineTool } from "../tool";

const decile = z.int().min(1).max(10);

/** The Fast Movers view. */
export const listFastMovers = defineTool({
  name: "list_fast_movers",
  title: "List fast movers",
  description:
    "What sells fastest, by units a day, and how the shop's sales spread over ten equal groups of the SKUs that sell (decile 1: the fastest tenth). Without `decile`, what the shop's settings call fast movers.",
  effect: "reads",
  input: z.strictObject({ decile: z.array(decile).default([]), ...listArguments }),
  output: z.object({
    rows: z.array(rowInListsSchema),
    totals: totalsSchema,
    velocity: z.object({
      deciles: z.array(
        z.object({
          decile,
          skus: z.int(),
          units: z.number().describe("Sold in the demand window."),
          share_of_units: z.number(),
          cumulative_share_of_units: z.number(),
          share_of_revenue: z.number().nullable(),
          days_of_cover: z.number().nullable(),
          stock_value: z.number().nullable(),
        }),
      ),
      units: z.number(),
      skus_with_sales: z.int(),
      skus_without_sales: z.int(),
      no_sales: z.object({ skus: z.int(), stock_value: z.number().nullable() }),
      currency: z.string().nullable(),
      stocked_without_cost: z.int().describe("SKUs with stock that stock values leave out."),
    }),
    next: nextSchema,
    data_as_of: asOfSchema,
  }),
  async run({ shop }, input) {
    const asOf = await readAsOf(shop);
    const query = await findListQuery(shop, "fast-movers", input);
    const velocity = toSnakeKeys(await readVelocitySummary(shop));
    return readFittingPage(input.limit, async (limit) => {
      const { rows, totals, next } = await readReorderPage(shop, query, { pageSize: limit, whenEmpty: "end of list" });
      return { rows: rows.map(toRowInLists), totals: toSnakeKeys(totals), velocity, next, data_as_of: asOf };
    });
  },
});
