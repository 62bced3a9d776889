import { randomBytes } from "node:crypto";
import { pool } from "~/db.server";

const TICKET_ID_BYTES = 16;
/** A used or expired ticket is kept for a while, so that a second click is told what happened. */
const KEPT_FOR = "1 day";

/** Makes a single-use ticket for the download that a text stands for and returns its id; drops the shop's old ones. */
export async function createDownloadTicket(shop: string, download: string, expiresAt: Date): Promise<string> {
  const ticketId = randomBytes(TICKET_ID_BYTES).toString("base64url");
  await pool.query(`DELETE FROM download_tickets WHERE shop = $1 AND expires_at < now() - INTERVAL '${KEPT_FOR}'`, [
    shop,
  ]);
  await pool.query(`INSERT INTO download_tickets (shop, ticket_id, query, expires_at) VALUES ($1, $2, $3, $4)`, [
    shop,
    ticketId,
    download,
    expiresAt,
  ]);
  return ticketId;
}

/**
 * Uses a ticket up and returns what it was made for; null when it was used before, has expired, or the shop has removed the app.
 * Of several requests at once, one gets it.
 */
export async function takeDownloadTicket(shop: string, ticketId: string, now: Date): Promise<string | null> {
  const { rows } = await pool.query<{ query: string }>(
    `UPDATE download_tickets SET used_at = $3
      WHERE shop = $1 AND ticket_id = $2 AND used_at IS NULL AND expires_at > $3
        AND EXISTS (SELECT FROM shops WHERE shop = $1 AND uninstalled_at IS NULL)
      RETURNING query`,
    [shop, ticketId, now],
  );
  return rows[0]?.query ?? null;
}
