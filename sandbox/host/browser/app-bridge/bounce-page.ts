import { requestIdToken } from "./id-token";

/**
 * On the page that Shopify's library serves to a document request without a session token, App Bridge goes on to the
 * wanted page with one.
 *
 * https://shopify.dev/docs/apps/build/authentication-authorization/set-embedded-app-authorization
 *
 * @returns whether this is such a page
 */
export function leaveBouncePage(): boolean {
  const wantedPage = new URLSearchParams(location.search).get("shopify-reload");
  if (!wantedPage) return false;
  const url = new URL(wantedPage, location.origin);
  // Another site must not be told a merchant's token.
  if (url.origin !== location.origin) throw new Error(`App Bridge will not send a session token to ${url.origin}`);
  void requestIdToken().then((idToken) => {
    url.searchParams.set("id_token", idToken);
    location.replace(url);
  });
  return true;
}
