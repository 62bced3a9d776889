import { pool } from "~/db.server";
import { environment } from "~/ops/env";
import { writeAlertEntry } from "./alert-entries";
import type { Actor } from "./audit-entries";
import { TokenCipher, UndecipherableTokenError } from "./token-cipher";
import { inTransaction, type Transaction } from "./transaction";

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
export async function readWebhook(shop: string, connection: Transaction = pool): Promise<Webhook | null> {
  const { rows } = await connection.query<Webhook>(
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
  if (environment().formerEncryptionKey !== undefined) await storeAnew(connection, shop, stored, webhook);
  return webhook;
}

/** Whether a shop has a webhook that can be posted to: one that was stored under a key that is gone has to be entered again. */
export async function hasReadableWebhook(shop: string, connection: Transaction = pool): Promise<boolean> {
  try {
    return (await readWebhook(shop, connection)) !== null;
  } catch (error) {
    if (error instanceof UndecipherableTokenError) return false;
    throw error;
  }
}

/** Stores the webhooks of all shops under the present key while there is a former one. Only for work that goes over every shop. */
export async function renewWebhooks(): Promise<void> {
  if (environment().formerEncryptionKey === undefined) return;
  const { rows } = await pool.query<{ shop: string }>("SELECT shop FROM alert_settings WHERE webhook_url IS NOT NULL");
  for (const { shop } of rows) await hasReadableWebhook(shop);
}

async function storeAnew(connection: Transaction, shop: string, stored: Webhook, webhook: Webhook): Promise<void> {
  const { address, secret } = encryptWebhook(shop, webhook);
  await connection.query(
    `UPDATE alert_settings SET webhook_url = $4, webhook_secret = $5
     WHERE shop = $1 AND webhook_url = $2 AND webhook_secret = $3`,
    [shop, stored.address, stored.secret, address, secret],
  );
}

/** Takes a shop's webhook away, with what waits to be posted to it. Without an email address no digest is due any more. */
export async function removeWebhook(shop: string, actor: Actor): Promise<void> {
  await inTransaction(async (transaction) => {
    const { rowCount } = await transaction.query(
      `UPDATE alert_settings SET webhook_url = NULL, webhook_secret = NULL,
         next_digest_at = CASE WHEN jsonb_array_length(settings -> 'emails') > 0 THEN next_digest_at END
       WHERE shop = $1 AND webhook_url IS NOT NULL`,
      [shop],
    );
    if (rowCount === 0) return;
    await transaction.query(
      "DELETE FROM alert_deliveries WHERE shop = $1 AND status = 'pending' AND channel = 'webhook'",
      [shop],
    );
    // Says that there was one: what it was is secret.
    await writeAlertEntry(transaction, shop, actor, { field: "webhook", oldValue: true, newValue: null });
  });
}

/** Has what is posted to a shop's webhook signed by another secret from now on. @returns false where it has none */
export async function replaceWebhookSecret(shop: string, secret: string, actor: Actor): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const { rowCount } = await transaction.query(
      "UPDATE alert_settings SET webhook_secret = $2 WHERE shop = $1 AND webhook_url IS NOT NULL",
      [shop, cipher().encrypt(secret, contextOf(shop, "secret"))],
    );
    if (rowCount === 0) return false;
    await writeAlertEntry(transaction, shop, actor, { field: "webhookSecret", oldValue: true, newValue: true });
    return true;
  });
}
