import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Express } from "express";
import express, { Router } from "express";
import { adminApiRouter } from "./admin-api-router";
import type { AppConfiguration } from "./app-configuration";
import { readAppConfiguration } from "./app-configuration";
import { controlRouter } from "./control-api";
import { Installation } from "./installation";
import { generateStore } from "./store/generate-store";
import { loadRealStore } from "./store/load-real-store";
import type { SandboxStore } from "./store/types";

const DEFAULT_WEBHOOK_RETRY_DELAY_MS = 1_000;

interface SandboxApiOptions {
  store: SandboxStore;
  apiKey: string;
  apiSecret: string;
  /** Where the sandbox is reached, without a trailing slash; asked when the address of a bulk result is told. */
  sandboxUrl: () => string;
  /** Where webhooks go; null while the app does not listen yet. */
  appUrl?: () => string | null;
  /** What the app declares; by default the project's shopify.app.toml. */
  app?: AppConfiguration;
  /** Granted by the merchant; by default all that the app asks for, optional scopes included. */
  scopes?: readonly string[];
  webhookRetryDelayMs?: number;
  now?: () => Date;
}

interface SandboxApi {
  /** Shopify's addresses and the controls under `/sandbox/`. Parses bodies only where it answers. */
  router: Router;
  installation: Installation;
  store: SandboxStore;
  close(): Promise<void>;
}

/** Shopify's side of the app without a port of its own, for a server that adds the admin around it. */
function createSandboxApi(options: SandboxApiOptions): SandboxApi {
  const installation = new Installation({
    store: options.store,
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    app: options.app ?? readAppConfiguration(fileURLToPath(new URL("../shopify.app.toml", import.meta.url))),
    scopes: options.scopes,
    appUrl: options.appUrl ?? (() => null),
    sandboxUrl: options.sandboxUrl,
    now: options.now ?? (() => new Date()),
    webhookRetryDelayMs: options.webhookRetryDelayMs ?? DEFAULT_WEBHOOK_RETRY_DELAY_MS,
  });
  const router = Router();
  router.use(adminApiRouter(installation));
  router.use("/sandbox", controlRouter(installation));
  return { router, installation, store: options.store, close: () => installation.close() };
}

export interface SandboxOptions extends Omit<SandboxApiOptions, "store" | "sandboxUrl" | "appUrl"> {
  /** 0, the default, for any free port. */
  port?: number;
  appUrl?: string | null;
  /** The shop, ready made. Without it one is loaded from `storeFolder` or generated with so many `skus`. */
  store?: SandboxStore;
  storeFolder?: string;
  skus?: number;
  /** Adds pages around Shopify's addresses, such as the admin that frames the app. */
  extend?: (server: Express, api: SandboxApi) => void;
}

export interface Sandbox extends SandboxApi {
  url: string;
}

/** Starts a sandbox that listens on this machine alone. */
export async function startSandbox({ port = 0, appUrl = null, extend, ...options }: SandboxOptions): Promise<Sandbox> {
  const store = options.store ?? (await findStore(options));
  const app = express();
  app.disable("x-powered-by");
  let url = "";
  const api = createSandboxApi({ ...options, store, sandboxUrl: () => url, appUrl: () => appUrl });
  app.use(api.router);
  extend?.(app, api);
  const server = await listen(app, port);
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    ...api,
    url,
    close: async () => {
      await api.close();
      await closeServer(server);
    },
  };
}

function findStore({ storeFolder, skus, now }: SandboxOptions): Promise<SandboxStore> | SandboxStore {
  const today = now?.() ?? new Date();
  if (storeFolder) return loadRealStore(storeFolder, { now: today });
  return generateStore({ now: today, ...(skus === undefined ? {} : { skus }) });
}

function listen(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, "127.0.0.1", () => resolve(server));
    server.once("error", reject);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
