import { authenticateApiRequest } from "~/ops/api-access";
import { problemResponse } from "~/ops/problem";
import { readListVersion, type ListVersion } from "~/reports/list-version";
import type { QueryFault } from "~/reports/param-reader";

const RETRY_AFTER_SECONDS = 30;

/**
 * The shop whose data a script may read.
 *
 * @param options.takesLink whether a token that may stand in an address opens this route
 * @throws {Response} 401 or 403 without a right token, 405 for what is no reading: Remix sends OPTIONS to loaders too
 */
export async function admitReader(request: Request, options?: { takesLink: boolean }): Promise<string> {
  if (request.method !== "GET" && request.method !== "HEAD") throw refuseChange();
  const { shop } = await authenticateApiRequest(request, new Date(), options);
  return shop;
}

/** What answers every method but GET and HEAD. */
export function refuseChange(): Response {
  const detail = "This address can be read alone: use GET or HEAD";
  return problemResponse({ status: 405, title: "Method not allowed", detail }, { Allow: "GET, HEAD" });
}

/**
 * The version of the shop's plans.
 *
 * @throws {Response} 503 before the first plan: a list without rows would say "order nothing"
 */
export async function requirePlans(shop: string): Promise<ListVersion> {
  const version = await readListVersion(shop);
  if (version !== null) return version;
  const detail = "The shop's first plan is not ready yet: ask again later";
  throw problemResponse({ status: 503, title: "No plan yet", detail }, { "Retry-After": String(RETRY_AFTER_SECONDS) });
}

/** Says every fault of the search params. */
export function refuseParams(faults: readonly QueryFault[]): Response {
  const detail = faults.map(({ name, value, reason }) => `${name}=${value} ${reason}`).join("; ");
  return problemResponse({ status: 400, title: "Bad search parameters", detail, faults });
}

/** The request's own address with other search params; null takes one out. */
export function addressWith(request: Request, params: Readonly<Record<string, string | null>>): string {
  const address = new URL(request.url);
  for (const [name, value] of Object.entries(params)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address.href;
}
