import { describe, expect, it } from "vitest";
import { parseCatalogueLines } from "~/shopify/catalogue-lines";
import { OrderLineReader } from "~/shopify/order-lines";

const order = (id: string, more: object = {}) =>
  JSON.stringify({
    id: `gid://shopify/Order/${id}`,
    createdAt: "2026-03-01T10:00:00Z",
    updatedAt: "2026-03-02T10:00:00Z",
    cancelledAt: null,
    test: false,
    ...more,
  });

const line = (id: string, orderId: string, variantId: string | null, quantity = 1) =>
  JSON.stringify({
    id: `gid://shopify/LineItem/${id}`,
    quantity,
    variant: variantId === null ? null : { id: `gid://shopify/ProductVariant/${variantId}` },
    __parentId: `gid://shopify/Order/${orderId}`,
  });

describe("lines of the order export", () => {
  it("get the facts of their order, also when the order came with an earlier batch", () => {
    const reader = new OrderLineReader();
    expect(
      reader.read(0, [order("1", { cancelledAt: "2026-03-02T09:00:00Z", test: true }), line("11", "1", "7", 3)]),
    ).toEqual([
      {
        orderLineId: "11",
        orderId: "1",
        variantId: "7",
        orderedAt: "2026-03-01T10:00:00Z",
        units: 3,
        cancelled: true,
        test: true,
        orderUpdatedAt: "2026-03-02T10:00:00Z",
      },
    ]);
    expect(reader.read(2, [line("12", "1", "8")])).toMatchObject([
      { orderLineId: "12", orderId: "1", cancelled: true },
    ]);
  });

  it("keep ids above 2^53 to the last digit", () => {
    const [read] = new OrderLineReader().read(0, [
      order("9007199254740993"),
      line("9007199254740995", "9007199254740993", "9007199254740997"),
    ]);
    expect(read).toMatchObject({
      orderId: "9007199254740993",
      orderLineId: "9007199254740995",
      variantId: "9007199254740997",
    });
  });

  it("are left out without a variant", () => {
    expect(new OrderLineReader().read(0, [order("1"), line("11", "1", null)])).toEqual([]);
  });

  it("can be read on from the last order's own line", () => {
    const reader = new OrderLineReader();
    const lines = [order("1"), line("11", "1", "7"), order("2"), line("21", "2", "7"), line("22", "2", "8")];
    reader.read(0, lines.slice(0, 4));
    expect(reader.resumeAt).toBe(2);
    const again = new OrderLineReader().read(2, lines.slice(2));
    expect(again.map(({ orderLineId }) => orderLineId)).toEqual(["21", "22"]);
  });

  it("are refused behind another order than their own, or in another form", () => {
    expect(() => new OrderLineReader().read(0, [order("1"), line("21", "2", "7")])).toThrow(/can't be read/);
    expect(() => new OrderLineReader().read(0, ['{"id":1}'])).toThrow(/can't be read/);
    expect(() => new OrderLineReader().read(0, ["{"])).toThrow(/can't be read/);
  });
});

describe("lines of the catalogue export", () => {
  const variant = {
    id: "gid://shopify/ProductVariant/7",
    title: "Default Title",
    sku: " ",
    barcode: "",
    price: "12.50",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-02T00:00:00Z",
    product: { id: "gid://shopify/Product/3", title: "Candle", vendor: "ACME", featuredMedia: null },
    inventoryItem: { id: "gid://shopify/InventoryItem/9", tracked: true, unitCost: { amount: "4.2" } },
  };
  const level = {
    id: "gid://shopify/InventoryLevel/5?inventory_item_id=9",
    updatedAt: "2026-01-02T00:00:00Z",
    item: { id: "gid://shopify/InventoryItem/9" },
    location: { id: "gid://shopify/Location/2" },
    quantities: [
      { name: "available", quantity: -4 },
      { name: "on_hand", quantity: 1 },
      { name: "committed", quantity: 5 },
      { name: "incoming", quantity: 6 },
      { name: "reserved", quantity: 0 },
    ],
    __parentId: "gid://shopify/ProductVariant/7",
  };

  it("become variants and levels, in whatever order", () => {
    const parsed = parseCatalogueLines([JSON.stringify(level), JSON.stringify(variant)]);
    expect(parsed.variants).toMatchObject([
      { variantId: "7", productId: "3", variantTitle: null, sku: null, barcode: null, unitCost: "4.2", imageUrl: null },
    ]);
    expect(parsed.levels).toMatchObject([
      { inventoryItemId: "9", locationId: "2", available: -4, onHand: 1, committed: 5, incoming: 6, reserved: 0 },
    ]);
  });

  it("are refused when a quantity is missing: it must never pass as 0", () => {
    const incomplete = { ...level, quantities: level.quantities.slice(1) };
    expect(() => parseCatalogueLines([JSON.stringify(incomplete)])).toThrow(/can't be read/);
  });
});
