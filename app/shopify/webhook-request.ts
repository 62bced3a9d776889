import { WebhookValidationErrorReason, type Shopify } from "@shopify/shopify-api";
import { z } from "zod";

/** A delivery whose signature was checked: Shopify sent it, for this shop. */
export interface Webhook {
  /** The shop's permanent domain. */
  shop: string;
  /** Such as orders/create. */
  topic: string;
  /** The same when it is delivered again. */
  webhookId: string;
  /** One for all deliveries of one change. */
  eventId: string | null;
  /** When the change was, ISO 8601 and finer than a Date; when it came, where Shopify does not say. */
  triggeredAt: string;
  apiVersion: string | null;
  /** JSON, as Shopify wrote it. */
  body: string;
}

/** An order of a thousand lines has some 3 MB. */
const LARGEST_BODY_BYTES = 8 * 1024 * 1024;
const SIGNATURE = "x-shopify-hmac-sha256";

const headersSchema = z.object({
  "x-shopify-shop-domain": z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i),
  "x-shopify-topic": z.string().regex(/^[a-z_]+\/[a-z_]+$/),
  "x-shopify-webhook-id": z.string().min(1).max(200),
  "x-shopify-event-id": z.string().max(200).nullish(),
  "x-shopify-triggered-at": z.iso.datetime({ offset: true }).nullish(),
  "x-shopify-api-version": z.string().max(50).nullish(),
});

/**
 * Reads a webhook delivery and checks its signature over the bytes as they came, before anything else is believed of it.
 * The library's `authenticate.webhook` would load the shop's session too and renew its access token: that costs time, and
 * fails once the app is uninstalled, so that app/uninstalled would never arrive.
 *
 * @param validate the library's check of a signature
 * @throws a Response: 401 without a right signature, 400 without Shopify's headers, 413 for a body beyond all orders
 */
export async function readWebhook(request: Request, validate: Shopify["webhooks"]["validate"]): Promise<Webhook> {
  if (request.method !== "POST") throw new Response(null, { status: 405, headers: { Allow: "POST" } });
  if (!request.headers.has(SIGNATURE)) throw new Response(null, { status: 401 });
  const body = await readBody(request);
  const check = await validate({ rawBody: body, rawRequest: request });
  if (!check.valid && check.reason !== WebhookValidationErrorReason.MissingHeaders) {
    throw new Response(null, { status: 401 });
  }
  const headers = headersSchema.safeParse(Object.fromEntries(request.headers));
  if (!headers.success) throw new Response(null, { status: 400 });
  return {
    shop: headers.data["x-shopify-shop-domain"].toLowerCase(),
    topic: headers.data["x-shopify-topic"],
    webhookId: headers.data["x-shopify-webhook-id"],
    eventId: headers.data["x-shopify-event-id"] ?? null,
    triggeredAt: headers.data["x-shopify-triggered-at"] ?? new Date().toISOString(),
    apiVersion: headers.data["x-shopify-api-version"] ?? null,
    body,
  };
}

async function readBody(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Not request.text(): it has no limit, and drops a byte order mark that was signed too.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BODY_BYTES) throw new Response(null, { status: 413 });
    chunks.push(chunk);
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(chunks));
}
