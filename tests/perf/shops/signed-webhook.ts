import { createHmac, randomUUID } from "node:crypto";
import { SANDBOX_API_SECRET } from "../../../sandbox/demo/credentials";

/** Where the app takes what tells of changes. */
export const WEBHOOK_PATH = "/webhooks/data";

/** The headers with which Shopify would send this webhook now. */
export function webhookHeaders(shop: string, topic: string, body: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "X-Shopify-Topic": topic,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", SANDBOX_API_SECRET).update(body).digest("base64"),
    "X-Shopify-Shop-Domain": shop,
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Triggered-At": new Date().toISOString(),
  };
}
