import { readPlanningLocationIds } from "~/data/locations";
import { readLiveQuantities } from "~/shopify/live-quantities";
import type { LiveQuantities } from "~/shopify/live-quantities";
import type { ReorderRow } from "./reorder-row";

export interface LiveRows {
  /** Variants whose stored quantities are other than the live ones. */
  staleVariantIds: string[];
  /** Shopify's answer, to correct the stored levels with. */
  live: LiveQuantities;
}

const QUANTITY_NAMES = ["available", "onHand", "committed", "incoming"] as const;
type Quantities = Pick<ReorderRow, (typeof QUANTITY_NAMES)[number]>;

/** What of a row can be compared with Shopify's word. */
export type StockRow = Quantities & Pick<ReorderRow, "variantId" | "inventoryItemId">;

/**
 * Asks Shopify for the quantities of the rows that a page shows, over the locations that count in planning, and finds the
 * rows that show other ones. Nothing is stored here: the route hands `live` on.
 *
 * @throws {ShopifyError} when Shopify does not answer within a few seconds
 */
export async function readLiveRows(shop: string, rows: readonly StockRow[]): Promise<LiveRows> {
  const inventoryItemIds = rows.map((row) => row.inventoryItemId);
  const live = await readLiveQuantities(shop, inventoryItemIds, await readPlanningLocationIds(shop), {
    priority: "interactive",
  });
  // An item that Shopify does not know any more has nothing to compare with.
  const known = new Set(live.inventoryItemIds);
  const sums = sumByItem(live);
  const stale = rows.filter(
    (row) => known.has(row.inventoryItemId) && !isSame(row, sums.get(row.inventoryItemId) ?? NOTHING),
  );
  return { staleVariantIds: stale.map((row) => row.variantId), live };
}

const NOTHING: Quantities = { available: 0, onHand: 0, committed: 0, incoming: 0 };

function isSame(one: Quantities, other: Quantities): boolean {
  return QUANTITY_NAMES.every((name) => one[name] === other[name]);
}

function sumByItem({ levels }: LiveQuantities): Map<string, Quantities> {
  const sums = new Map<string, Quantities>();
  for (const level of levels) {
    const sum = sums.get(level.inventoryItemId) ?? { ...NOTHING };
    for (const name of QUANTITY_NAMES) sum[name] += level[name];
    sums.set(level.inventoryItemId, sum);
  }
  return sums;
}
