import { readLocations } from "~/data/shop-settings";
import { readLiveQuantities } from "~/shopify/live-quantities";
import type { LiveQuantities } from "~/shopify/live-quantities";
import type { ReorderRow } from "./reorder-row";

/** A row's quantities as Shopify states them now, in units, over the locations that count in planning. */
export interface LiveRowQuantities {
  variantId: string;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
}

export interface LiveRows {
  /** Of the rows whose item Shopify still has. */
  quantities: LiveRowQuantities[];
  /** Variants whose stored quantities are other than the live ones. */
  staleVariantIds: string[];
  /** Shopify's answer, to correct the stored levels with. */
  live: LiveQuantities;
}

const QUANTITY_NAMES = ["available", "onHand", "committed", "incoming"] as const;

/**
 * Asks Shopify for the quantities of the rows that a page shows. Nothing is stored here: the route hands `live` on.
 *
 * @throws {ShopifyError} when Shopify does not answer within a few seconds
 */
export async function readLiveRows(shop: string, rows: readonly ReorderRow[]): Promise<LiveRows> {
  const locations = (await readLocations(shop)).filter(({ active, countsInPlanning }) => active && countsInPlanning);
  const inventoryItemIds = rows.map((row) => row.inventoryItemId);
  const live = await readLiveQuantities(
    shop,
    inventoryItemIds,
    locations.map(({ locationId }) => locationId),
  );
  const known = new Set(live.inventoryItemIds);
  const current = rows.filter((row) => known.has(row.inventoryItemId));
  const sums = sumByItem(live);
  const quantities = current.map((row) => ({
    variantId: row.variantId,
    ...(sums.get(row.inventoryItemId) ?? NOTHING),
  }));
  const stale = current.filter((row, index) => QUANTITY_NAMES.some((name) => row[name] !== quantities[index]?.[name]));
  return { quantities, staleVariantIds: stale.map((row) => row.variantId), live };
}

type Quantities = Omit<LiveRowQuantities, "variantId">;

const NOTHING: Quantities = { available: 0, onHand: 0, committed: 0, incoming: 0 };

function sumByItem({ levels }: LiveQuantities): Map<string, Quantities> {
  const sums = new Map<string, Quantities>();
  for (const level of levels) {
    const sum = sums.get(level.inventoryItemId) ?? { ...NOTHING };
    for (const name of QUANTITY_NAMES) sum[name] += level[name];
    sums.set(level.inventoryItemId, sum);
  }
  return sums;
}
