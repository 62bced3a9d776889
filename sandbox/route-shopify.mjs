// Preload (`node --import ./sandbox/route-shopify.mjs …`) that takes the app's requests for any shop to the sandbox, so
// that the app itself needs no demo branch. It must run before the app: Shopify's Node adapter keeps the `fetch` that it
// finds when it is loaded.
//
// SANDBOX_URL: address of the sandbox, such as http://127.0.0.1:4000.

const sandboxUrl = process.env.SANDBOX_URL;
if (!sandboxUrl) {
  throw new Error("route-shopify.mjs needs SANDBOX_URL, the address of the sandbox, such as http://127.0.0.1:4000");
}

const fetchDirectly = globalThis.fetch;

/** @type {typeof globalThis.fetch} */
globalThis.fetch = function fetchThroughSandbox(input, init) {
  const url = requestedUrl(input);
  if (!url?.hostname.endsWith(".myshopify.com")) return fetchDirectly(input, init);

  const destination = new URL(url.pathname + url.search, sandboxUrl);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set("x-forwarded-host", url.host);
  // A Request as the second argument lends its method, body and signal to the new address.
  if (input instanceof Request) return fetchDirectly(new Request(destination, input), { ...init, headers });
  return fetchDirectly(destination, { ...init, headers });
};

/**
 * @param {RequestInfo | URL} input
 * @returns {URL | null} null for what is no absolute URL, which fetch itself then rejects
 */
function requestedUrl(input) {
  const address = input instanceof Request ? input.url : String(input);
  return URL.canParse(address) ? new URL(address) : null;
}
