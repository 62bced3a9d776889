import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "~/db.server";
import { readLiveRows } from "~/reports/live-quantities";
import { readReorderRows } from "~/reports/reorder-report";
import type { LiveQuantities } from "~/shopify/live-quantities";
import { makePlan, storePlans } from "./stored-plans";

// Shopify is the one edge that is not here: its answers are given, the rest is real.
const shopify = vi.hoisted(() => ({ readLiveQuantities: vi.fn<() => Promise<LiveQuantities>>() }));
vi.mock("~/shopify/live-quantities", () => shopify);

const SHOP = "gift-shop.myshopify.com";
const AGREED = { available: 5, onHand: 7, committed: 2, incoming: 0 };

function levelOf(inventoryItemId: string, locationId: string, quantities: Partial<typeof AGREED>) {
  const nothing = { available: 0, onHand: 0, committed: 0, incoming: 0, reserved: 0 };
  return { inventoryItemId, locationId, updatedAt: "2026-03-01T00:00:00Z", ...nothing, ...quantities };
}

beforeAll(async () => {
  await storePlans([1, 2, 3, 4].map((variantId) => makePlan(SHOP, variantId)));
  await db.location.createMany({
    data: [
      { shop: SHOP, locationId: 1n, name: "Barn", active: true },
      { shop: SHOP, locationId: 2n, name: "Shop floor", active: true },
      { shop: SHOP, locationId: 3n, name: "Closed", active: false },
      { shop: SHOP, locationId: 4n, name: "Display", active: true, countsInPlanning: false },
    ],
  });
});

describe("live quantities of a page's rows", () => {
  it("tell which rows are stale, by their sums over the locations that count in planning", async () => {
    shopify.readLiveQuantities.mockResolvedValueOnce({
      observedAt: new Date(),
      locationIds: ["1", "2"],
      inventoryItemIds: ["2000001", "2000002", "2000003"],
      levels: [
        levelOf("2000001", "1", { available: 2, onHand: 4, committed: 2 }),
        levelOf("2000001", "2", { available: 3, onHand: 3 }),
        levelOf("2000002", "1", { ...AGREED, incoming: 12 }),
      ],
    });
    const rows = await readReorderRows(SHOP, ["1", "2", "3", "4"]);
    const live = await readLiveRows(SHOP, rows);
    expect(shopify.readLiveQuantities).toHaveBeenCalledWith(
      SHOP,
      ["2000001", "2000002", "2000003", "2000004"],
      ["1", "2"],
      { priority: "interactive" },
    );
    // Variant 3 is stocked nowhere any more.
    // Shopify does not know the item of variant 4 any more, so there is nothing to compare.
    expect(live.staleVariantIds).toEqual(["2", "3"]);
  });
});
