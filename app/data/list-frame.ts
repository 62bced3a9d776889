import { listViews, type ListViews, type ViewedList } from "./list-views";
import { askTogether, question } from "./questions";
import { LOCATION_ORDER, SETTINGS, type ShopSettings } from "./shop-settings";
import { VENDOR_CHOICES, type VendorChoice } from "./vendor-queries";

/** What the filters of a list offer to choose from. */
export interface FilterChoices {
  vendors: VendorChoice[];
  locations: { locationId: string; name: string }[];
}

/** What a list has to know before its rows are read, and what stands around them. */
export interface ListFrame {
  views: ListViews;
  choices: FilterChoices;
  settings: ShopSettings;
}

export async function readListFrame(shop: string, list: ViewedList): Promise<ListFrame> {
  const [views, vendors, locations, settings] = await askTogether(shop, [
    listViews(list),
    list === "vendor" ? NO_CHOICES : VENDOR_CHOICES,
    LOCATION_CHOICES,
    SETTINGS,
  ]);
  return { views, choices: { vendors, locations }, settings };
}

const LOCATION_CHOICES = question(
  () => `SELECT location_id::text AS "locationId", name FROM locations WHERE shop = $1 ORDER BY ${LOCATION_ORDER}`,
  (rows: readonly FilterChoices["locations"][number][]) => [...rows],
);

/** A list of one vendor's SKUs has no other vendors to choose from. */
const NO_CHOICES = question<VendorChoice, VendorChoice[]>(
  () => "SELECT WHERE false",
  () => [],
);
