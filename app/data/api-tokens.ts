import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { pool } from "~/db.server";
import { writeAuditEntry, type Actor, type AuditEntry } from "./audit-entries";
import { inTransaction, type Transaction } from "./transaction";

/** The right of a script to act for one shop. */
export interface ApiToken {
  tokenId: string;
  name: string;
  /** Without it, the token reads only. */
  canWrite: boolean;
  /** It may stand in an address, where others see it, and therefore opens the reorder CSV alone. */
  isLink: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** null: it holds until it is revoked. */
  expiresAt: Date | null;
  revokedAt: Date | null;
}

/** What is decided of a token when it is made. */
export type NewApiToken = {
  /** What its owner knows it by. */
  name: string;
} & (
  | { canWrite: boolean; isLink?: false; expiresAt?: Date | undefined }
  /** Nobody remembers every sheet that an address was pasted into: such a token has to end by itself. */
  | { canWrite: false; isLink: true; expiresAt: Date }
);

/** A token's name: people read it in lists, on screens and in terminals. */
export const tokenNameSchema = z
  .string("is missing")
  .trim()
  .min(1, "is missing")
  .max(100, "must be at most 100 characters long")
  .regex(/^\P{Cc}*$/u, "can't hold control characters");

const SECRET_BYTES = 32;
/** Recording each use would write once a request. */
const LAST_USE_INTERVAL_MS = 60_000;

/** iit_<shop in base64url>.<secret in base64url> */
const TOKEN_PATTERN = /^iit_(?<shop>[\w-]{1,400})\.(?<secret>[\w-]{43})$/;

/**
 * Makes a token for a shop, together with its audit entry, and returns its text, which is stored nowhere: the database keeps a
 * SHA-256 of its secret. (The secret is random and long, so a slow password hash would add nothing.)
 */
export async function createApiToken(shop: string, token: NewApiToken, actor: Actor): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const tokenId = randomUUID();
  const { name, canWrite, isLink = false, expiresAt = null } = token;
  await inTransaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO api_tokens (shop, token_id, name, secret_hash, can_write, is_link, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [shop, tokenId, name, hashSecret(secret), canWrite, isLink, expiresAt],
    );
    const made = { name, canWrite, isLink, expiresAt };
    await writeTokenEntry(transaction, shop, actor, { tokenId, field: "created", oldValue: null, newValue: made });
  });
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
  const { secretHash: _, ...token } = found;
  await recordUse(shop, token, now);
  return token;
}

async function recordUse(shop: string, { tokenId, lastUsedAt }: ApiToken, now: Date): Promise<void> {
  if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() <= LAST_USE_INTERVAL_MS) return;
  await pool.query(
    "UPDATE api_tokens SET last_used_at = greatest(last_used_at, $3) WHERE shop = $1 AND token_id = $2",
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

/** Ends a token at `now`, together with its audit entry. False when the shop has no such token, or it was revoked before. */
export async function revokeApiToken(
  shop: string,
  { tokenId, now, actor }: { tokenId: string; now: Date; actor: Actor },
): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const { rows } = await transaction.query<{ name: string }>(
      `UPDATE api_tokens SET revoked_at = $3
       WHERE shop = $1 AND token_id = $2 AND revoked_at IS NULL RETURNING name`,
      [shop, tokenId, now],
    );
    const [revoked] = rows;
    if (revoked === undefined) return false;
    const entry: TokenEntry = { tokenId, field: "revoked", oldValue: revoked.name, newValue: null };
    await writeTokenEntry(transaction, shop, actor, entry);
    return true;
  });
}

/** Ends all tokens of a shop that still hold, each with its audit entry. Repeatable. */
export async function revokeAllApiTokens(shop: string, { now, actor }: { now: Date; actor: Actor }): Promise<void> {
  await inTransaction(async (transaction) => {
    const { rows } = await transaction.query<{ tokenId: string; name: string }>(
      `UPDATE api_tokens SET revoked_at = $2 WHERE shop = $1 AND revoked_at IS NULL
       RETURNING token_id AS "tokenId", name`,
      [shop, now],
    );
    for (const { tokenId, name } of rows) {
      await writeTokenEntry(transaction, shop, actor, { tokenId, field: "revoked", oldValue: name, newValue: null });
    }
  });
}

type TokenEntry = Pick<AuditEntry, "oldValue" | "newValue"> & { tokenId: string; field: "created" | "revoked" };

async function writeTokenEntry(
  transaction: Transaction,
  shop: string,
  actor: Actor,
  { tokenId, ...change }: TokenEntry,
): Promise<void> {
  await writeAuditEntry(transaction, shop, actor, { subject: "api-token", subjectId: tokenId, ...change });
}

const TOKEN_COLUMNS = `
  token_id AS "tokenId", name, can_write AS "canWrite", is_link AS "isLink", created_at AS "createdAt", last_used_at AS "lastUsedAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt"`;

function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
