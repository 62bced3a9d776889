import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { quote } from "./tool-error";

/** Texts that a user can begin with. */
export function registerPrompts(mcp: McpServer): void {
  mcp.registerPrompt(
    "weekly_reorder_review",
    {
      title: "Weekly reorder review",
      description: "Goes through what to order this week, vendor by vendor.",
      argsSchema: { vendor: z.string().max(255).optional().describe("One vendor's name; all vendors without it.") },
    },
    ({ vendor }) => ask(writeWeeklyReview(vendor)),
  );
  mcp.registerPrompt(
    "why_out_of_stock",
    {
      title: "Why is this out of stock?",
      description: "Explains why one SKU ran out, and what would have kept it in stock.",
      argsSchema: { sku: z.string().min(1).max(255).describe("The SKU, as Shopify has it.") },
    },
    ({ sku }) => ask(writeWhyOutOfStock(sku)),
  );
}

function ask(text: string) {
  return { messages: [{ role: "user" as const, content: { type: "text" as const, text } }] };
}

function writeWeeklyReview(vendor: string | undefined): string {
  const scope = vendor === undefined ? "my shop" : `the vendor ${quote(vendor)}`;
  const vendors =
    vendor === undefined
      ? "2. list_vendors: take the vendors with the largest order value, and say of each how its order stands to the vendor's minimum."
      : `2. get_vendor_order for the vendor ${quote(vendor)}: say how the order stands to the vendor's minimum.`;
  return `Prepare this week's reorder review for ${scope}.

1. get_health: if the data are old or something failed, say so first.
${vendors}
3. list_reorder_suggestions with status out-of-stock, then with reorder-now${vendor === undefined ? "" : `, vendor ${quote(vendor)}`}: name what is urgent, with the days of cover and the suggested quantity.
4. list_fast_movers: name fast movers that will run out before an order placed today arrives (days_of_cover below lead_time_days).
5. get_backtest: say in one sentence how far the promised service level was achieved.

End with a table of what to order: vendor, SKUs, units, value. Change nothing; ask me before you use a tool that does.`;
}

function writeWhyOutOfStock(sku: string): string {
  return `Why is the SKU ${quote(sku)} out of stock, and what would have kept it in stock?

1. get_item_plan for it: look at what is available, incoming and committed at each location, at the demand and its variation, at the lead time and where that was set, and at the days out of stock.
2. what_if with a longer lead time, or a higher service level, if the plan's terms look too short for how it sells.
3. get_backtest for it: compare what was promised with what was achieved.

Explain the cause in plain words with the figures, say what to do now, and whether its terms should change. If it is not out of stock, say so. Change nothing; ask me before you use a tool that does.`;
}
