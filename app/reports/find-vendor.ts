import { findVendor, findVendorByName, type VendorChoice } from "~/data/vendor-queries";
import { isNumericId } from "./numeric-id";

/** The vendor with this id or, in any letter case, one of these names; null when the shop has none such. */
export async function findVendorByNameOrId(shop: string, text: string): Promise<VendorChoice | null> {
  const byId = isNumericId(text) ? await findVendor(shop, text) : null;
  return byId ?? (await findVendorByName(shop, text));
}
