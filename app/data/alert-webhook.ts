import { pool } from "~/db.server";
import { environment } from "~/ops/env";
import { TokenCipher } from "./token-cipher";

/** Where a shop's alerts are posted, and what signs them. Both are secrets: whoever knows the address can post there. */
export interface Webhook {
  address: string;
  secret: string;
}

let current: TokenCipher | undefined;

function cipher(): TokenCipher {
  const { encryptionKey, shopifyApiSecret, formerEncryptionKey } = environment();
  current ??= new TokenCipher(encryptionKey ?? shopifyApiSecret, formerEncryptionKey);
  return current;
}

const contextOf = (shop: string, part: keyof Webhook) => `the alerts' webhook ${part} of ${shop}`;

/** A webhook as it is stored. */
export function encryptWebhook(shop: string, { address, secret }: Webhook): Webhook {
  return {
    address: cipher().encrypt(address, contextOf(shop, "address")),
    secret: cipher().encrypt(secret, contextOf(shop, "secret")),
  };
}

/**
 * A shop's webhook; null where it has none. What was encrypted by a former key is stored anew by the present one.
 *
 * @throws {UndecipherableTokenError} when it was stored under another key
 */
export async function readWebhook(shop: string): Promise<Webhook | null> {
  const { rows } = await pool.query<Webhook>(
    `SELECT webhook_url AS address, webhook_secret AS secret FROM alert_settings
     WHERE shop = $1 AND webhook_url IS NOT NULL`,
    [shop],
  );
  const [stored] = rows;
  if (stored === undefined) return null;
  const webhook = {
    address: cipher().decrypt(stored.address, contextOf(shop, "address")),
    secret: cipher().decrypt(stored.secret, contextOf(shop, "secret")),
  };
  if (environment().formerEncryptionKey !== undefined) await storeAnew(shop, stored, webhook);
  return webhook;
}

async function storeAnew(shop: string, stored: Webhook, webhook: Webhook): Promise<void> {
  const { address, secret } = encryptWebhook(shop, webhook);
  await pool.query(
    `UPDATE alert_settings SET webhook_url = $3, webhook_secret = $4 WHERE shop = $1 AND webhook_url = $2`,
    [shop, stored.address, address, secret],
  );
}
