import { describe, expect, it } from "vitest";
import { exchangeToken, openSandbox } from "./open-sandbox";
import type { OpenSandbox } from "./open-sandbox";
import { NOW } from "./small-store";

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
      updatedAt: NOW.toISOString(),
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
