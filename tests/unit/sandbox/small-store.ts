import type {
  SandboxInventoryLevel,
  SandboxOrder,
  SandboxProduct,
  SandboxStore,
  SandboxVariant,
} from "../../../sandbox/store/types";

/** The instant that the small store's tests take for now: in Berlin, 14:00 on a summer day. */
export const NOW = new Date("2026-07-15T12:00:00Z");

const CREATED = "2025-01-10T09:00:00Z";
const DAY_MS = 86_400_000;

function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * DAY_MS).toISOString().replace(".000", "");
}

/**
 * Two locations (and a closed one), three products with five variants, and seven orders: 70 (by Shopify too old to be
 * seen without read_all_orders), 30, 20 (cancelled), 10 (a test), 5, 2 and 1 days old.
 */
export function smallStore(): SandboxStore {
  return {
    shop: {
      id: "900",
      name: "Small Shop",
      domain: "small-shop.myshopify.com",
      email: "owner@example.com",
      ianaTimezone: "Europe/Berlin",
      currencyCode: "EUR",
      createdAt: CREATED,
      updatedAt: CREATED,
    },
    locations: [
      { id: "11", name: "Warehouse", isActive: true, createdAt: CREATED, updatedAt: CREATED },
      { id: "12", name: "Corner Shop", isActive: true, createdAt: CREATED, updatedAt: CREATED },
      { id: "13", name: "Attic", isActive: false, createdAt: CREATED, updatedAt: CREATED },
    ],
    products: [
      product("101", "Red Mug", "Ceramics & Co", [variant("201", "101", "MUG-RED", 1, [12, 3])]),
      product("102", "Tea Towel", "Linen Ltd", [
        variant("202", "102", "TOWEL-S", 1, [0, -2], "Small"),
        variant("203", "102", "TOWEL-L", 2, [7, 0], "Large"),
      ]),
      product("103", "Blue Mug", "Ceramics & Co", [
        variant("204", "103", "MUG-BLUE-1", 1, [5, 5], "One"),
        variant("205", "103", "MUG-BLUE-2", 2, [1, 0], "Two"),
      ]),
    ],
    orders: [
      order("301", 70, [["401", "201", 9]]),
      order("302", 30, [
        ["402", "201", 2],
        ["403", "202", 1],
        ["404", null, 4],
      ]),
      { ...order("303", 20, [["405", "203", 3]]), cancelledAt: daysAgo(19) },
      { ...order("304", 10, [["406", "204", 1]]), test: true },
      order("305", 5, [["407", "201", 1]]),
      order("306", 2, [
        ["408", "204", 2],
        ["409", "205", 6],
      ]),
      order("307", 1, [["410", "202", 5]]),
    ],
  };
}

function product(id: string, title: string, vendor: string, variants: SandboxVariant[]): SandboxProduct {
  return {
    id,
    title,
    handle: title.toLowerCase().replaceAll(" ", "-"),
    vendor,
    productType: "Gift",
    status: "ACTIVE",
    createdAt: CREATED,
    updatedAt: daysAgo(Number(id) - 100),
    variants,
  };
}

function variant(
  id: string,
  productId: string,
  sku: string,
  position: number,
  available: readonly number[],
  title = "Default Title",
): SandboxVariant {
  const itemId = String(Number(id) + 300);
  return {
    id,
    productId,
    title,
    sku,
    barcode: null,
    price: "9.90",
    position,
    createdAt: CREATED,
    updatedAt: daysAgo(Number(id) - 200),
    inventoryItem: {
      id: itemId,
      tracked: true,
      unitCost: "4.20",
      createdAt: CREATED,
      updatedAt: CREATED,
      levels: available.map((quantity, index) => level(String(11 + index), quantity)),
      restockedOn: [],
    },
  };
}

function level(locationId: string, available: number): SandboxInventoryLevel {
  const committed = 2;
  const reserved = 1;
  return {
    locationId,
    available,
    committed,
    reserved,
    incoming: 10,
    onHand: available + committed + reserved,
    updatedAt: CREATED,
  };
}

function order(id: string, days: number, lines: [string, string | null, number][]): SandboxOrder {
  const createdAt = daysAgo(days);
  return {
    id,
    name: `#${Number(id) + 700}`,
    createdAt,
    updatedAt: createdAt,
    cancelledAt: null,
    test: false,
    edited: false,
    refunds: [],
    lines: lines.map(([lineId, variantId, quantity]) => ({
      id: lineId,
      variantId,
      quantity,
      currentQuantity: quantity,
      unfulfilledQuantity: 0,
      locationId: variantId === null ? null : "11",
      unitPrice: "9.90",
    })),
  };
}
