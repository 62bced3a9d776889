import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { RequestedFaults } from "../../../sandbox/faults";
import type { WebhookCounts } from "../../../sandbox/webhook-counts";
import { readAppConfiguration } from "../../../sandbox/app-configuration";
import { placeOrder } from "../../../sandbox/changes/orders";
import { API_SECRET, APP, openSandbox, type OpenSandbox } from "./open-sandbox";
import { openApp, type Received } from "./receiving-app";
import { NOW } from "./small-store";

describe("a webhook", () => {
  it("carries Shopify's headers and a signature over the exact bytes", async () => {
    const app = await openApp([200]);
    const sandbox = await openSandbox({ appUrl: app.url });
    await sandbox.control("POST", "compliance", { topic: "customers/redact" });
    await sandbox.installation.webhooks.settled();
    const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = app.received;
    expect(path).toBe("/webhooks");
    expect(headers).toMatchObject({
      "x-shopify-topic": "customers/redact",
      "x-shopify-shop-domain": "small-shop.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": "2026-07-15T12:00:00.000000000Z",
      "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "x-shopify-hmac-sha256": createHmac("sha256", API_SECRET).update(body).digest("base64"),
    });
    expect(JSON.parse(body)).toMatchObject({ shop_id: 900, shop_domain: "small-shop.myshopify.com" });
  });

  it("is tried again with the same id until the app takes it", async () => {
    const app = await openApp([500, 503, 200]);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.sendCompliance("customers/redact");
    await sandbox.installation.webhooks.settled();
    expect(app.received).toHaveLength(3);
    expect(new Set(app.received.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(1);
    expect(sandbox.installation.webhooks.recent).toMatchObject([{ attempts: 3, status: 200, state: "delivered" }]);
  });

  it("is given up after nine attempts", async () => {
    const app = await openApp([500]);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.sendCompliance("customers/redact");
    await sandbox.installation.webhooks.settled();
    expect(app.received).toHaveLength(9);
    expect(sandbox.installation.webhooks.recent).toMatchObject([{ state: "failed" }]);
  });

  it("goes to no one who has not subscribed", async () => {
    const app = await openApp([200]);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.sendCompliance("shop/redact");
    await sandbox.installation.webhooks.settled();
    expect(app.received).toEqual([]);
  });

  it("tells that a bulk operation has finished", async () => {
    const app = await openApp([200]);
    const sandbox = await openSandbox({ appUrl: app.url });
    await sandbox.ask(
      `mutation { bulkOperationRunQuery(query: "{ products { edges { node { id } } } }") { bulkOperation { id } } }`,
    );
    await expect.poll(() => app.received.length).toBe(1);
    const [operation] = sandbox.installation.bulkOperations.all;
    expect(JSON.parse(app.received[0]?.body ?? "")).toEqual({
      admin_graphql_api_id: `gid://shopify/BulkOperation/${operation?.id}`,
      completed_at: NOW.toISOString(),
      created_at: NOW.toISOString(),
      error_code: null,
      status: "completed",
      type: "query",
    });
  });

  it("tells of new scopes", async () => {
    const app = await openApp([200]);
    const sandbox = await openSandbox({ appUrl: app.url, scopes: ["read_products"] });
    await sandbox.control("PUT", "scopes", { scopes: ["read_products", "read_orders"] });
    await sandbox.installation.webhooks.settled();
    expect(JSON.parse(app.received[0]?.body ?? "")).toMatchObject({
      previous: ["read_products"],
      current: ["read_products", "read_orders"],
      shop_id: "gid://shopify/Shop/900",
    });
  });
});

function valuesOf(received: readonly Received[], header: string): unknown[] {
  return received.map(({ headers }) => headers[header]);
}

function availableOf({ body }: Received): number {
  return (JSON.parse(body) as { available: number }).available;
}

/** A sandbox whose red mug's level is set to 1, 2, 3 and so on, under faults, until all is delivered. */
async function countUp(
  appUrl: string,
  { to, faults }: { to: number; faults: NonNullable<RequestedFaults["webhooks"]> },
): Promise<OpenSandbox> {
  const sandbox = await openSandbox({ appUrl });
  sandbox.installation.faults.set({ seed: 4, webhooks: faults });
  for (let available = 1; available <= to; available++) sandbox.installation.changeLevel("501", "11", { available });
  await sandbox.installation.webhooks.settled();
  return sandbox;
}

describe("the webhooks of a change", () => {
  it("share one event, in which each has an id of its own", async () => {
    const app = await openApp();
    const sandbox = await openSandbox({ appUrl: app.url });
    const lines = [{ variantId: "201", quantity: 1 }];
    await sandbox.control("POST", "changes/place-order", { lines });
    await sandbox.installation.webhooks.settled();
    expect(valuesOf(app.received, "x-shopify-topic").toSorted()).toEqual(["inventory_levels/update", "orders/create"]);
    expect(new Set(valuesOf(app.received, "x-shopify-event-id")).size).toBe(1);
    expect(new Set(valuesOf(app.received, "x-shopify-webhook-id")).size).toBe(2);
  });

  it("tell once how long each answer took", async () => {
    const app = await openApp([200], 30);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.changeLevel("501", "11", { available: 5 });
    await sandbox.installation.webhooks.settled();
    const [taken] = sandbox.installation.webhooks.takeAnswerTimes();
    expect(taken).toBeGreaterThanOrEqual(29);
    expect(sandbox.installation.webhooks.takeAnswerTimes()).toEqual([]);
  });

  it("carry what a subscription includes and no more", async () => {
    const app = await openApp();
    const includeFields = ["id", "updated_at", "line_items.variant_id", "line_items.price_set.shop_money"];
    const sandbox = await openSandbox({
      appUrl: app.url,
      app: { ...APP, subscriptions: [{ topic: "orders/create", uri: "/webhooks", includeFields }] },
    });
    const order = sandbox.installation.change((change) =>
      placeOrder(change, { lines: [{ variantId: "201", quantity: 1 }] }),
    );
    await sandbox.installation.webhooks.settled();
    expect(app.received.map(({ body }) => body)).toEqual([
      `{"id":${order.id},"updated_at":"2026-07-15T14:00:00+02:00","line_items":[` +
        `{"price_set":{"shop_money":{"amount":"9.90","currency_code":"EUR"}},"variant_id":201}]}`,
    ]);
  });

  it("are declared by the app, with what they include", () => {
    const { subscriptions } = readAppConfiguration("shopify.app.toml");
    const ofOrders = subscriptions.find(({ topic }) => topic === "orders/create");
    expect(ofOrders?.includeFields).toContain("line_items.quantity");
    expect(subscriptions.find(({ topic }) => topic === "orders/delete")?.includeFields).toBeUndefined();
  });

  it("tell when it happened, in an order that their own times to the second do not show", async () => {
    const app = await openApp();
    await countUp(app.url, { to: 4, faults: {} });
    const byTrigger = app.received.toSorted((one, other) =>
      String(one.headers["x-shopify-triggered-at"]) < String(other.headers["x-shopify-triggered-at"]) ? -1 : 1,
    );
    expect(byTrigger.map(availableOf)).toEqual([1, 2, 3, 4]);
    expect(new Set(valuesOf(app.received, "x-shopify-triggered-at")).size).toBe(4);
  });

  it("end when the app is removed, but for the news of that, until it is installed again", async () => {
    const app = await openApp();
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.uninstall();
    sandbox.installation.changeLevel("501", "11", { available: 5 });
    sandbox.installation.install();
    sandbox.installation.changeLevel("501", "11", { available: 6 });
    await sandbox.installation.webhooks.settled();
    expect(valuesOf(app.received, "x-shopify-topic").toSorted()).toEqual([
      "app/uninstalled",
      "inventory_levels/update",
    ]);
  });

  it("keep ten connections busy and no more", async () => {
    const app = await openApp([200], 1_000);
    await countUp(app.url, { to: 20, faults: {} });
    expect(app.received).toHaveLength(20);
    expect(app.mostAtOnce()).toBe(10);
  });
});

describe("webhook faults", () => {
  const LEVELS = "inventory_levels/update";

  it("lose deliveries for good, and count them", async () => {
    const app = await openApp();
    const { installation } = await countUp(app.url, { to: 200, faults: { lostShare: 0.25 } });
    const { lost, sent, due } = countsOf(installation, LEVELS);
    expect(due).toBe(200);
    expect(lost).toBeGreaterThan(30);
    expect(lost).toBeLessThan(70);
    expect(sent).toBe(200 - lost);
    expect(app.received).toHaveLength(sent);
  });

  it("send the same delivery twice, with the same ids", async () => {
    const app = await openApp();
    const { installation } = await countUp(app.url, { to: 20, faults: { duplicateShare: 1, lateMs: 20 } });
    expect(app.received).toHaveLength(40);
    expect(new Set(valuesOf(app.received, "x-shopify-webhook-id")).size).toBe(20);
    expect(countsOf(installation, LEVELS)).toMatchObject({ due: 20, duplicated: 20, sent: 40, delivered: 40 });
  });

  it("send deliveries late, dated by their event", async () => {
    const app = await openApp();
    const startedMs = performance.now();
    const { installation } = await countUp(app.url, { to: 1, faults: { lateShare: 1, lateMs: 60 } });
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(55);
    expect(app.received[0]?.headers["x-shopify-triggered-at"]).toBe("2026-07-15T12:00:00.000000000Z");
    expect(countsOf(installation, LEVELS)).toMatchObject({ late: 1, delivered: 1 });
  });

  it("let the next delivery about the same thing go first", async () => {
    const app = await openApp();
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.faults.set({ webhooks: { reorderShare: 1, lateMs: 60_000 } });
    sandbox.installation.changeLevel("501", "11", { available: 1 });
    sandbox.installation.faults.set({ webhooks: { reorderShare: 0 } });
    sandbox.installation.changeLevel("501", "12", { available: 2 });
    await expect.poll(() => app.received.length).toBe(1);
    sandbox.installation.changeLevel("501", "11", { available: 3 });
    await sandbox.installation.webhooks.settled();
    expect(app.received.map(availableOf)).toEqual([2, 3, 1]);
  });

  it("sign deliveries wrongly at every attempt, so that an app which checks never takes them", async () => {
    const isGenuine = ({ headers, body }: Received): boolean =>
      headers["x-shopify-hmac-sha256"] === createHmac("sha256", API_SECRET).update(body).digest("base64");
    const app = await openApp((request) => (isGenuine(request) ? 200 : 401));
    const { installation } = await countUp(app.url, { to: 40, faults: { badSignatureShare: 0.2 } });
    const { badlySigned, badlySignedDelivered, delivered, failed } = countsOf(installation, LEVELS);
    expect(badlySigned).toBeGreaterThan(2);
    expect(badlySignedDelivered).toBe(0);
    expect(failed).toBe(badlySigned);
    expect(delivered).toBe(40 - badlySigned);
    expect(app.received.filter((request) => !isGenuine(request))).toHaveLength(9 * badlySigned);
  });

  it("strike the same deliveries with the same seed", async () => {
    const struck = async (): Promise<number[]> => {
      const app = await openApp();
      await countUp(app.url, { to: 60, faults: { lostShare: 0.3 } });
      return app.received.map(availableOf).toSorted((one, other) => one - other);
    };
    const [once, again] = await Promise.all([struck(), struck()]);
    expect(once).toEqual(again);
    expect(once.length).toBeLessThan(60);
  });
});

function countsOf({ webhooks }: OpenSandbox["installation"], topic: string): WebhookCounts {
  const counts = webhooks.counts.topics[topic];
  if (!counts) throw new Error(`Nothing was due of ${topic}`);
  return counts;
}
