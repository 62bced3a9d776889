import { readPlanAge } from "~/data/plan-age";
import { parseVendorOrderQuery } from "~/reports/parse-vendor-order-query";
import { readVendorOrderLines, readVendorOrderPage } from "~/reports/vendor-order";
import { wordsFor } from "~/words/request-language.server";
import { readPull } from "../pull/read-pull.server";
import { checkStock } from "../reorder-list/check-stock.server";
import { wordIgnored } from "../reorder-list/word-ignored.server";
import { unknownVendor } from "../vendors/unknown-vendor.server";

/**
 * Everything a vendor's order page shows. It comes from the store alone, so that the page does not wait for Shopify; the
 * shown lines' live quantities follow in `live`, which never rejects.
 *
 * @throws a response of status 404 when the shop has no such vendor
 */
export async function loadVendorOrder(shop: string, vendorId: string, request: Request) {
  const { query, ignored } = parseVendorOrderQuery(new URL(request.url).searchParams);
  const [pull, order, { oldestPlannedAt }] = await Promise.all([
    readPull(shop, request),
    readVendorOrderPage(shop, vendorId, query),
    readPlanAge(shop),
  ]);
  if (pull.stage === "first-pull") return pull;
  const { t } = wordsFor(request);
  if (order === null) throw unknownVendor(t);
  return {
    stage: "ready" as const,
    freshness: pull.freshness,
    order,
    query,
    ignored: wordIgnored(ignored, t),
    notices: { ...pull.notices, plannedAt: oldestPlannedAt },
    live: checkStock(shop, request, order.lines, (variantIds) => readChanged(shop, vendorId, variantIds)),
  };
}

export type VendorOrderData = Awaited<ReturnType<typeof loadVendorOrder>>;

/** What has changed of the shown lines, with the totals; null when the vendor is gone. */
async function readChanged(shop: string, vendorId: string, variantIds: readonly string[]) {
  const answer = variantIds.length === 0 ? null : await readVendorOrderLines(shop, vendorId, variantIds);
  return { changedRows: answer?.lines ?? [], answer };
}
