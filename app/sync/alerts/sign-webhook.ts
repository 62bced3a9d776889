import { createHmac } from "node:crypto";

/** What proves to a receiver that a message is the app's, and when it was sent. docs/alerts.md tells how to check it. */
export interface SignedHeaders {
  "Inventory-Timestamp": string;
  "Inventory-Signature": string;
}

/**
 * Signs a message: HMAC-SHA256, by the webhook's secret, of `v1:TIMESTAMP:BODY`, hexadecimal after `v1=`. The timestamp, in seconds since
 * 1970, lets a receiver refuse a message that somebody sends again later.
 */
export function signWebhook(secret: string, body: string, sentAt: Date): SignedHeaders {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signature = createHmac("sha256", secret).update(`v1:${timestamp}:${body}`).digest("hex");
  return { "Inventory-Timestamp": timestamp, "Inventory-Signature": `v1=${signature}` };
}
