import { z } from "zod";
import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { toColumnName } from "~/reports/column-names";
import { findReorderPageQuery } from "~/reports/find-reorder-query";
import type { QueryFault } from "~/reports/param-reader";
import { searchTextSchema } from "~/reports/search-text";
import { SORT_KEYS, type ReorderQuery, type ReorderView } from "~/reports/reorder-query";
import { quote, ToolError } from "./tool-error";

const MOST_ROWS = 50;

/** Where in a list, and how much of it. */
export const pageArguments = {
  limit: z.int().min(1).max(MOST_ROWS).default(20).describe("Rows of a page; fewer come where their texts are long."),
  after: z.string().max(2_000).optional().describe("`next` of the page before, with the same other arguments."),
};

/** What a list of variants can be narrowed and ordered by: as on the screen. */
export const listArguments = {
  vendor: z.string().max(255).optional().describe('A vendor\'s name or id, or "none" for the SKUs without a vendor.'),
  status: z.array(z.enum(PLAN_STATUSES)).default([]),
  demand_class: z.array(z.enum(DEMAND_CLASSES)).default([]),
  to_order: z.boolean().default(false).describe("Only SKUs of which something is to be ordered."),
  q: searchTextSchema
    .optional()
    .describe("Text that SKU, title, barcode or vendor SKU contains, whatever its letter case and accents."),
  location: z.string().max(18).optional().describe("Shopify's numeric id of a location: the SKUs stocked there."),
  sort: z.enum(SORT_KEYS.map(toColumnName)).optional(),
  direction: z.enum(["asc", "desc"]).optional(),
  ...pageArguments,
};

export const nextSchema = z.string().nullable().describe("Give it as `after` for the next page; null on the last one.");

type ListArguments = z.output<z.ZodObject<typeof listArguments>>;

/**
 * The query that is meant, parsed as the API parses it.
 *
 * @throws {ToolError} with all that cannot be used
 */
export async function findListQuery(
  shop: string,
  view: ReorderView,
  { limit: _limit, ...input }: ListArguments & { decile?: readonly number[] },
): Promise<ReorderQuery> {
  const found = await findReorderPageQuery(shop, toSearchParams(view, input));
  if (!found.ok) throw new ToolError(describeFaults(found.faults));
  return found.query;
}

function toSearchParams(
  view: ReorderView,
  {
    demand_class: demandClass,
    to_order: toOrder,
    ...filters
  }: Omit<ListArguments, "limit"> & { decile?: readonly number[] },
): URLSearchParams {
  const params = new URLSearchParams({ view });
  for (const [name, value] of Object.entries({ ...filters, class: demandClass, to_order: toOrder || undefined })) {
    const texts = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
    for (const text of texts) params.append(name, text);
  }
  return params;
}

/** Each with its value, so that it can be told which one is meant. */
export function describeFaults(faults: readonly QueryFault[]): string {
  const each = faults.map(({ name, value, reason }) => `${name} ${quote(value)} ${reason}`);
  return `${each.join("; ")}. Correct this, then call the tool again.`;
}
