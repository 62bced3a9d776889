/**
 * The id tokens (once "session tokens") that App Bridge gives the app's pages: JSON Web Tokens signed with the app's
 * secret by HMAC-SHA256. Source: https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Shopify's id tokens live one minute. */
const LIFETIME_SECONDS = 60;
/** Clocks may differ by so much. */
const LEEWAY_SECONDS = 10;

const idTokenSchema = z.object({
  iss: z.string(),
  dest: z.string(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
  iat: z.number(),
  jti: z.string(),
  sid: z.string(),
});

export type IdTokenClaims = z.infer<typeof idTokenSchema>;

export interface IdTokenRequest {
  shopDomain: string;
  apiKey: string;
  apiSecret: string;
  /** Numeric id of the staff member who has the admin open. */
  userId: string;
  now: Date;
  lifetimeSeconds?: number;
}

/** Signs an id token as the admin does for the person who has the app open. */
export function mintIdToken({ shopDomain, apiKey, apiSecret, userId, now, ...options }: IdTokenRequest): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims: IdTokenClaims = {
    iss: `https://${shopDomain}/admin`,
    dest: `https://${shopDomain}`,
    aud: apiKey,
    sub: userId,
    exp: issuedAt + (options.lifetimeSeconds ?? LIFETIME_SECONDS),
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed, apiSecret)}`;
}

export interface IdTokenExpectation {
  shopDomain: string;
  apiKey: string;
  apiSecret: string;
  now: Date;
}

/** The claims of a token, or null when it is forged, stale, or made for another app or shop. */
export function verifyIdToken(token: string, expected: IdTokenExpectation): IdTokenClaims | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return null;
  if (!isEqual(signature, signatureOf(`${header}.${payload}`, expected.apiSecret))) return null;
  const claims = idTokenSchema.safeParse(decode(payload));
  if (!claims.success) return null;
  const { aud, dest, exp, nbf } = claims.data;
  const nowSeconds = expected.now.getTime() / 1000;
  const isTimely = exp + LEEWAY_SECONDS > nowSeconds && nbf - LEEWAY_SECONDS <= nowSeconds;
  const isMeant = aud === expected.apiKey && dest === `https://${expected.shopDomain}`;
  return isTimely && isMeant ? claims.data : null;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

function signatureOf(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}

function isEqual(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
