import { describe, expect, it } from "vitest";
import {
  createProduct,
  deleteProduct,
  deleteVariant,
  updateInventoryItem,
  updateProduct,
  updateVariant,
} from "../../../../sandbox/changes/products";
import {
  activateLocation,
  createLocation,
  deactivateLocation,
  deleteLocation,
  updateLocation,
} from "../../../../sandbox/changes/locations";
import { updateShop } from "../../../../sandbox/changes/shop";
import { changeLevel, connectLevel, disconnectLevel } from "../../../../sandbox/changes/stock";
import { CHANGED_AT, CHANGED_AT_IN_BERLIN, openShop } from "./open-shop";

const MUG = { itemId: "501", locationId: "11" };

describe("a product that is created", () => {
  it("brings its inventory item and its level along, and can be found by each", () => {
    const shop = openShop();
    const { result, topics } = shop.change((change) =>
      createProduct(change, {
        title: "Green Mug",
        vendor: "Ceramics & Co",
        variants: [{ sku: "MUG-GREEN", price: "8.50", unitCost: "3.10", stock: [{ locationId: "12", available: 4 }] }],
      }),
    );
    const [variant] = result.variants;
    expect(shop.data.variant(variant?.id ?? "")).toBe(variant);
    expect(shop.data.variantOfItem(variant?.inventoryItem.id ?? "")).toBe(variant);
    expect(shop.level(variant?.inventoryItem.id ?? "", "12")).toMatchObject({ available: 4, onHand: 4 });
    expect(topics.toSorted()).toEqual([
      "inventory_items/create",
      "inventory_levels/connect",
      "inventory_levels/update",
      "products/create",
      "products/update",
    ]);
  });
});

describe("a change of a product", () => {
  it("dates the product anew, not its variants", () => {
    const shop = openShop();
    const before = shop.data.variant("201")?.updatedAt;
    const { topics } = shop.change((change) => updateProduct(change, { productId: "101", vendor: "Kiln Ltd" }));
    expect(shop.data.product("101")).toMatchObject({ vendor: "Kiln Ltd", title: "Red Mug", updatedAt: CHANGED_AT });
    expect(shop.data.variant("201")?.updatedAt).toBe(before);
    expect(topics).toEqual(["products/update"]);
  });

  it("of a price dates variant and product anew", () => {
    const shop = openShop();
    const { topics } = shop.change((change) => updateVariant(change, { variantId: "201", price: "12.00" }));
    expect(shop.data.variant("201")).toMatchObject({ price: "12.00", sku: "MUG-RED", updatedAt: CHANGED_AT });
    expect(shop.data.product("101")?.updatedAt).toBe(CHANGED_AT);
    expect(topics).toEqual(["products/update"]);
  });

  it("of a SKU is one of the inventory item too", () => {
    const shop = openShop();
    const { topics } = shop.change((change) => updateVariant(change, { variantId: "201", sku: "MUG-R" }));
    expect(topics).toEqual(["products/update", "inventory_items/update"]);
    expect(shop.data.variant("201")?.inventoryItem.updatedAt).toBe(CHANGED_AT);
  });

  it("of a unit cost is one of the inventory item alone", () => {
    const shop = openShop();
    const { topics, told } = shop.change((change) => updateInventoryItem(change, { itemId: "501", unitCost: "5.00" }));
    expect(topics).toEqual(["inventory_items/update"]);
    expect(JSON.parse(told[0]?.body ?? "")).toMatchObject({ cost: "5.00", updated_at: CHANGED_AT_IN_BERLIN });
    expect(shop.data.product("101")?.updatedAt).not.toBe(CHANGED_AT);
  });

  it("of whether its stock is counted is told of with the product", () => {
    const shop = openShop();
    const { topics } = shop.change((change) => updateInventoryItem(change, { itemId: "501", tracked: false }));
    expect(topics).toEqual(["inventory_items/update", "products/update"]);
  });
});

describe("a product that is deleted", () => {
  it("takes its variants and their items with it", () => {
    const shop = openShop();
    const { told } = shop.change((change) => deleteProduct(change, { productId: "102" }));
    expect(told.map(({ topic, about }) => [topic, about])).toEqual([
      ["products/delete", "gid://shopify/Product/102"],
      ["inventory_items/delete", "gid://shopify/InventoryItem/502"],
      ["inventory_items/delete", "gid://shopify/InventoryItem/503"],
    ]);
    expect(shop.data.variant("202")).toBeUndefined();
    expect(shop.data.level("502", "11")).toBeUndefined();
    expect(shop.data.variants.map(({ id }) => id)).toEqual(["201", "204", "205"]);
  });

  it("goes, unlike a last variant, which needs its product to go", () => {
    const shop = openShop();
    expect(() => shop.change((change) => deleteVariant(change, { variantId: "201" }))).toThrow("the only one");
    const { topics } = shop.change((change) => deleteVariant(change, { variantId: "202" }));
    expect(topics).toEqual(["inventory_items/delete", "products/update"]);
    expect(shop.data.product("102")?.variants.map(({ id }) => id)).toEqual(["203"]);
  });
});

describe("a level", () => {
  it("keeps on hand the sum of its states, and is told of where what is available changed", () => {
    const shop = openShop();
    const received = shop.change((change) => changeLevel(change, { ...MUG, available: 22, incoming: 0 }));
    expect(shop.level("501")).toMatchObject({ available: 22, incoming: 0, committed: 2, reserved: 1, onHand: 25 });
    expect(received.topics).toEqual(["inventory_levels/update", "products/update"]);
    const ordered = shop.change((change) => changeLevel(change, { ...MUG, incoming: 24 }));
    expect(ordered.topics).toEqual([]);
    expect(shop.level("501")).toMatchObject({ incoming: 24, updatedAt: CHANGED_AT });
  });

  it("remembers the day on which goods came after nothing had been left", () => {
    const shop = openShop();
    // Of the small towel 0 are in the warehouse and -2 in the shop.
    shop.change((change) => changeLevel(change, { itemId: "502", locationId: "11", available: 1 }));
    expect(shop.data.variant("202")?.inventoryItem.restockedOn).toEqual([]);
    shop.change((change) => changeLevel(change, { itemId: "502", locationId: "11", available: 9 }));
    expect(shop.data.variant("202")?.inventoryItem.restockedOn).toEqual(["2026-07-15"]);
  });

  it("is connected once, at a location that is active, and disconnected while no order waits there", () => {
    const shop = openShop();
    const there = { itemId: "501", locationId: "12" };
    expect(() => shop.change((change) => connectLevel(change, there))).toThrow("already");
    expect(() => shop.change((change) => connectLevel(change, { ...there, locationId: "13" }))).toThrow("deactivated");
    expect(() => shop.change((change) => disconnectLevel(change, there))).toThrow("Orders wait");
    shop.change((change) => changeLevel(change, { ...there, committed: 0 }));
    expect(shop.change((change) => disconnectLevel(change, there)).told[0]).toMatchObject({
      topic: "inventory_levels/disconnect",
      body: '{"inventory_item_id":501,"location_id":12}',
    });
    expect(shop.data.level("501", "12")).toBeUndefined();
    const { topics } = shop.change((change) => connectLevel(change, { ...there, available: 2 }));
    expect(topics).toEqual(["inventory_levels/connect", "inventory_levels/update", "products/update"]);
  });
});

describe("a location", () => {
  it("is created, renamed, deactivated, activated and deleted, each told of by its own topic", () => {
    const shop = openShop();
    const { result: location, topics } = shop.change((change) => createLocation(change, { name: "Kiosk" }));
    const locationId = location.id;
    expect(topics).toEqual(["locations/create"]);
    shop.change((change) => connectLevel(change, { itemId: "501", locationId, available: 4 }));
    expect(shop.change((change) => updateLocation(change, { locationId, name: "Stall" })).topics).toEqual([
      "locations/update",
    ]);
    expect(() => shop.change((change) => deleteLocation(change, { locationId }))).toThrow("deactivate it first");
    expect(shop.change((change) => deactivateLocation(change, { locationId })).topics).toEqual([
      "locations/deactivate",
    ]);
    expect(shop.change((change) => activateLocation(change, { locationId })).topics).toEqual(["locations/activate"]);
    shop.change((change) => deactivateLocation(change, { locationId }));
    expect(shop.change((change) => deleteLocation(change, { locationId })).told).toEqual([
      { topic: "locations/delete", about: `gid://shopify/Location/${locationId}`, body: `{"id":${locationId}}` },
    ]);
    expect(shop.data.level("501", locationId)).toBeUndefined();
    expect(shop.data.location(locationId)).toBeUndefined();
  });

  it("that is the primary one stays active", () => {
    const shop = openShop();
    expect(() => shop.change((change) => deactivateLocation(change, { locationId: "11" }))).toThrow("primary");
  });
});

describe("a shop", () => {
  it("that moves tells its new time zone, and dates everything in it from then on", () => {
    const shop = openShop();
    const { told } = shop.change((change) => updateShop(change, { ianaTimezone: "America/New_York" }));
    expect(JSON.parse(told[0]?.body ?? "")).toMatchObject({
      name: "Small Shop",
      currency: "EUR",
      iana_timezone: "America/New_York",
      updated_at: "2026-07-15T08:00:00-04:00",
    });
  });
});
