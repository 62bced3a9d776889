import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ActionFunctionArgs } from "@remix-run/node";
import { parse, parseNumberAndBigInt, stringify } from "lossless-json";

type Action = (args: ActionFunctionArgs) => Promise<Response>;

const SECRET = "sandbox-api-secret-of-32-characters";

export interface Delivery {
  topic: string;
  shop: string;
  /** Ids may be bigints: they are written in full, as Shopify does. */
  payload?: object;
  /** In place of the payload. */
  body?: string;
  secret?: string;
  webhookId?: string;
  triggeredAt?: Date | string;
  headers?: Record<string, string>;
}

/** A delivery as Shopify sends it, and the status of the answer. */
export async function deliver(action: Action, delivery: Delivery): Promise<number> {
  const { topic, shop, payload = {}, body = stringify(payload) ?? "", secret = SECRET, triggeredAt } = delivery;
  const request = new Request(`http://localhost:4000/webhooks/${topic}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
      "x-shopify-shop-domain": shop,
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": delivery.webhookId ?? randomUUID(),
      ...(triggeredAt
        ? { "x-shopify-triggered-at": typeof triggeredAt === "string" ? triggeredAt : triggeredAt.toISOString() }
        : {}),
      ...delivery.headers,
    },
  });
  try {
    return (await action({ request, params: {}, context: {} })).status;
  } catch (thrown) {
    if (thrown instanceof Response) return thrown.status;
    throw thrown;
  }
}

/** Shopify's own sample of a topic's payload, changed where a test needs it. */
export function samplePayload(topic: string, changes: object = {}): object {
  const text = readFileSync(`tests/fixtures/webhook-payloads-2026-07/${topic.replace("/", "_")}.json`, "utf8");
  return { ...(parse(text, undefined, parseNumberAndBigInt) as object), ...changes };
}
