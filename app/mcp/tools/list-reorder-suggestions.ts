import { z } from "zod";
import { totalsSchema } from "~/reports/json/totals-json";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import { readReorderPage } from "~/reports/reorder-report";
import { readFittingPage } from "../answer-size";
import { findListQuery, listArguments, nextSchema } from "../list-arguments";
import { asOfSchema, readAsOf } from "../plan-in-time";
import { rowInListsSchema, toRowInLists } from "../row-in-lists";
import { defineTool } from "../tool";

/** The reorder list, as the screen and the CSV have it. */
export const listReorderSuggestions = defineTool({
  name: "list_reorder_suggestions",
  title: "List reorder suggestions",
  description:
    "The shop's reorder list: when to reorder each SKU, how much, and from whom, most units to order first. Totals are over all that the filters keep. Use status out-of-stock and reorder-now for what is urgent, and q to find a SKU by a part of its name.",
  effect: "reads",
  input: z.strictObject(listArguments),
  output: z.object({
    rows: z.array(rowInListsSchema),
    totals: totalsSchema,
    next: nextSchema,
    data_as_of: asOfSchema,
  }),
  async run({ shop }, input) {
    const asOf = await readAsOf(shop);
    const query = await findListQuery(shop, "all", input);
    return readFittingPage(input.limit, async (limit) => {
      const { rows, totals, next } = await readReorderPage(shop, query, { pageSize: limit, whenEmpty: "end of list" });
      return { rows: rows.map(toRowInLists), totals: toSnakeKeys(totals), next, data_as_of: asOf };
    });
  },
});
