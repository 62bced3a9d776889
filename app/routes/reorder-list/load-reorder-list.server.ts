import { readListFrame } from "~/data/list-frame";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { readListPage, readListRows } from "~/reports/reorder-report";
import type { ReorderQuery, ReorderView } from "~/reports/reorder-query";
import { toListRow, type ListedRow } from "~/reports/reorder-row";
import { readVendor } from "~/reports/vendor-report";
import { wordsFor } from "~/words/request-language.server";
import { readPull } from "../pull/read-pull.server";
import { checkStock } from "./check-stock.server";
import { findShownView } from "./read-view.server";
import { wordIgnored } from "./word-ignored.server";

/**
 * Everything a reorder list shows. It comes from the store alone, so that no page waits for Shopify; the shown rows'
 * live quantities follow in `live`, which never rejects.
 */
export async function loadReorderList(
  shop: string,
  request: Request,
  { view, vendorId }: { view: ReorderView; vendorId?: string },
) {
  const [pull, { views, locations, settings }] = await Promise.all([
    readPull(shop, request),
    readListFrame(shop, view),
  ]);
  if (pull.stage === "first-pull") return pull;

  const { searchParams, missing, ...shown } = findShownView(new URL(request.url).searchParams, views);
  const { query, ignored } = parseReorderQuery(searchParams, {
    mode: "screen",
    view,
    vendorId,
    fastMoverDeciles: settings.fastMoverDeciles,
  });
  const { columns } = shown.look;
  const [page, vendor] = await Promise.all([readListPage(shop, query, columns), readChosenVendor(shop, query)]);
  return {
    stage: "ready" as const,
    freshness: pull.freshness,
    ...page,
    rows: page.rows.map((row) => toListRow(row, columns)),
    ...shown,
    query,
    ignored: wordIgnored([...missing, ...ignored], wordsFor(request).t),
    locations,
    vendor,
    notices: { ...pull.notices, plannedAt: oldestPlan(page.rows) },
    live: checkStock(shop, request, page.rows, async (variantIds) => ({
      changedRows: (await readListRows(shop, variantIds, columns)).map((row) => toListRow(row, columns)),
    })),
  };
}

export type ReorderListData = Awaited<ReturnType<typeof loadReorderList>>;

/** Whom the filter has chosen, to name it; null for nobody, and on the page of one vendor. */
function readChosenVendor(shop: string, { view, vendorId }: ReorderQuery) {
  return view === "vendor" || vendorId === undefined ? null : readVendor(shop, vendorId);
}

function oldestPlan(rows: readonly ListedRow[]): string | null {
  return rows.map((row) => row.plannedAt).sort()[0] ?? null;
}
