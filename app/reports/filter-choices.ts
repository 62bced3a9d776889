import { readLocations } from "~/data/shop-settings";
import { readVendorChoices } from "~/data/vendor-queries";
import type { VendorChoice } from "~/data/vendor-queries";

/** What the filters of a list offer to choose from. */
export interface FilterChoices {
  vendors: VendorChoice[];
  locations: { locationId: string; name: string }[];
}

/** @param withVendors false for a list of one vendor's SKUs, which offers none */
export async function readFilterChoices(
  shop: string,
  { withVendors }: { withVendors: boolean },
): Promise<FilterChoices> {
  const [vendors, locations] = await Promise.all([withVendors ? readVendorChoices(shop) : [], readLocations(shop)]);
  return { vendors, locations: locations.map(({ locationId, name }) => ({ locationId, name })) };
}
