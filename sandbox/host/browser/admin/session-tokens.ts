/** A token with less time left is replaced, so that none runs out on its way to the app. */
const MINIMUM_REMAINING_SECONDS = 20;

let current: Promise<string> | undefined;

/** The merchant's session token for the app; Shopify's, too, are used again until they are about to run out. */
export async function findIdToken(): Promise<string> {
  const idToken = await (current ?? fetchIdToken());
  if (readExpiry(idToken) - Date.now() / 1000 > MINIMUM_REMAINING_SECONDS) return idToken;
  return fetchIdToken();
}

function fetchIdToken(): Promise<string> {
  const fetched = (async () => {
    const response = await fetch("/sandbox/id-token", { method: "POST" });
    if (!response.ok) throw new Error(`The sandbox gave no session token: it answered ${response.status}`);
    const { idToken } = (await response.json()) as { idToken: string };
    return idToken;
  })();
  current = fetched;
  fetched.catch(() => (current = undefined));
  return fetched;
}

/** Seconds since 1970 at which the JSON Web Token runs out. */
function readExpiry(idToken: string): number {
  const payload = idToken.split(".")[1] ?? "";
  const { exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as { exp: number };
  return exp;
}
