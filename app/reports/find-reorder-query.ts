import { readLocations, readSettings } from "~/data/shop-settings";
import { findVendor } from "~/data/vendor-queries";
import { findVendorByNameOrId } from "./find-vendor";
import type { QueryFault } from "./param-reader";
import { parseReorderQuery } from "./parse-reorder-query";
import type { ApiPageQuery, ApiQuery } from "./parse-reorder-query";
import { NO_VENDOR } from "./reorder-query";
import type { ReorderQuery } from "./reorder-query";

/**
 * Reads the search params of an API call for one shop: as `parseReorderQuery` does, with the shop's own idea of fast
 * movers, `vendor` also by its name (the CSV names vendors, not their ids), and a vendor or location that the shop does
 * not have as a fault: a typo must not look like "nothing to order".
 */
export async function findReorderQuery(shop: string, params: URLSearchParams): Promise<ApiQuery> {
  const { fastMoverDeciles } = await readSettings(shop);
  const named = await replaceVendorName(shop, params);
  return refuseUnknownIds(shop, parseReorderQuery(named, { mode: "api", fastMoverDeciles }));
}

/** As {@link findReorderQuery}, of a call for one page of the list. */
export async function findReorderPageQuery(shop: string, params: URLSearchParams): Promise<ApiPageQuery> {
  const { fastMoverDeciles } = await readSettings(shop);
  const named = await replaceVendorName(shop, params);
  return refuseUnknownIds(shop, parseReorderQuery(named, { mode: "api-page", fastMoverDeciles }));
}

async function refuseUnknownIds<Parsed extends ApiQuery>(
  shop: string,
  parsed: Parsed,
): Promise<Parsed | { ok: false; faults: QueryFault[] }> {
  if (!parsed.ok) return parsed;
  const faults = await findUnknownIds(shop, parsed.query);
  return faults.length === 0 ? parsed : { ok: false, faults };
}

async function replaceVendorName(shop: string, params: URLSearchParams): Promise<URLSearchParams> {
  const name = params.get("vendor")?.trim() ?? "";
  if (name === "" || name === NO_VENDOR) return params;
  const vendor = await findVendorByNameOrId(shop, name);
  if (vendor === null) return params;
  const replaced = new URLSearchParams(params);
  replaced.set("vendor", vendor.vendorId);
  return replaced;
}

async function findUnknownIds(shop: string, { vendorId, locationId }: ReorderQuery): Promise<QueryFault[]> {
  const faults: QueryFault[] = [];
  if (vendorId !== undefined && vendorId !== NO_VENDOR && (await findVendor(shop, vendorId)) === null) {
    faults.push({ name: "vendor", value: vendorId, reason: "is not a vendor of this shop" });
  }
  if (locationId !== undefined) {
    const locations = await readLocations(shop);
    if (!locations.some((location) => location.locationId === locationId)) {
      faults.push({ name: "location", value: locationId, reason: "is not a location of this shop" });
    }
  }
  return faults;
}
