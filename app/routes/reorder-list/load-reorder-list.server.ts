import { readSettings } from "~/data/shop-settings";
import { logger } from "~/ops/logger";
import { readFilterChoices } from "~/reports/filter-choices";
import { readLiveRows } from "~/reports/live-quantities";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { readReorderPage, readReorderRows } from "~/reports/reorder-report";
import type { ReorderView } from "~/reports/reorder-query";
import type { ReorderRow } from "~/reports/reorder-row";
import type { LiveAnswer } from "~/components/live-rows";
import { correctQuantities } from "~/sync/correct-quantities";
import { readPull } from "../pull/read-pull.server";
import { LiveChecks } from "./live-checks.server";

const liveChecks = new LiveChecks();

/**
 * Everything a reorder list shows. It comes from the store alone, so that no page waits for Shopify; the shown rows'
 * live quantities follow in `live`, which never rejects.
 */
export async function loadReorderList(
  shop: string,
  request: Request,
  { view, vendorId }: { view: ReorderView; vendorId?: string },
) {
  const pull = await readPull(shop);
  if (pull.stage === "first-pull") return pull;

  const { searchParams } = new URL(request.url);
  const { fastMoverDeciles } = await readSettings(shop);
  const { query, ignored } = parseReorderQuery(searchParams, { mode: "screen", view, vendorId, fastMoverDeciles });
  const [page, choices] = await Promise.all([readReorderPage(shop, query), readFilterChoices(shop)]);
  return {
    stage: "ready" as const,
    freshness: pull.freshness,
    ...page,
    query,
    ignored,
    choices,
    notices: { ...pull.notices, plannedAt: oldestPlan(page.rows) },
    live: checkQuantities(shop, isOpenPage(request) ? uncheckedLately(shop, page.rows) : page.rows),
  };
}

export type ReorderListData = Awaited<ReturnType<typeof loadReorderList>>;

function oldestPlan(rows: readonly ReorderRow[]): string | null {
  return rows.map((row) => row.plannedAt).sort()[0] ?? null;
}

/** A page that is open already, unlike one that is being loaded, asks by `fetch`; what sends no such header is no browser. */
function isOpenPage(request: Request): boolean {
  return request.headers.get("Sec-Fetch-Dest") === "empty";
}

function uncheckedLately(shop: string, rows: readonly ReorderRow[]): readonly ReorderRow[] {
  return rows.filter((row) => !liveChecks.wasCheckedLately(shop, row.inventoryItemId));
}

/** Asks Shopify for the rows' quantities and corrects store and plan where they differ. */
async function checkQuantities(shop: string, rows: readonly ReorderRow[]): Promise<LiveAnswer> {
  if (rows.length === 0) return { kind: "checked-lately" };
  try {
    const { staleVariantIds, live } = await readLiveRows(shop, rows);
    liveChecks.note(shop, live.inventoryItemIds);
    if (staleVariantIds.length > 0) await correctQuantities(shop, live, staleVariantIds);
    return { kind: "live", changedRows: await readReorderRows(shop, staleVariantIds) };
  } catch (error) {
    logger.warn({ err: error, shop }, "Live quantities are not available; the page keeps the stored ones");
    return { kind: "unavailable" };
  }
}
