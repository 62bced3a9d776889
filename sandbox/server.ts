import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Express, RequestHandler } from "express";
import express, { Router } from "express";
import { adminApiRouter } from "./admin-api-router";
import type { AppConfiguration } from "./app-configuration";
import { readAppConfiguration } from "./app-configuration";
import { controlRouter } from "./control-api";
import { DeliveryLanes } from "./delivery-lanes";
import { Installation } from "./installation";
import { generateStore } from "./store/generate-store";
import { loadRealStore } from "./store/load-real-store";
import { anotherShop } from "./store/shop-profile";
import type { SandboxStore } from "./store/types";

const DEFAULT_WEBHOOK_RETRY_DELAY_MS = 1_000;
/** Shopify keeps no app waiting for another's answer, and drowns none either. */
const DELIVERIES_AT_ONCE = 10;

interface SandboxApiOptions {
  store: SandboxStore;
  apiKey: string;
  apiSecret: string;
  /** Where the shop is reached in the sandbox, without a trailing slash; asked when the address of a bulk result is told. */
  sandboxUrl: () => string;
  /** Where webhooks go; null while the app does not listen yet. */
  appUrl: () => string | null;
  /** What the app declares. */
  app: AppConfiguration;
  /** Granted by the merchant; by default all that the app asks for, optional scopes included. */
  scopes?: readonly string[] | undefined;
  webhookRetryDelayMs: number;
  now: () => Date;
  lanes: DeliveryLanes;
}

/** One shop. */
interface SandboxApi {
  /** Shopify's addresses and the controls under `/sandbox/`. Parses bodies only where it answers. */
  router: Router;
  installation: Installation;
  store: SandboxStore;
}

/** Shopify's side of the app in one shop without a port of its own, for a server that adds the admin around it. */
function createSandboxApi(options: SandboxApiOptions): SandboxApi {
  const installation = new Installation({ ...options, scopes: options.scopes });
  const router = Router();
  router.use(adminApiRouter(installation));
  router.use("/sandbox", controlRouter(installation));
  return { router, installation, store: options.store };
}

export interface SandboxOptions {
  apiKey: string;
  apiSecret: string;
  /** 0, the default, for any free port. */
  port?: number;
  appUrl?: string | null;
  /** What the app declares; by default the project's shopify.app.toml. */
  app?: AppConfiguration;
  scopes?: readonly string[];
  webhookRetryDelayMs?: number;
  now?: () => Date;
  /** The shop, ready made. Without it one is loaded from `storeFolder` or generated with so many `skus`. */
  store?: SandboxStore;
  storeFolder?: string;
  skus?: number;
  /** How many shops have the app, the first included; the others are generated with so many `skus` each. */
  shops?: number;
  /** Adds pages around Shopify's addresses, such as the admin that frames the app. */
  extend?: (server: Express, api: SandboxApi) => void;
}

/** The first shop, and what it shares the address with. */
export interface Sandbox extends SandboxApi {
  url: string;
  /** All shops, the first one first. */
  installations: readonly Installation[];
  close(): Promise<void>;
}

/** Starts a sandbox that listens on this machine alone. */
export async function startSandbox({ port = 0, appUrl = null, extend, ...options }: SandboxOptions): Promise<Sandbox> {
  const stores = await findStores(options);
  const lanes = new DeliveryLanes(DELIVERIES_AT_ONCE);
  const app = options.app ?? readAppConfiguration(fileURLToPath(new URL("../shopify.app.toml", import.meta.url)));
  let url = "";
  const apis = stores.map((store, index) =>
    createSandboxApi({
      store,
      apiKey: options.apiKey,
      apiSecret: options.apiSecret,
      app,
      scopes: options.scopes,
      sandboxUrl: () => (index === 0 ? url : url + addressOfShop(store.shop.domain)),
      appUrl: () => appUrl,
      now: options.now ?? (() => new Date()),
      webhookRetryDelayMs: options.webhookRetryDelayMs ?? DEFAULT_WEBHOOK_RETRY_DELAY_MS,
      lanes,
    }),
  );
  const [first] = apis;
  if (!first) throw new RangeError("A sandbox has one shop or more");
  const server = express();
  server.disable("x-powered-by");
  server.use(routeToShop(apis, first));
  extend?.(server, first);
  const listening = await listen(server, port);
  url = `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
  const installations = apis.map(({ installation }) => installation);
  return {
    ...first,
    url,
    installations,
    close: async () => {
      await Promise.all(installations.map((installation) => installation.close()));
      await closeServer(listening);
    },
  };
}

/** What stands before a path that is meant for another shop than the first. */
function addressOfShop(domain: string): string {
  return `/shops/${domain}`;
}

/**
 * A request of the app names its shop by `x-forwarded-host`, as the app's route to the sandbox sets it; one to the sandbox's
 * own address names it in the path, `/shops/DOMAIN/sandbox/state`, or means the first shop.
 */
function routeToShop(apis: readonly SandboxApi[], first: SandboxApi): Router {
  const byDomain = new Map(apis.map((api) => [api.store.shop.domain, api]));
  const router = Router();
  const inPath: RequestHandler<{ domain: string }> = (request, response, next) => {
    const api = byDomain.get(request.params.domain);
    if (api) api.router(request, response, next);
    else response.status(404).json({ errors: `No shop ${request.params.domain}` });
  };
  router.use(addressOfShop(":domain"), inPath);
  router.use((request, response, next) => {
    const api = byDomain.get(request.get("x-forwarded-host") ?? "") ?? first;
    api.router(request, response, next);
  });
  return router;
}

async function findStores({ store, storeFolder, skus, shops = 1, now }: SandboxOptions): Promise<SandboxStore[]> {
  const today = now?.() ?? new Date();
  const size = skus === undefined ? {} : { skus };
  const first = store ?? (storeFolder ? await loadRealStore(storeFolder, { now: today }) : null);
  const stores = [first ?? generateStore({ now: today, ...size })];
  for (let number = 2; number <= shops; number++) {
    stores.push(anotherShop(generateStore({ now: today, ...size, seed: number }), number));
  }
  return stores;
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
