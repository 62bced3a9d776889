import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { API_SECRET, openSandbox } from "./open-sandbox";
import { NOW } from "./small-store";

interface Received {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An app that only writes down what it is sent, and answers with the given statuses, the last one from then on. */
async function openApp(...statuses: [number, ...number[]]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(statuses.length > 1 ? (statuses.shift() ?? 200) : statuses[0]).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

describe("a webhook", () => {
  it("carries Shopify's headers and a signature over the exact bytes", async () => {
    const app = await openApp(200);
    const sandbox = await openSandbox({ appUrl: app.url });
    await sandbox.control("POST", "compliance", { topic: "customers/redact" });
    await sandbox.installation.webhooks.settled();
    const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = app.received;
    expect(path).toBe("/webhooks");
    expect(headers).toMatchObject({
      "x-shopify-topic": "customers/redact",
      "x-shopify-shop-domain": "small-shop.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": NOW.toISOString(),
      "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "x-shopify-hmac-sha256": createHmac("sha256", API_SECRET).update(body).digest("base64"),
    });
    expect(JSON.parse(body)).toMatchObject({ shop_id: 900, shop_domain: "small-shop.myshopify.com" });
  });

  it("is tried again with the same id until the app takes it", async () => {
    const app = await openApp(500, 503, 200);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.sendCompliance("customers/redact");
    await sandbox.installation.webhooks.settled();
    expect(app.received).toHaveLength(3);
    expect(new Set(app.received.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(1);
    expect(sandbox.installation.webhooks.recent).toMatchObject([{ attempts: 3, status: 200, state: "delivered" }]);
  });

  it("is given up after nine attempts", async () => {
    const app = await openApp(500);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.sendCompliance("customers/redact");
    await sandbox.installation.webhooks.settled();
    expect(app.received).toHaveLength(9);
    expect(sandbox.installation.webhooks.recent).toMatchObject([{ state: "failed" }]);
  });

  it("goes to no one who has not subscribed", async () => {
    const app = await openApp(200);
    const sandbox = await openSandbox({ appUrl: app.url });
    sandbox.installation.sendCompliance("shop/redact");
    await sandbox.installation.webhooks.settled();
    expect(app.received).toEqual([]);
  });

  it("tells that a bulk operation has finished", async () => {
    const app = await openApp(200);
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
    const app = await openApp(200);
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
