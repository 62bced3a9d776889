import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestOverTls } from "node:https";
import { environment } from "~/ops/env";
import type { Webhook } from "~/data/alert-webhook";
import { DeliveryFailure } from "./delivery-failure";
import { isAllowedPlace, publicLookup } from "./public-address";
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
  if (!isAllowedPlace(url, allowsLoopbackWebhooks)) {
    throw new DeliveryFailure("webhook-address", { reason: `Nothing is posted to ${url.host}` });
  }
  const body = JSON.stringify(message);
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "User-Agent": "Inventory-Intelligence",
    "Inventory-Delivery": deliveryId,
    ...signWebhook(secret, body, sentAt),
  };
  const response = await post(url, headers, body, allowsLoopbackWebhooks).catch((error: unknown) => {
    throw toFailure(error);
  });
  const { statusCode: status = 0 } = response;
  try {
    if (status < 200 || status > 299) throw refusal(url, response, await readBeginning(response), sentAt);
  } finally {
    response.destroy();
  }
}

/** @returns the answer as soon as its status is known; whoever has taken a message may take time to say more */
function post(
  url: URL,
  headers: Record<string, string | number>,
  body: string,
  allowsLoopback: boolean,
): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestOverTls : requestPlain;
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      // A connection of its own, so that its address is looked at.
      { method: "POST", headers, signal, lookup: publicLookup(allowsLoopback), agent: false },
      resolve,
    );
    sending.on("error", reject);
    sending.end(body);
  });
}

/** As much as somebody reads of it; the rest is not waited for, and one that breaks off has said what it has. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MOST_READ_BYTES) break;
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ_BYTES).toString("utf8");
}

/** To the shop's staff a private address is one that nobody answers at, so that nobody learns what names lead to inside. */
function toFailure(error: unknown): DeliveryFailure {
  const { name, message: reason } = error as Error;
  const isTooSlow = name === "AbortError" || name === "TimeoutError";
  return new DeliveryFailure(isTooSlow ? "webhook-too-slow" : "webhook-unreachable", { reason, isRepeatable: true });
}

/** After these a receiver may take the same message later; any other 4xx, and a redirect, is its last word. */
const REPEATABLE = new Set([408, 425, 429]);

function refusal(
  url: URL,
  { statusCode: status = 0, headers }: IncomingMessage,
  text: string,
  sentAt: Date,
): DeliveryFailure {
  const said = withoutAddress(text, url)
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return new DeliveryFailure("webhook-refused", {
    detail: `${status} ${said}`.trim(),
    isRepeatable: status >= 500 || REPEATABLE.has(status),
    waitSeconds: readRetryAfter(headers["retry-after"], sentAt),
  });
}

/** How long a receiver asks to wait: it names seconds, or a date. */
function readRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return seconds > 0 ? seconds : null;
}

/** What is shorter is a word, such as "hook", and no secret. */
const SHORTEST_SECRET = 8;

/** Many receivers repeat for what they were asked, which is what lets somebody post there. */
function withoutAddress(text: string, { href, pathname, search, searchParams }: URL): string {
  const parts = [href, `${pathname}${search}`, pathname, search, ...pathname.split("/"), ...searchParams.values()];
  const secrets = parts.filter(({ length }) => length >= SHORTEST_SECRET);
  // PHP writes JSON with a backslash before each slash.
  const written = secrets.flatMap((secret) => [secret, secret.replaceAll("/", "\\/")]);
  return written.sort((a, b) => b.length - a.length).reduce((left, secret) => left.replaceAll(secret, "…"), text);
}
