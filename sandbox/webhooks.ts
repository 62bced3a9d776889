/**
 * Webhook deliveries as Shopify makes them: signed, with its headers, one after the other per topic, tried again when the
 * app does not answer with 2xx within five seconds.
 * Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { WebhookSubscription } from "./app-configuration";

/** Shopify gives up after the first attempt and eight retries. */
const MAXIMUM_ATTEMPTS = 9;
const ANSWER_TIMEOUT_MS = 5_000;
const MAXIMUM_REMEMBERED = 200;

export interface WebhookOptions {
  shopDomain: string;
  apiSecret: string;
  apiVersion: string;
  subscriptions: readonly WebhookSubscription[];
  /** Where the app listens; null while it is not known, when nothing is delivered. */
  appUrl: () => string | null;
  now: () => Date;
  /** Before the first retry; doubled before each further one. Shopify's retries spread over four hours. */
  retryDelayMs: number;
}

export interface WebhookDelivery {
  topic: string;
  webhookId: string;
  attempts: number;
  /** Of the last attempt; null when there was no answer. */
  status: number | null;
  state: "pending" | "delivered" | "failed" | "undeliverable";
}

export class Webhooks {
  private readonly deliveries: WebhookDelivery[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(private readonly options: WebhookOptions) {}

  /** The last deliveries, oldest first. */
  get recent(): readonly WebhookDelivery[] {
    return this.deliveries;
  }

  /** Sends a payload to everyone subscribed to the topic. Settles at once; the deliveries go on behind it. */
  send(topic: string, payload: object): void {
    const eventId = randomUUID();
    const triggeredAt = this.options.now().toISOString();
    for (const subscription of this.options.subscriptions) {
      if (subscription.topic !== topic) continue;
      const delivery: WebhookDelivery = { topic, webhookId: randomUUID(), attempts: 0, status: null, state: "pending" };
      this.deliveries.push(delivery);
      if (this.deliveries.length > MAXIMUM_REMEMBERED) this.deliveries.shift();
      const body = JSON.stringify(payload);
      const headers = this.headersOf(delivery, body, eventId, triggeredAt);
      const run = this.deliver(delivery, subscription.uri, body, headers).finally(() => this.underWay.delete(run));
      this.underWay.add(run);
    }
  }

  /** Waits until nothing is under way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.settled();
  }

  private headersOf(
    { topic, webhookId }: WebhookDelivery,
    body: string,
    eventId: string,
    triggeredAt: string,
  ): Record<string, string> {
    const { apiSecret, apiVersion, shopDomain } = this.options;
    return {
      "Content-Type": "application/json",
      "User-Agent": "Shopify-Captain-Hook",
      "X-Shopify-Topic": topic,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", apiSecret).update(body).digest("base64"),
      "X-Shopify-Shop-Domain": shopDomain,
      "X-Shopify-API-Version": apiVersion,
      "X-Shopify-Webhook-Id": webhookId,
      "X-Shopify-Event-Id": eventId,
      "X-Shopify-Triggered-At": triggeredAt,
    };
  }

  private async deliver(
    delivery: WebhookDelivery,
    uri: string,
    body: string,
    headers: Record<string, string>,
  ): Promise<void> {
    const address = this.addressOf(uri);
    if (!address) {
      delivery.state = "undeliverable";
      return;
    }
    for (let delayMs = this.options.retryDelayMs; delivery.attempts < MAXIMUM_ATTEMPTS; delayMs *= 2) {
      if (delivery.attempts > 0 && !(await this.waitFor(delayMs))) break;
      delivery.attempts += 1;
      delivery.status = await this.attempt(address, body, headers);
      if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) {
        delivery.state = "delivered";
        return;
      }
    }
    delivery.state = "failed";
  }

  private addressOf(uri: string): string | null {
    if (!uri.startsWith("/")) return uri;
    const appUrl = this.options.appUrl();
    return appUrl === null ? null : new URL(uri, appUrl).href;
  }

  /** The HTTP status, or null when the app did not answer. */
  private async attempt(address: string, body: string, headers: Record<string, string>): Promise<number | null> {
    try {
      const signal = AbortSignal.any([this.stop.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
      const response = await fetch(address, { method: "POST", headers, body, signal, redirect: "manual" });
      await response.body?.cancel();
      return response.status;
    } catch {
      // No answer is an ordinary outcome of a delivery, told by the status that is missing.
      return null;
    }
  }

  /** False when the sandbox closes meanwhile. */
  private async waitFor(delayMs: number): Promise<boolean> {
    try {
      await wait(delayMs, undefined, { signal: this.stop.signal });
      return true;
    } catch {
      return false;
    }
  }
}
