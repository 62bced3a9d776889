import { findPlans, readPlanPage, readPlanTotals } from "~/data/plan-queries";
import type { PlanPage, PlanTotals } from "~/data/plan-queries";
import type { ReorderQuery } from "./reorder-query";
import type { ReorderRow } from "./reorder-row";
import { decodeRowCursor, encodeRowCursor } from "./row-cursor";

export type ReorderTotals = PlanTotals;

export interface ReorderPage {
  rows: ReorderRow[];
  /** Over every row that the filter keeps, not the page alone. */
  totals: ReorderTotals;
  /** `before` of the page ahead and `after` of the page behind this one; null at the list's ends. */
  previous: string | null;
  next: string | null;
}

const PAGE_SIZE = 50;

/**
 * Reads one page of the reorder list and the totals over the whole filter.
 *
 * A cursor may outlive its rows: a page that turns out empty because the list has shrunk falls back to the first page.
 */
export async function readReorderPage(shop: string, query: ReorderQuery, pageSize = PAGE_SIZE): Promise<ReorderPage> {
  const [page, totals] = await Promise.all([readRows(shop, query, pageSize), readPlanTotals(shop, query)]);
  return { rows: page.rows, totals, previous: page.previous, next: page.next };
}

async function readRows(
  shop: string,
  query: ReorderQuery,
  pageSize: number,
): Promise<Pick<ReorderPage, "rows" | "previous" | "next">> {
  const after = readPlace(query, query.after);
  const before = readPlace(query, query.before);
  const page = await readPlanPage(shop, query, query, { limit: pageSize, after, before });
  if (page.rows.length === 0 && (after ?? before)) {
    return readRows(shop, { ...query, after: undefined, before: undefined }, pageSize);
  }
  const hasPrevious = before ? page.more : after !== undefined;
  const hasNext = before ? true : page.more;
  return {
    rows: page.rows,
    previous: hasPrevious ? writePlace(query, page.first) : null,
    next: hasNext ? writePlace(query, page.last) : null,
  };
}

function readPlace(query: ReorderQuery, cursor: string | undefined) {
  return cursor === undefined ? undefined : (decodeRowCursor(query, cursor) ?? undefined);
}

function writePlace(query: ReorderQuery, place: PlanPage["first"]): string | null {
  return place === null ? null : encodeRowCursor(query, place);
}

/** Reads these variants' rows again, in the order given, such as after their quantities were corrected. */
export async function readReorderRows(shop: string, variantIds: readonly string[]): Promise<ReorderRow[]> {
  const rows = new Map((await findPlans(shop, variantIds)).map((row) => [row.variantId, row]));
  return variantIds.flatMap((variantId) => rows.get(variantId) ?? []);
}
