import { describe, expect, it } from "vitest";
import { exchangeToken, openSandbox } from "./open-sandbox";
import type { OpenSandbox } from "./open-sandbox";
import { openApp } from "./receiving-app";

async function statusOf(sandbox: OpenSandbox, token: unknown = "shpat_sandbox"): Promise<number> {
  const headers = { "x-shopify-access-token": String(token) };
  const response = await sandbox.post(
    "/admin/api/2026-10/graphql.json",
    { query: "query Ping { shop { id } }" },
    headers,
  );
  return response.status;
}

describe("the sandbox's controls", () => {
  it("tell what the shop holds and what the app has asked and spent", async () => {
    const sandbox = await openSandbox();
    await sandbox.ask("query Names { shop { name } }");
    await sandbox.ask("query Names { shop { name } }");
    await sandbox.ask("query Counts { productsCount { count } }");
    const state: unknown = await (await fetch(`${sandbox.url}/sandbox/state`)).json();
    expect(state).toMatchObject({
      shop: { domain: "small-shop.myshopify.com" },
      counts: { products: 3, variants: 5, locations: 3, orders: 7, orderLines: 10 },
      pointsSpent: 12,
      requests: 3,
      requestsByOperation: { Names: 2, Counts: 1 },
    });
  });

  it("mint an id token that the token endpoint takes", async () => {
    const sandbox = await openSandbox();
    const { idToken } = (await sandbox.control("POST", "id-token", {})) as { idToken: string };
    expect((await exchangeToken(sandbox, { subject_token: idToken })).status).toBe(200);
  });

  it("mint a stale id token on request", async () => {
    const sandbox = await openSandbox();
    const { idToken } = (await sandbox.control("POST", "id-token", { lifetimeSeconds: -60 })) as { idToken: string };
    expect((await exchangeToken(sandbox, { subject_token: idToken })).status).toBe(400);
  });

  it("expire or revoke the app's tokens", async () => {
    const sandbox = await openSandbox();
    const expired = (await exchangeToken(sandbox)).body["access_token"];
    expect(await statusOf(sandbox, expired)).toBe(200);
    await sandbox.control("POST", "tokens/expire");
    expect(await statusOf(sandbox, expired)).toBe(401);
    const revoked = (await exchangeToken(sandbox)).body["access_token"];
    await sandbox.control("POST", "tokens/revoke");
    expect(await statusOf(sandbox, revoked)).toBe(401);
  });

  it("uninstall the app, which ends its tokens", async () => {
    const sandbox = await openSandbox();
    const token = (await exchangeToken(sandbox)).body["access_token"];
    expect(sandbox.installation.state()).toMatchObject({ isInstalled: true });
    await sandbox.control("POST", "uninstall");
    expect(await statusOf(sandbox, token)).toBe(401);
    expect(sandbox.installation.state()).toMatchObject({ isInstalled: false });
  });

  it("change a level, and its time with it", async () => {
    const sandbox = await openSandbox();
    const change = { inventoryItemId: "501", locationId: "11", available: 4, incoming: 0 };
    expect(await sandbox.control("PUT", "level", change)).toEqual({
      locationId: "11",
      available: 4,
      committed: 2,
      reserved: 1,
      incoming: 0,
      onHand: 7,
      updatedAt: "2026-07-15T12:00:00Z",
    });
  });

  it("say what is wrong with a request", async () => {
    const sandbox = await openSandbox();
    expect(await sandbox.control("PUT", "level", { inventoryItemId: "501" })).toEqual({
      errors: expect.stringContaining("locationId") as string,
    });
    expect(await sandbox.control("PUT", "level", { inventoryItemId: "1", locationId: "11" })).toEqual({
      errors: "No inventory level of item 1 at location 11",
    });
  });
});

describe("faults on request", () => {
  it("strike as often as asked, and no more", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("PUT", "faults", { serverErrors: 2 });
    expect([await statusOf(sandbox), await statusOf(sandbox), await statusOf(sandbox)]).toEqual([503, 503, 200]);
    await sandbox.control("PUT", "faults", { tooManyRequests: 1 });
    expect([await statusOf(sandbox), await statusOf(sandbox)]).toEqual([429, 200]);
  });

  it("throttle whatever is in the bucket", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("PUT", "faults", { throttle: 1 });
    const answer = await sandbox.ask("{ shop { id } }");
    expect(answer.errors?.[0]?.extensions?.["code"]).toBe("THROTTLED");
    expect((await sandbox.ask("{ shop { id } }")).errors).toBeUndefined();
  });

  it("drop a connection without an answer", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("PUT", "faults", { droppedConnections: 1 });
    await expect(statusOf(sandbox)).rejects.toThrow("fetch failed");
    expect(await statusOf(sandbox)).toBe(200);
  });

  it("slow every answer down", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("PUT", "faults", { latencyMs: 60 });
    const startedMs = performance.now();
    await statusOf(sandbox);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(55);
  });

  it("end when they are cleared", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("PUT", "faults", { serverErrors: 5, latencyMs: 10 });
    await sandbox.control("DELETE", "faults");
    expect(await statusOf(sandbox)).toBe(200);
  });
});

async function readTruth(sandbox: OpenSandbox, of: string): Promise<unknown[]> {
  const response = await fetch(`${sandbox.url}/sandbox/truth?of=${of}`);
  expect(response.headers.get("content-type")).toContain("application/jsonl");
  return (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

describe("changes on request", () => {
  it("show in the Admin API as in a merchant's shop", async () => {
    const sandbox = await openSandbox();
    const lines = [{ variantId: "201", quantity: 4 }];
    const order = (await sandbox.control("POST", "changes/place-order", { lines })) as {
      id: string;
      lines: { id: string }[];
    };
    const edit = { orderId: order.id, lines: [{ lineId: order.lines[0]?.id, quantity: 1 }] };
    await sandbox.control("POST", "changes/edit-order", edit);
    await sandbox.control("POST", "changes/delete-product", { productId: "103" });
    const { data } = await sandbox.ask(
      `query ($id: ID!) {
        order(id: $id) { edited updatedAt displayFulfillmentStatus
          lineItems(first: 1) { nodes { quantity currentQuantity unfulfilledQuantity } } }
        orders(first: 1, query: "updated_at:>=2026-07-15", sortKey: UPDATED_AT) { nodes { id } }
        productVariant(id: "gid://shopify/ProductVariant/201") { updatedAt inventoryQuantity }
        deleted: productVariant(id: "gid://shopify/ProductVariant/204") { id }
        products(first: 9, sortKey: UPDATED_AT, reverse: true) { nodes { legacyResourceId } }
      }`,
      { id: `gid://shopify/Order/${order.id}` },
    );
    expect(data).toEqual({
      order: {
        edited: true,
        updatedAt: "2026-07-15T12:00:00Z",
        displayFulfillmentStatus: "UNFULFILLED",
        lineItems: { nodes: [{ quantity: 4, currentQuantity: 1, unfulfilledQuantity: 1 }] },
      },
      orders: { nodes: [{ id: `gid://shopify/Order/${order.id}` }] },
      productVariant: { updatedAt: "2026-07-15T12:00:00Z", inventoryQuantity: 14 },
      deleted: null,
      products: { nodes: [{ legacyResourceId: "101" }, { legacyResourceId: "102" }] },
    });
  });

  it("leave a level that ended to be found as inactive, with nothing", async () => {
    const sandbox = await openSandbox();
    const place = { itemId: "501", locationId: "12" };
    await sandbox.control("POST", "changes/change-level", { ...place, committed: 0 });
    await sandbox.control("POST", "changes/disconnect-level", place);
    const { data } = await sandbox.ask(
      `{ location(id: "gid://shopify/Location/12") {
          ended: inventoryLevel(inventoryItemId: "gid://shopify/InventoryItem/501") { id }
          inventoryLevels(first: 9, includeInactive: true, query: "updated_at:>=2026-07-15") {
            nodes { isActive updatedAt item { id } quantities(names: ["available"]) { quantity } } } } }`,
    );
    expect(data).toEqual({
      location: {
        ended: null,
        inventoryLevels: {
          nodes: [
            {
              isActive: false,
              updatedAt: "2026-07-15T12:00:00Z",
              item: { id: "gid://shopify/InventoryItem/501" },
              quantities: [{ quantity: 0 }],
            },
          ],
        },
      },
    });
  });

  it("are refused with the reason: 400 for another form, 404 for nothing there, 409 for what can't be", async () => {
    const sandbox = await openSandbox();
    const statusOfChange = async (name: string, body: object): Promise<number> =>
      (await sandbox.post(`/sandbox/changes/${name}`, body)).status;
    expect(await statusOfChange("place-order", { lines: [] })).toBe(400);
    expect(await statusOfChange("fulfil-order", { orderId: "1" })).toBe(404);
    expect(await statusOfChange("fulfil-order", { orderId: "305" })).toBe(409);
    expect(await statusOfChange("paint-order", { orderId: "305" })).toBe(404);
  });
});

describe("the truth of the shop", () => {
  it("is told line by line: orders as the Admin API has them", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("POST", "changes/delete-product", { productId: "103" });
    const lines = await readTruth(sandbox, "order-lines");
    expect(lines).toHaveLength(10);
    expect(lines[0]).toEqual({
      orderLineId: "401",
      orderId: "301",
      variantId: "201",
      orderedAt: "2026-05-06T12:00:00Z",
      units: 9,
      currentUnits: 9,
      cancelled: false,
      test: false,
      orderUpdatedAt: "2026-05-06T12:00:00Z",
    });
    expect(lines.at(-2)).toMatchObject({ orderLineId: "409", variantId: null });
  });

  it("is told of levels, variants and locations", async () => {
    const sandbox = await openSandbox();
    expect(await readTruth(sandbox, "levels")).toContainEqual({
      inventoryItemId: "502",
      locationId: "12",
      available: -2,
      committed: 2,
      reserved: 1,
      incoming: 10,
      onHand: 1,
      updatedAt: "2025-01-10T09:00:00Z",
    });
    expect(await readTruth(sandbox, "variants")).toHaveLength(5);
    expect(await readTruth(sandbox, "locations")).toHaveLength(3);
    expect((await fetch(`${sandbox.url}/sandbox/truth?of=customers`)).status).toBe(400);
  });
});

describe("traffic and webhooks on request", () => {
  it("trade, settle and tell what became of every delivery", async () => {
    const app = await openApp();
    const sandbox = await openSandbox({ appUrl: app.url });
    await sandbox.control("PUT", "faults", { webhooks: { lostShare: 0.5 } });
    const counts = (await sandbox.control("POST", "traffic/burst", { changes: 40 })) as { orders: number };
    expect(counts.orders).toBeGreaterThan(0);
    const settled = (await sandbox.control("POST", "webhooks/settle", { timeoutMs: 10_000 })) as {
      settled: boolean;
      total: Record<string, number>;
      topics: Record<string, Record<string, number>>;
    };
    expect(settled.settled).toBe(true);
    expect(settled.topics["orders/create"]?.["due"]).toBe(counts.orders);
    const { due = 0, lost = 0, delivered = 0 } = settled.total;
    expect(lost).toBeGreaterThan(0);
    expect(delivered).toBe(due - lost);
    expect(app.received).toHaveLength(delivered);
  });

  it("start and stop", async () => {
    const sandbox = await openSandbox();
    expect(await sandbox.control("POST", "traffic", { ordersPerSecond: 0 })).toMatchObject({
      errors: expect.stringContaining("ordersPerSecond") as string,
    });
    expect(await sandbox.control("POST", "traffic", { ordersPerSecond: 50, seed: 2 })).toMatchObject({ running: true });
    expect(await sandbox.control("GET", "traffic")).toMatchObject({ settings: { ordersPerSecond: 50, seed: 2 } });
    expect(await sandbox.control("DELETE", "traffic")).toMatchObject({ running: false });
  });
});

describe("several shops in one sandbox", () => {
  it("are told apart by the host that the app asks, and by path", async () => {
    const app = await openApp();
    const sandbox = await openSandbox({ appUrl: app.url, shops: 2, skus: 5 });
    const second = "sandbox-store-2.myshopify.com";
    const headers = { "x-shopify-access-token": "shpat_sandbox", "x-forwarded-host": second };
    const ask = { query: "{ shop { myshopifyDomain } productVariantsCount { count } }" };
    const answer: unknown = await (await sandbox.post("/admin/api/2026-10/graphql.json", ask, headers)).json();
    expect(answer).toMatchObject({ data: { shop: { myshopifyDomain: second }, productVariantsCount: { count: 5 } } });
    await sandbox.post(`/shops/${second}/sandbox/traffic/burst`, { changes: 5 });
    await sandbox.post(`/shops/${second}/sandbox/webhooks/settle`, {});
    expect(new Set(app.received.map((request) => request.headers["x-shopify-shop-domain"]))).toEqual(new Set([second]));
    expect((await fetch(`${sandbox.url}/shops/other.myshopify.com/sandbox/state`)).status).toBe(404);
    expect(await sandbox.control("GET", "state")).toMatchObject({ counts: { variants: 5, orders: 7 } });
  });
});

describe("a bulk operation that breaks off", () => {
  it("fails, and leaves what it had", async () => {
    const sandbox = await openSandbox();
    await sandbox.control("PUT", "faults", { failedBulkOperations: 1 });
    await sandbox.ask(
      `mutation { bulkOperationRunQuery(query: "{ products { edges { node { id } } } }") { bulkOperation { id } } }`,
    );
    const { bulkOperations } = sandbox.installation;
    await expect.poll(() => bulkOperations.all[0]?.status).toBe("FAILED");
    const [operation] = bulkOperations.all;
    expect(operation).toMatchObject({ url: null, errorCode: "INTERNAL_SERVER_ERROR" });
    expect((await fetch(operation?.partialDataUrl ?? "")).status).toBe(200);
  });
});
