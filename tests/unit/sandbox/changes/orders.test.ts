import { describe, expect, it } from "vitest";
import {
  cancelOrder,
  deleteOrder,
  editOrder,
  fulfilOrder,
  placeOrder,
  refundOrder,
} from "../../../../sandbox/changes/orders";
import type { SandboxOrder } from "../../../../sandbox/store/types";
import { CHANGED_AT, openShop, type OpenShop, type Told } from "./open-shop";

/** Of the red mug: 12 available, 2 committed, 1 reserved, so 15 on hand. */
const MUG = { variantId: "201", itemId: "501" };
const TOWEL = { variantId: "203", itemId: "503" };

function place(shop: OpenShop, quantity = 3): SandboxOrder {
  return shop.change((change) => placeOrder(change, { lines: [{ variantId: MUG.variantId, quantity }] })).result;
}

function bodyOf(told: readonly Told[], topic: string): unknown {
  return JSON.parse(told.find((one) => one.topic === topic)?.body ?? "null");
}

describe("an order that is placed", () => {
  it("commits its units where they are available", () => {
    const shop = openShop();
    place(shop);
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 9, committed: 5, onHand: 15, updatedAt: CHANGED_AT });
    expect(shop.level(MUG.itemId, "12")).toMatchObject({ available: 3, committed: 2, onHand: 6 });
  });

  it("commits them at another location on request", () => {
    const shop = openShop();
    const lines = [{ variantId: MUG.variantId, quantity: 1 }];
    shop.change((change) => placeOrder(change, { lines, locationId: "12" }));
    expect(shop.level(MUG.itemId, "12")).toMatchObject({ available: 2, committed: 3 });
  });

  it("is told of with the level, the product and its own numbers, each once", () => {
    const shop = openShop();
    const lines = [
      { variantId: MUG.variantId, quantity: 3 },
      { variantId: MUG.variantId, quantity: 1 },
    ];
    const { result, told, topics } = shop.change((change) => placeOrder(change, { lines }));
    expect(topics.toSorted()).toEqual(["inventory_levels/update", "orders/create", "products/update"]);
    expect(bodyOf(told, "inventory_levels/update")).toMatchObject({ inventory_item_id: 501, available: 8 });
    expect(bodyOf(told, "orders/create")).toMatchObject({
      admin_graphql_api_id: `gid://shopify/Order/${result.id}`,
      name: "#1008",
      cancelled_at: null,
      test: false,
      line_items: [
        { quantity: 3, current_quantity: 3, fulfillable_quantity: 3, variant_id: 201, sku: "MUG-RED" },
        { quantity: 1, current_quantity: 1 },
      ],
    });
  });

  it("dates variant and product anew, as Shopify counts a sale for a change of both", () => {
    const shop = openShop();
    place(shop);
    expect(shop.data.variant(MUG.variantId)?.updatedAt).toBe(CHANGED_AT);
    expect(shop.data.product("101")?.updatedAt).toBe(CHANGED_AT);
    expect(shop.data.product("102")?.updatedAt).not.toBe(CHANGED_AT);
  });

  it("moves no stock of a variant whose stock is not counted", () => {
    const shop = openShop();
    const item = shop.data.variant(MUG.variantId)?.inventoryItem;
    if (item) item.tracked = false;
    const { topics } = shop.change((change) =>
      placeOrder(change, { lines: [{ variantId: MUG.variantId, quantity: 3 }] }),
    );
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 12, committed: 2 });
    expect(topics).toEqual(["orders/create"]);
  });

  it("is refused for a variant that is not there, and leaves no trace", () => {
    const shop = openShop();
    const lines = [
      { variantId: MUG.variantId, quantity: 1 },
      { variantId: "9", quantity: 1 },
    ];
    expect(() => shop.change((change) => placeOrder(change, { lines }))).toThrow("There is no variant 9");
    expect(shop.store.orders).toHaveLength(7);
    expect(shop.level(MUG.itemId).available).toBe(12);
  });
});

describe("an order that is sent", () => {
  it("leaves the shelf: on hand and committed fall, and only the order is told of", () => {
    const shop = openShop();
    const { id } = place(shop);
    const { result, told, topics } = shop.change((change) => fulfilOrder(change, { orderId: id }));
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 9, committed: 2, onHand: 12 });
    expect(result.lines[0]).toMatchObject({ quantity: 3, currentQuantity: 3, unfulfilledQuantity: 0 });
    expect(topics).toEqual(["orders/updated"]);
    expect(bodyOf(told, "orders/updated")).toMatchObject({ fulfillment_status: "fulfilled" });
  });

  it("can't be sent twice, nor cancelled", () => {
    const shop = openShop();
    const { id } = place(shop);
    shop.change((change) => fulfilOrder(change, { orderId: id }));
    expect(() => shop.change((change) => fulfilOrder(change, { orderId: id }))).toThrow("waits to be sent");
    expect(() => shop.change((change) => cancelOrder(change, { orderId: id, restock: true }))).toThrow("was sent");
  });
});

describe("an order that is edited", () => {
  it("counts units that are added as ordered", () => {
    const shop = openShop();
    const { id, lines } = place(shop);
    const edit = { orderId: id, lines: [{ lineId: lines[0]?.id ?? "", quantity: 5 }] };
    const { result, told, topics } = shop.change((change) => editOrder(change, edit));
    expect(result.lines[0]).toMatchObject({ quantity: 5, currentQuantity: 5, unfulfilledQuantity: 5 });
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 7, committed: 7 });
    expect(topics).toContain("orders/updated");
    expect(told.find(({ topic }) => topic === "orders/edited")?.body).toContain(
      `"line_items":{"additions":[{"id":${lines[0]?.id},"delta":2}],"removals":[]}`,
    );
  });

  it("keeps what was ordered when units are removed, and lowers what is current", () => {
    const shop = openShop();
    const { id, lines } = place(shop);
    const edit = { orderId: id, lines: [{ lineId: lines[0]?.id ?? "", quantity: 0 }] };
    const { result, told } = shop.change((change) => editOrder(change, edit));
    expect(result).toMatchObject({ edited: true, updatedAt: CHANGED_AT });
    expect(result.lines[0]).toMatchObject({ quantity: 3, currentQuantity: 0, unfulfilledQuantity: 0 });
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 12, committed: 2, onHand: 15 });
    expect(bodyOf(told, "orders/edited")).toMatchObject({
      order_edit: { line_items: { additions: [], removals: [{ delta: 3 }] } },
    });
  });

  it("gets a new line for another variant", () => {
    const shop = openShop();
    const { id } = place(shop);
    const { result } = shop.change((change) =>
      editOrder(change, { orderId: id, lines: [{ variantId: TOWEL.variantId, quantity: 2 }] }),
    );
    expect(result.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([
      [MUG.variantId, 3],
      [TOWEL.variantId, 2],
    ]);
    expect(shop.level(TOWEL.itemId)).toMatchObject({ available: 5, committed: 4 });
  });

  it("does not give back what was sent", () => {
    const shop = openShop();
    const { id, lines } = place(shop);
    shop.change((change) => fulfilOrder(change, { orderId: id }));
    const edit = { orderId: id, lines: [{ lineId: lines[0]?.id ?? "", quantity: 1 }] };
    expect(() => shop.change((change) => editOrder(change, edit))).toThrow("0 units that wait");
  });
});

describe("an order that is cancelled", () => {
  it("goes back into stock, and is paid back", () => {
    const shop = openShop();
    const { id } = place(shop);
    const { result, told, topics } = shop.change((change) => cancelOrder(change, { orderId: id, restock: true }));
    expect(result).toMatchObject({ cancelledAt: CHANGED_AT, updatedAt: CHANGED_AT });
    expect(result.lines[0]).toMatchObject({ quantity: 3, currentQuantity: 0 });
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 12, committed: 2, onHand: 15 });
    expect(topics.toSorted()).toEqual([
      "inventory_levels/update",
      "orders/cancelled",
      "orders/updated",
      "products/update",
      "refunds/create",
    ]);
    expect(bodyOf(told, "orders/cancelled")).toMatchObject({
      cancelled_at: "2026-07-15T14:00:00+02:00",
      financial_status: "refunded",
      refunds: [{ refund_line_items: [{ quantity: 3, restock_type: "cancel" }] }],
    });
  });

  it("leaves the shop's books when it is not put back", () => {
    const shop = openShop();
    const { id } = place(shop);
    shop.change((change) => cancelOrder(change, { orderId: id, restock: false }));
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 9, committed: 2, onHand: 12 });
  });
});

describe("an order that is deleted", () => {
  it("is gone, told of by its id alone, and what waited of it is available again", () => {
    const shop = openShop();
    const { id } = place(shop);
    const { told } = shop.change((change) => deleteOrder(change, { orderId: id }));
    expect(told.find(({ topic }) => topic === "orders/delete")?.body).toBe(`{"id":${id}}`);
    expect(shop.data.order(id)).toBeUndefined();
    expect(shop.store.orders).toHaveLength(7);
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 12, committed: 2 });
  });
});

describe("a refund", () => {
  it("brings back what was sent, where it is put back into stock", () => {
    const shop = openShop();
    const order = shop.data.order("306");
    const refund = { orderId: "306", lines: [{ lineId: "408", quantity: 1 }], restock: true };
    const { told, topics } = shop.change((change) => refundOrder(change, refund));
    expect(order?.lines[0]).toMatchObject({ quantity: 2, currentQuantity: 1 });
    expect(shop.level("504")).toMatchObject({ available: 6, committed: 2, onHand: 9 });
    expect(topics).toEqual(["inventory_levels/update", "products/update", "refunds/create", "orders/updated"]);
    expect(bodyOf(told, "refunds/create")).toMatchObject({
      order_id: 306,
      restock: true,
      refund_line_items: [{ line_item_id: 408, quantity: 1, restock_type: "return", location_id: 11, subtotal: 9.9 }],
    });
  });

  it("of goods that stay away moves no stock", () => {
    const shop = openShop();
    const refund = { orderId: "306", lines: [{ lineId: "408", quantity: 2 }], restock: false };
    const { topics } = shop.change((change) => refundOrder(change, refund));
    expect(shop.level("504")).toMatchObject({ available: 5, committed: 2, onHand: 8 });
    expect(topics).toEqual(["refunds/create", "orders/updated"]);
  });

  it("of units that wait takes them out of the order", () => {
    const shop = openShop();
    const { id, lines } = place(shop);
    const refund = { orderId: id, lines: [{ lineId: lines[0]?.id ?? "", quantity: 2 }], restock: true };
    shop.change((change) => refundOrder(change, refund));
    expect(shop.level(MUG.itemId)).toMatchObject({ available: 11, committed: 3, onHand: 15 });
    expect(shop.data.order(id)?.lines[0]).toMatchObject({ quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1 });
  });

  it("is refused beyond what the order holds", () => {
    const shop = openShop();
    const refund = { orderId: "306", lines: [{ lineId: "408", quantity: 3 }], restock: true };
    expect(() => shop.change((change) => refundOrder(change, refund))).toThrow("2 units to refund");
  });
});
