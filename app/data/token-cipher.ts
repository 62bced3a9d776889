import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Stands before every encrypted text, so that a later scheme can tell its own from these. */
const SCHEME = "v1";

/** Encrypts short secrets for storage: AES-256-GCM under a key derived from the app's own secret. */
export class TokenCipher {
  /** The one that encrypts, and the one that did before. */
  private readonly keys: readonly [Buffer, ...Buffer[]];

  /**
   * @param secret any length; HKDF-SHA-256 makes the key of it, bound to this purpose
   * @param formerSecret what was encrypted under it is still read, while secrets are being replaced
   */
  constructor(secret: string, formerSecret?: string) {
    this.keys = [deriveKey(secret), ...(formerSecret === undefined ? [] : [deriveKey(formerSecret)])];
  }

  /** @param context what the secret belongs to; it can be decrypted for the same context only */
  encrypt(secret: string, context: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keys[0], nonce).setAAD(Buffer.from(context));
    const encrypted = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return `${SCHEME}.${Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64url")}`;
  }

  /** @throws {UndecipherableTokenError} when the key is another, or the text was altered or belongs elsewhere */
  decrypt(stored: string, context: string): string {
    let cause: unknown;
    for (const key of this.keys) {
      try {
        return decryptUnder(key, stored, context);
      } catch (failed) {
        cause = failed;
      }
    }
    throw new UndecipherableTokenError(context, { cause });
  }
}

function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "inventory-intelligence/session-tokens", KEY_BYTES));
}

function decryptUnder(key: Buffer, stored: string, context: string): string {
  const [scheme, body = ""] = stored.split(".");
  if (scheme !== SCHEME) throw new Error(`The stored token does not begin with ${SCHEME}.`);
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}

export class UndecipherableTokenError extends Error {
  override readonly name = "UndecipherableTokenError";

  constructor(context: string, options?: ErrorOptions) {
    super(
      `The stored access token of ${context} can't be decrypted. ENCRYPTION_KEY (or, without one, SHOPIFY_API_SECRET) ` +
        "is not the one it was stored with. Name the former one in FORMER_ENCRYPTION_KEY, or delete the rows of the table sessions: " +
        "then every shop gets a new token when its merchant opens the app.",
      options,
    );
  }
}
