// Has to be the first import of a test file: Shopify's library keeps the fetch that it finds when it is loaded.
import { startSandbox, type Sandbox, type SandboxOptions } from "../../../sandbox/server";
import { generateStore } from "../../../sandbox/store/generate-store";
import type { SandboxStore } from "../../../sandbox/store/types";

const sandboxUrls = new Map<string, string>();
const fetchDirectly = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input));
  const sandboxUrl = sandboxUrls.get(url.hostname);
  if (sandboxUrl === undefined) return fetchDirectly(input, init);
  const destination = new URL(url.pathname + url.search, sandboxUrl);
  return fetchDirectly(input instanceof Request ? new Request(destination, input) : destination, init);
};

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";

export interface ConnectedShop {
  shop: string;
  sandbox: Sandbox;
  store: SandboxStore;
}

export interface ShopOptions extends Omit<Partial<SandboxOptions>, "store"> {
  domain?: string;
  skus?: number;
  seed?: number;
  /** The orders of the shop end on the day before; the sandbox's own clock is the real one. */
  today?: Date;
  /** Changes the store before it opens. */
  prepare?: (store: SandboxStore) => void;
}

/** A sandbox of its own for a shop that a merchant has just opened the app in, through a real token exchange. */
export async function connectShop(options: ShopOptions = {}): Promise<ConnectedShop> {
  const {
    domain = "first-shop.myshopify.com",
    skus = 40,
    seed = 1,
    today = new Date(),
    prepare,
    ...sandboxOptions
  } = options;
  const store = generateStore({ now: today, skus, seed });
  store.shop.domain = domain;
  prepare?.(store);
  const sandbox = await startSandbox({
    store,
    apiKey: "sandbox-api-key",
    apiSecret: "sandbox-api-secret-of-32-characters",
    ...sandboxOptions,
  });
  sandboxUrls.set(domain, sandbox.url);
  await openApp(sandbox);
  return { shop: domain, sandbox, store };
}

/** The merchant opens the app in the admin: the page's request carries the id token of App Bridge. */
export async function openApp(sandbox: Sandbox): Promise<void> {
  const { authenticate } = await import("~/shopify.server");
  const idToken = sandbox.installation.mintIdToken({});
  const headers = { authorization: `Bearer ${idToken}`, "user-agent": BROWSER };
  await authenticate.admin(new Request("http://localhost:4000/app", { headers }));
}
