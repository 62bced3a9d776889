import { listViews, type ListViews, type ViewedList } from "./list-views";
import { askTogether, question } from "./questions";
import { LOCATION_ORDER, SETTINGS, type ShopSettings } from "./shop-settings";

/** What a list has to know before its rows are read, and what stands around them. */
export interface ListFrame {
  views: ListViews;
  /** To which a list can be narrowed. Vendors can be thousands: they are asked for when one is to be chosen. */
  locations: LocationChoice[];
  settings: ShopSettings;
}

export interface LocationChoice {
  locationId: string;
  name: string;
}

export async function readListFrame(shop: string, list: ViewedList): Promise<ListFrame> {
  const [views, locations, settings] = await askTogether(shop, [listViews(list), LOCATION_CHOICES, SETTINGS]);
  return { views, locations, settings };
}

const LOCATION_CHOICES = question(
  () => `SELECT location_id::text AS "locationId", name FROM locations WHERE shop = $1 ORDER BY ${LOCATION_ORDER}`,
  (rows: readonly LocationChoice[]) => [...rows],
);
