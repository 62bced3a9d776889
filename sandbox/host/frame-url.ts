import { createHmac, randomBytes } from "node:crypto";

export interface FrameUrlInput {
  /** Path and query in the app, such as /app/vendors?sort=sku. */
  path: string;
  /** The shop's permanent domain, such as sandbox-store.myshopify.com. */
  shop: string;
  storeHandle: string;
  apiSecret: string;
  /** The merchant's language. */
  locale: string;
  /** Makes a fresh session token for the merchant who looks at the admin. */
  createIdToken: () => string;
}

/**
 * The address that the admin loads into the app's frame first: the app's page with Shopify's parameters, signed as
 * Shopify signs them (hex HMAC-SHA256, by the app's secret, of the sorted parameters).
 *
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant#step-1-verify-the-installation-request
 */
export function createFrameUrl(input: FrameUrlInput): string {
  const { path, shop, storeHandle, apiSecret, locale, createIdToken } = input;
  const url = new URL(path, "http://app.invalid");
  const parameters = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${storeHandle}`).toString("base64"),
    id_token: createIdToken(),
    locale,
    session: randomBytes(32).toString("hex"),
    shop,
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  url.searchParams.set("hmac", signParameters(url.searchParams, apiSecret));
  return url.pathname + url.search;
}

function signParameters(parameters: URLSearchParams, apiSecret: string): string {
  const sorted = new URLSearchParams([...parameters].filter(([name]) => name !== "hmac"));
  sorted.sort();
  const message = [...sorted].map(([name, value]) => `${name}=${value}`).join("&");
  return createHmac("sha256", apiSecret).update(message).digest("hex");
}
