import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { pool } from "~/db.server";

/** The right of a script to act for one shop. */
export interface ApiToken {
  tokenId: string;
  name: string;
  /** Without it, the token reads only. */
  canWrite: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** null: it holds until it is revoked. */
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export interface NewApiToken {
  /** What its owner knows it by. */
  name: string;
  canWrite: boolean;
  expiresAt?: Date;
}

const SECRET_BYTES = 32;
/** Recording each use would write once a request. */
const LAST_USE_INTERVAL = "1 minute";

/** iit_<shop in base64url>.<secret in base64url> */
const TOKEN_PATTERN = /^iit_(?<shop>[\w-]{1,400})\.(?<secret>[\w-]{43})$/;

/**
 * Makes a token for a shop and returns its text, which is stored nowhere: the database keeps a SHA-256 of its secret.
 * (The secret is random and long, so a slow password hash would add nothing.)
 */
export async function createApiToken(shop: string, { name, canWrite, expiresAt }: NewApiToken): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  await pool.query(
    `INSERT INTO api_tokens (shop, token_id, name, secret_hash, can_write, expires_at)
     VALUES ($1, gen_random_uuid()::text, $2, $3, $4, $5)`,
    [shop, name, hashSecret(secret), canWrite, expiresAt ?? null],
  );
  return `iit_${Buffer.from(shop).toString("base64url")}.${secret}`;
}

/** The shop that a token claims to be of, and its secret; null when the text is no token. Proves nothing yet. */
export function parseApiToken(text: string): { shop: string; secret: string } | null {
  const groups = TOKEN_PATTERN.exec(text)?.groups;
  if (groups?.shop === undefined || groups.secret === undefined) return null;
  const shop = Buffer.from(groups.shop, "base64url").toString();
  return shop.includes("\0") ? null : { shop, secret: groups.secret };
}

/**
 * The shop's token with this secret, if it holds at `now`: neither expired nor revoked, and the shop has the app
 * installed. Notes its use, at most once a minute.
 */
export async function verifyApiToken(shop: string, secret: string, now: Date): Promise<ApiToken | null> {
  const hash = hashSecret(secret);
  const { rows } = await pool.query<ApiToken & { secretHash: string }>(
    `SELECT ${TOKEN_COLUMNS}, secret_hash AS "secretHash"
       FROM api_tokens
      WHERE shop = $1 AND secret_hash = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)
        AND EXISTS (SELECT FROM shops WHERE shop = $1 AND uninstalled_at IS NULL)`,
    [shop, hash, now],
  );
  const [found] = rows;
  // The index finds the hash; what decides is a comparison that takes the same time for every near miss.
  if (found === undefined || !timingSafeEqual(Buffer.from(found.secretHash), Buffer.from(hash))) return null;
  await recordUse(shop, found.tokenId, now);
  const { secretHash: _, ...token } = found;
  return token;
}

async function recordUse(shop: string, tokenId: string, now: Date): Promise<void> {
  await pool.query(
    `UPDATE api_tokens SET last_used_at = $3
      WHERE shop = $1 AND token_id = $2
        AND (last_used_at IS NULL OR last_used_at < $3::timestamptz - INTERVAL '${LAST_USE_INTERVAL}')`,
    [shop, tokenId, now],
  );
}

/** The shop's tokens, newest first, those that no longer hold included. */
export async function readApiTokens(shop: string): Promise<ApiToken[]> {
  const { rows } = await pool.query<ApiToken>(
    `SELECT ${TOKEN_COLUMNS} FROM api_tokens WHERE shop = $1 ORDER BY created_at DESC, token_id`,
    [shop],
  );
  return rows;
}

/** Whether a script may hold a token of the shop's that neither expired nor was revoked at `now`. */
export async function hasValidToken(shop: string, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM api_tokens
     WHERE shop = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) LIMIT 1`,
    [shop, now],
  );
  return rowCount === 1;
}

/** Ends a token at `now`. False when the shop has no such token, or it was revoked before. */
export async function revokeApiToken(shop: string, tokenId: string, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE api_tokens SET revoked_at = $3 WHERE shop = $1 AND token_id = $2 AND revoked_at IS NULL`,
    [shop, tokenId, now],
  );
  return rowCount === 1;
}

const TOKEN_COLUMNS = `
  token_id AS "tokenId", name, can_write AS "canWrite", created_at AS "createdAt", last_used_at AS "lastUsedAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt"`;

function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
