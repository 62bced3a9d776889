import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";

/**
 * Passes on the headers by which Shopify's library has App Bridge renew an expired session token and ask again, unseen by
 * the merchant. Remix gives the headers of what was thrown to the route alone whose boundary shows it: every route with
 * an `ErrorBoundary` exports this as `headers`.
 */
export const shopifyHeaders: HeadersFunction = (args) => boundary.headers(args);
