import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestOverTls } from "node:https";
import { environment } from "~/ops/env";
import type { Webhook } from "~/data/alert-webhook";
import { DeliveryFailure } from "./delivery-failure";
import { isAllowedHost, PrivateAddressError, publicLookup } from "./public-address";
import { signWebhook } from "./sign-webhook";
import type { SlackMessage } from "./slack-message";

const ANSWER_LIMIT_MS = 10_000;
/** Of what the other side says. */
const MOST_READ_BYTES = 2_000;

/**
 * Posts a message to a webhook. A redirect is not followed: it could lead where no webhook is.
 *
 * @param deliveryId lets a receiver know a message that comes twice
 * @throws {DeliveryFailure}
 */
export async function postWebhook(
  { address, secret }: Webhook,
  message: SlackMessage,
  { deliveryId, sentAt }: { deliveryId: string; sentAt: Date },
): Promise<void> {
  const { allowsLoopbackWebhooks } = environment();
  const url = new URL(address);
  if (!isAllowedHost(url.hostname, allowsLoopbackWebhooks)) {
    throw new DeliveryFailure("webhook-address", url.hostname, false);
  }
  const body = JSON.stringify(message);
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "User-Agent": "Inventory-Intelligence",
    "Inventory-Delivery": deliveryId,
    ...signWebhook(secret, body, sentAt),
  };
  const answer = await post(url, headers, body, allowsLoopbackWebhooks).catch((error: unknown) => {
    throw toFailure(error);
  });
  if (answer.status < 200 || answer.status > 299) throw refusal(answer);
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

function post(
  url: URL,
  headers: Record<string, string | number>,
  body: string,
  allowsLoopback: boolean,
): Promise<Answer> {
  const request = url.protocol === "https:" ? requestOverTls : requestPlain;
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      // A connection of its own, so that its address is looked at.
      { method: "POST", headers, signal, lookup: publicLookup(allowsLoopback), agent: false },
      (response) => {
        readBeginning(response).then(
          (text) => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"], text }),
          reject,
        );
      },
    );
    sending.on("error", reject);
    sending.end(body);
  });
}

/** As much as somebody reads of it; the rest is not waited for. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_READ_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ_BYTES).toString("utf8");
}

function toFailure(error: unknown): DeliveryFailure {
  if (error instanceof PrivateAddressError) return new DeliveryFailure("webhook-address", error.message, false);
  const { name, message } = error as Error;
  if (name === "AbortError" || name === "TimeoutError") {
    return new DeliveryFailure("webhook-too-slow", `No answer within ${ANSWER_LIMIT_MS / 1000} seconds`, true);
  }
  return new DeliveryFailure("webhook-unreachable", message, true);
}

/** After these a receiver may take the same message later; any other 4xx, and a redirect, is its last word. */
const REPEATABLE = new Set([408, 425, 429]);

function refusal({ status, retryAfter, text }: Answer): DeliveryFailure {
  const detail = `${status} ${text.replace(/\p{Cc}+/gu, " ").trim()}`.trim();
  const seconds = Number(retryAfter);
  return new DeliveryFailure(
    "webhook-refused",
    detail,
    status >= 500 || REPEATABLE.has(status),
    Number.isFinite(seconds) && seconds > 0 ? seconds : null,
  );
}
