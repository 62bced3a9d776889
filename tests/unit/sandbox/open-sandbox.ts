import { onTestFinished } from "vitest";
import type { Sandbox, SandboxOptions } from "../../../sandbox/server";
import { startSandbox } from "../../../sandbox/server";
import { NOW, smallStore } from "./small-store";

export const API_KEY = "the-app";
export const API_SECRET = "the-app's-secret";

/** What the tests' app declares in its shopify.app.toml. */
export const APP = {
  name: "Tested App",
  handle: "tested-app",
  scopes: ["read_products", "read_inventory", "read_locations", "read_orders"],
  optionalScopes: ["read_all_orders"],
  webhookApiVersion: "2026-10",
  subscriptions: [
    { topic: "app/uninstalled", uri: "/webhooks" },
    { topic: "app/scopes_update", uri: "/webhooks" },
    { topic: "bulk_operations/finish", uri: "/webhooks" },
    { topic: "customers/redact", uri: "/webhooks" },
    { topic: "orders/create", uri: "/webhooks" },
    { topic: "inventory_levels/update", uri: "/webhooks" },
  ],
};

interface GraphqlAnswer {
  data?: unknown;
  errors?: { message: string; path?: unknown[]; extensions?: Record<string, unknown> }[];
  extensions?: {
    cost?: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
    };
    search?: unknown[];
  };
}

export interface OpenSandbox extends Sandbox {
  /** Asks the Admin API, with the token of all scopes unless another is given. */
  ask: (query: string, variables?: object, token?: string) => Promise<GraphqlAnswer>;
  post: (path: string, body: object, headers?: Record<string, string>) => Promise<Response>;
  control: (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object) => Promise<unknown>;
}

/** A sandbox over the small store for the length of one test; its clock stands still unless the test moves it. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<OpenSandbox> {
  const sandbox = await startSandbox({
    store: smallStore(),
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    app: APP,
    now: () => NOW,
    webhookRetryDelayMs: 1,
    ...options,
  });
  onTestFinished(() => sandbox.close());
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(sandbox.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return {
    ...sandbox,
    post,
    ask: async (query, variables = {}, token = "shpat_sandbox") => {
      const headers = { "x-shopify-access-token": token };
      const response = await post("/admin/api/2026-10/graphql.json", { query, variables }, headers);
      return (await response.json()) as GraphqlAnswer;
    },
    control: async (method, path, body) => {
      const headers = { "content-type": "application/json" };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${sandbox.url}/sandbox/${path}`, { method, headers, ...sent });
      return (await response.json()) as unknown;
    },
  };
}

/** An access token of the app, got as the app gets it. */
export async function exchangeToken(
  sandbox: OpenSandbox,
  changes: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await sandbox.post("/admin/oauth/access_token", {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: sandbox.installation.mintIdToken({}),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
    ...changes,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
