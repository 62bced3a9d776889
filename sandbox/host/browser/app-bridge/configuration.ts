const STORED_PARAMETERS = "sandbox-app-bridge-parameters";

export interface AppBridgeConfiguration {
  apiKey: string;
  host: string | undefined;
  shop: string | undefined;
  locale: string;
}

/**
 * The API key from the script's `data-api-key` or the page's `<meta name="shopify-api-key">`, the rest from the
 * parameters with which the admin opened the frame. Later pages of the same frame do not carry them.
 */
export function readConfiguration(script: HTMLOrSVGScriptElement | null): AppBridgeConfiguration {
  const apiKey =
    (script instanceof HTMLElement ? script.dataset.apiKey : undefined) ??
    document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content;
  if (!apiKey) {
    throw new Error("App Bridge found no API key: neither data-api-key on its script nor a shopify-api-key meta tag");
  }
  if (new URLSearchParams(location.search).has("host")) sessionStorage.setItem(STORED_PARAMETERS, location.search);
  const parameters = new URLSearchParams(sessionStorage.getItem(STORED_PARAMETERS) ?? "");
  return {
    apiKey,
    host: parameters.get("host") ?? undefined,
    shop: parameters.get("shop") ?? undefined,
    locale: parameters.get("locale") ?? "en",
  };
}
