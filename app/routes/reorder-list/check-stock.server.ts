import type { StockCheck } from "~/components/live-rows";
import { logger } from "~/ops/logger";
import { readLiveRows, type StockRow } from "~/reports/live-quantities";
import { correctQuantities } from "~/sync/correct-quantities";
import { LiveChecks } from "./live-checks.server";

const liveChecks = new LiveChecks();

/**
 * Asks Shopify for the quantities of a page's rows and corrects store and plan where they differ. A page that is open
 * already, and reads its rows again, asks only about those that were not checked lately.
 *
 * @param readChanged reads what the page shows of these variants again
 */
export async function checkStock<Changed extends object>(
  shop: string,
  request: Request,
  shownRows: readonly StockRow[],
  readChanged: (variantIds: readonly string[]) => Promise<Changed>,
): Promise<StockCheck<Changed>> {
  const rows = isOpenPage(request) ? uncheckedLately(shop, shownRows) : shownRows;
  if (rows.length === 0) return { kind: "checked-lately" };
  try {
    const { staleVariantIds, live } = await readLiveRows(shop, rows);
    liveChecks.note(shop, live.inventoryItemIds);
    if (staleVariantIds.length > 0) await correctQuantities(shop, live, staleVariantIds);
    return { kind: "live", ...(await readChanged(staleVariantIds)) };
  } catch (error) {
    logger.warn({ err: error, shop }, "Live quantities are not available; the page keeps the stored ones");
    return { kind: "unavailable" };
  }
}

/** A page that is open already, unlike one that is being loaded, asks by `fetch`; what sends no such header is no browser. */
function isOpenPage(request: Request): boolean {
  return request.headers.get("Sec-Fetch-Dest") === "empty";
}

function uncheckedLately(shop: string, rows: readonly StockRow[]): readonly StockRow[] {
  return rows.filter((row) => !liveChecks.wasCheckedLately(shop, row.inventoryItemId));
}
