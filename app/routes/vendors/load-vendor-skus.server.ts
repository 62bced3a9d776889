import { readVendor } from "~/reports/vendor-report";
import { wordsFor } from "~/words/request-language.server";
import { readPull } from "../pull/read-pull.server";
import { loadReorderList } from "../reorder-list/load-reorder-list.server";
import { unknownVendor } from "./unknown-vendor.server";

/**
 * The reorder list of one vendor, or of the SKUs that have none.
 *
 * @throws a response of status 404 when the shop has no such vendor
 */
export async function loadVendorSkus(shop: string, vendorId: string, request: Request) {
  const vendor = await readVendor(shop, vendorId);
  if (vendor === null) {
    // Vendors become known with the first pull.
    const pull = await readPull(shop, request);
    if (pull.stage === "first-pull") return { vendor: null, list: pull };
    throw unknownVendor(wordsFor(request).t);
  }
  return { vendor, list: await loadReorderList(shop, request, { view: "vendor", vendorId: vendor.vendorId }) };
}

export type VendorSkusData = Awaited<ReturnType<typeof loadVendorSkus>>;
