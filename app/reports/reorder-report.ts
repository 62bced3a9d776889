import type { KeysetPageOptions } from "~/data/keyset-page";
import { isFiltered } from "~/data/plan-filter";
import { SORT_EXPRESSIONS } from "~/data/plan-order";
import { findPlanFields, findPlans, PLAN_FIELDS, readPlanPage } from "~/data/plan-queries";
import type { ListedPlan } from "~/data/plan-row";
import { readPlanTotals, type PlanTotals } from "~/data/plan-totals";
import type { ReorderQuery } from "./reorder-query";
import { fieldsOfList, type ListedRow, type ReorderRow } from "./reorder-row";
import { readPageAt, type CursorPage, type WhenEmpty } from "./row-cursor";

export type ReorderTotals = PlanTotals;

export interface ReorderPage<Row = ReorderRow> extends CursorPage<Row> {
  /** Over every row that the filter keeps, not the page alone. */
  totals: ReorderTotals;
}

const PAGE_SIZE = 50;

interface ReorderPageOptions {
  pageSize?: number;
  whenEmpty?: WhenEmpty;
}

/** Reads one page of the reorder list and the totals over the whole filter. */
export function readReorderPage(shop: string, query: ReorderQuery, options?: ReorderPageOptions): Promise<ReorderPage> {
  return readFields(shop, query, PLAN_FIELDS, options);
}

/**
 * The same of what a list shows.
 *
 * @param columns that were chosen
 */
export function readListPage(
  shop: string,
  query: ReorderQuery,
  columns: readonly string[],
): Promise<ReorderPage<ListedRow>> {
  return readFields(shop, query, fieldsOfList(columns));
}

async function readFields<Field extends keyof ListedPlan>(
  shop: string,
  query: ReorderQuery,
  fields: readonly Field[],
  { pageSize = PAGE_SIZE, whenEmpty }: ReorderPageOptions = {},
): Promise<ReorderPage<Pick<ListedPlan, Field>>> {
  const readPage = (kept?: number) => {
    const read = (from: Pick<KeysetPageOptions, "after" | "before">) =>
      readPlanPage(shop, query, query, fields, { limit: pageSize, kept, ...from });
    return readPageAt(query, SORT_EXPRESSIONS, read, whenEmpty);
  };
  if (isFiltered(query)) {
    const totals = await readPlanTotals(shop, query);
    return { ...(await readPage(totals.skus)), totals };
  }
  const [page, totals] = await Promise.all([readPage(), readPlanTotals(shop, query)]);
  return { ...page, totals };
}

/** Reads these variants' rows again, in the order given, such as after their quantities were corrected. */
export async function readReorderRows(shop: string, variantIds: readonly string[]): Promise<ReorderRow[]> {
  return inOrder(variantIds, await findPlans(shop, variantIds));
}

/** The same of what a list shows; see {@link readListPage}. */
export async function readListRows(
  shop: string,
  variantIds: readonly string[],
  columns: readonly string[],
): Promise<ListedRow[]> {
  return inOrder(variantIds, await findPlanFields(shop, variantIds, fieldsOfList(columns)));
}

function inOrder<Row extends { variantId: string }>(variantIds: readonly string[], found: readonly Row[]): Row[] {
  const rows = new Map(found.map((row) => [row.variantId, row]));
  return variantIds.flatMap((variantId) => rows.get(variantId) ?? []);
}
