import { requestIdToken } from "./id-token";
import { openTopLevel } from "./admin-links";

/**
 * Makes `fetch` send a session token with requests to the app's own server, as App Bridge does. Two answers are for App
 * Bridge rather than for the app: a token that the server found stale is replaced once, and an address at which the
 * merchant has to authorise the app again is opened around the frame.
 */
export function authoriseFetch(): void {
  const fetchWithoutToken = window.fetch.bind(window);

  window.fetch = async function fetchWithIdToken(input, init) {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("authorization")) {
      return fetchWithoutToken(request);
    }
    const requestAgain = request.clone();
    const response = await sendWithToken(request);
    const staleToken = response.status === 401 && response.headers.has("x-shopify-retry-invalid-session-request");
    const answer = staleToken ? await sendWithToken(requestAgain) : response;
    const reauthorizeUrl = answer.headers.get("x-shopify-api-request-failure-reauthorize-url");
    if (reauthorizeUrl) openTopLevel(reauthorizeUrl);
    return answer;
  };

  async function sendWithToken(request: Request): Promise<Response> {
    request.headers.set("authorization", `Bearer ${await requestIdToken()}`);
    return fetchWithoutToken(request);
  }
}
