import { parseApiToken, verifyApiToken } from "~/data/api-tokens";
import type { ApiToken } from "~/data/api-tokens";
import { problemResponse } from "./problem";
import { readBearer, TOKEN_PARAM } from "./request-token";

const REALM = "inventory-intelligence";

/** The shop for which a script acts, by its bearer token. */
export interface ApiAccess {
  shop: string;
  token: ApiToken;
}

/**
 * Checks the request's token: a bearer token in its header, or, where the route takes a link, a link in its address.
 *
 * @param options.takesLink whether a token that may stand in an address opens this route
 * @throws {Response} 401 without a token that holds; it does not say why, so that nobody learns which shops there are. 403 for
 *   a token that holds elsewhere alone
 */
export async function authenticateApiRequest(
  request: Request,
  now: Date,
  { takesLink = false }: { takesLink?: boolean } = {},
): Promise<ApiAccess> {
  const inAddress = new URL(request.url).searchParams.get(TOKEN_PARAM);
  // Also beside a right one in the header: whoever sent it there has to know that others may have seen it.
  if (inAddress !== null) return admitLink(await findApiAccess(inAddress, now), takesLink);
  const text = readBearer(request.headers.get("Authorization"));
  if (text === undefined) throw unauthorized("Send an API token: Authorization: Bearer iit_…", "");
  const access = requireAccess(await findApiAccess(text, now));
  if (access.token.isLink && !takesLink) throw forbidden(FOR_CSV_ALONE);
  return access;
}

function admitLink(found: ApiAccess | null, takesLink: boolean): ApiAccess {
  const access = requireAccess(found);
  if (!access.token.isLink) throw forbidden(NOT_FOR_ADDRESSES);
  if (!takesLink) throw forbidden(FOR_CSV_ALONE);
  return access;
}

function requireAccess(access: ApiAccess | null): ApiAccess {
  if (access !== null) return access;
  throw unauthorized("The API token is unknown, expired or revoked. Make a new one.", `, error="invalid_token"`);
}

/** For whom a token's text lets a script act; null for one that does not hold. A link opens the reorder CSV alone. */
export async function findApiAccess(text: string, now: Date): Promise<ApiAccess | null> {
  const claim = parseApiToken(text);
  const token = claim && (await verifyApiToken(claim.shop, claim.secret, now));
  return claim && token && { shop: claim.shop, token };
}

const NOT_FOR_ADDRESSES =
  "This token belongs into a header, and others may have seen it in the address: revoke it, and make a new one.";
const FOR_CSV_ALONE = "This token is a link to the CSV of the reorder list and opens nothing else. Make another one.";

/** The search params without the token, which are what is asked for. */
export function paramsWithoutToken(request: Request): URLSearchParams {
  const params = new URL(request.url).searchParams;
  params.delete(TOKEN_PARAM);
  return params;
}

function unauthorized(detail: string, challenge: string): Response {
  return problemResponse(
    { status: 401, title: "Unauthorized", detail },
    { "WWW-Authenticate": `Bearer realm="${REALM}"${challenge}` },
  );
}

function forbidden(detail: string): Response {
  return problemResponse(
    { status: 403, title: "Forbidden", detail },
    { "WWW-Authenticate": `Bearer realm="${REALM}", error="insufficient_scope"` },
  );
}
