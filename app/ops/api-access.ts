import { parseApiToken, verifyApiToken } from "~/data/api-tokens";
import type { ApiToken } from "~/data/api-tokens";
import { problemResponse } from "./problem";

const REALM = "inventory-intelligence";

/** The shop for which a script acts, by its bearer token. */
export interface ApiAccess {
  shop: string;
  token: ApiToken;
}

/**
 * Checks the request's bearer token.
 *
 * @throws {Response} 401 without a token that holds; it does not say why, so that nobody learns which shops there are
 */
export async function authenticateApiRequest(request: Request, now: Date): Promise<ApiAccess> {
  const [, text] = /^Bearer +(\S+) *$/i.exec(request.headers.get("Authorization") ?? "") ?? [];
  if (text === undefined) throw unauthorized("Send an API token: Authorization: Bearer iit_…", "");
  const access = await findApiAccess(text, now);
  if (access === null) {
    throw unauthorized("The API token is unknown, expired or revoked. Make a new one.", `, error="invalid_token"`);
  }
  return access;
}

/** For whom a token's text lets a script act; null for one that does not hold. */
export async function findApiAccess(text: string, now: Date): Promise<ApiAccess | null> {
  const claim = parseApiToken(text);
  const token = claim && (await verifyApiToken(claim.shop, claim.secret, now));
  return claim && token && { shop: claim.shop, token };
}

function unauthorized(detail: string, challenge: string): Response {
  return problemResponse(
    { status: 401, title: "Unauthorized", detail },
    { "WWW-Authenticate": `Bearer realm="${REALM}"${challenge}` },
  );
}
