import { z } from "zod";
import { explainPlan, summarisePlan } from "~/components/plan-explanation";
import type { WrittenFigure } from "~/components/reorder-columns";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import { readShop } from "~/data/shops";
import { readItem } from "~/reports/item-report";
import { readItemVendors } from "~/reports/item-vendors";
import { itemSchema, toItemJson } from "~/reports/json/item-json";
import { readFittingPage } from "../answer-size";
import { findItem, itemArgument } from "../item-argument";
import { asOfSchema, readAsOf } from "../plan-in-time";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

/** A chain of shops has hundreds of locations, of which the plan tells the sums. */
const MOST_TOLD = 50;

/** One variant's plan with its reasons, as its page has them. */
export const getItemPlan = defineTool({
  name: "get_item_plan",
  title: "Get an item's plan",
  description:
    "All of one SKU's plan: stock by location, vendors, the terms it is planned on and where each was set, and the arithmetic in words, from its sales to the suggested order. Use it to answer why something is, or is not, to be ordered.",
  effect: "reads",
  input: z.strictObject(itemArgument),
  output: itemSchema.extend({
    summary: z.string().describe("The answer in one sentence."),
    explanation: z
      .array(z.object({ title: z.string(), result: z.string().nullable(), sentence: z.string() }))
      .describe("How it comes about, step by step; the figures are rounded to be read."),
    levels_left_out: z.int().describe("Locations beyond those in `levels`."),
    vendors_left_out: z.int().describe("Vendors beyond those in `vendors`."),
    data_as_of: asOfSchema,
  }),
  async run({ shop }, input) {
    const asOf = await readAsOf(shop);
    const { variantId } = await findItem(shop, input);
    const [item, { vendors }, stored] = await Promise.all([
      readItem(shop, variantId),
      readItemVendors(shop, variantId),
      readShop(shop),
    ]);
    if (item === null) throw new ToolError("This variant was deleted a moment ago. Nothing is left to plan.");
    const formats = createShopFormats({ locale: "en", timeZone: stored?.timeZone ?? "UTC" }, wordsOf("en"));
    return readFittingPage(MOST_TOLD, async (limit) => ({
      ...toItemJson({ ...item, levels: item.levels.slice(0, limit) }, vendors.slice(0, limit)),
      summary: summarisePlan(item.row, formats),
      explanation: explainPlan(item.row, formats).map(({ title, result, sentence }) => {
        return { title, result: textOf(result), sentence };
      }),
      levels_left_out: Math.max(0, item.levels.length - limit),
      vendors_left_out: Math.max(0, vendors.length - limit),
      data_as_of: asOf,
    }));
  },
});

/** The sentence says why there is none. */
function textOf(figure: WrittenFigure): string | null {
  return typeof figure === "string" ? figure : null;
}
