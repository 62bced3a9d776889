import type { KeysetPageOptions } from "~/data/keyset-page";
import { isFiltered } from "~/data/plan-filter";
import { SORT_EXPRESSIONS } from "~/data/plan-order";
import { findPlans, readPlanPage, type ReadBeside } from "~/data/plan-queries";
import { readPlanTotals, type PlanTotals } from "~/data/plan-totals";
import type { ReorderQuery } from "./reorder-query";
import type { ListedRow } from "./reorder-row";
import { readPageAt, type CursorPage, type WhenEmpty } from "./row-cursor";

export type ReorderTotals = PlanTotals;

export interface ReorderPage extends CursorPage<ListedRow> {
  /** Over every row that the filter keeps, not the page alone. */
  totals: ReorderTotals;
}

const PAGE_SIZE = 50;

interface ReorderPageOptions extends ReadBeside {
  pageSize?: number;
  whenEmpty?: WhenEmpty;
}

/** Reads one page of the reorder list and the totals over the whole filter. */
export async function readReorderPage(
  shop: string,
  query: ReorderQuery,
  { pageSize = PAGE_SIZE, whenEmpty, withWeeklyDemand }: ReorderPageOptions = {},
): Promise<ReorderPage> {
  const readPage = (kept?: number) => {
    const read = (from: Pick<KeysetPageOptions, "after" | "before">) =>
      readPlanPage(shop, query, query, { limit: pageSize, kept, withWeeklyDemand, ...from });
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
export async function readReorderRows(
  shop: string,
  variantIds: readonly string[],
  beside?: ReadBeside,
): Promise<ListedRow[]> {
  const rows = new Map((await findPlans(shop, variantIds, beside)).map((row) => [row.variantId, row]));
  return variantIds.flatMap((variantId) => rows.get(variantId) ?? []);
}
