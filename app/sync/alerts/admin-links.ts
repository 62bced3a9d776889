import { environment } from "~/ops/env";

/** The address of a page of the app that opens in Shopify's admin, from wherever it is followed. */
export function adminLink(shop: string, path: string): string {
  const store = shop.replace(/\.myshopify\.com$/, "");
  return `https://admin.shopify.com/store/${store}/apps/${environment().shopifyApiKey}${path}`;
}
