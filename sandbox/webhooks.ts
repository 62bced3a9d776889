/**
 * Webhook deliveries as Shopify makes them: signed, with its headers, in no promised order, tried again when the app does
 * not answer with 2xx within five seconds. On request they suffer the faults that deliveries suffer on their way.
 * Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
import { createHmac, randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { WebhookSubscription } from "./app-configuration";
import type { DeliveryLanes } from "./delivery-lanes";
import type { DeliveryFate } from "./faults";
import { WebhookTally, type WebhookCounts } from "./webhook-counts";
import { includeFields } from "./webhook-payloads/include-fields";
import { writeJson } from "./webhook-payloads/wire-format";

/** Shopify gives up after the first attempt and eight retries. */
const MAXIMUM_ATTEMPTS = 9;
const ANSWER_TIMEOUT_MS = 5_000;
const MAXIMUM_REMEMBERED = 200;
const MAXIMUM_ANSWER_TIMES = 100_000;

/** Something that subscribers are told. */
export interface Notice {
  topic: string;
  /** Global id of what it is about. */
  about: string;
  /** Made when the notice is sent, if somebody has subscribed to the topic. */
  payload: () => object;
}

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
  /** What attempts run on, shared by all shops of a sandbox. */
  lanes: DeliveryLanes;
  drawFate: () => DeliveryFate;
}

export interface WebhookDelivery {
  topic: string;
  webhookId: string;
  attempts: number;
  /** Of the last attempt; null when there was no answer. */
  status: number | null;
  state: "pending" | "delivered" | "failed" | "undeliverable" | "lost";
}

/** A delivery with what it carries. */
interface Parcel {
  uri: string;
  about: string;
  body: string;
  headers: Record<string, string>;
  isBadlySigned: boolean;
}

export class Webhooks {
  retryDelayMs: number;
  private readonly deliveries: WebhookDelivery[] = [];
  private readonly underWay = new Set<Promise<void>>();
  /** Deliveries that wait for one about the same thing to go first, by what they are about. */
  private readonly waitingForNext = new Map<string, Set<() => void>>();
  private readonly tally = new WebhookTally();
  private answerTimesMs: number[] = [];
  private readonly stop = new AbortController();
  private readonly triggers: TriggerClock;

  constructor(private readonly options: WebhookOptions) {
    this.retryDelayMs = options.retryDelayMs;
    this.triggers = new TriggerClock(options.now);
    // As many as deliveries wait for something.
    setMaxListeners(0, this.stop.signal);
  }

  /** The last deliveries, oldest first. */
  get recent(): readonly WebhookDelivery[] {
    return this.deliveries;
  }

  get pending(): number {
    return this.underWay.size;
  }

  get counts(): { pending: number; total: WebhookCounts; topics: Record<string, Readonly<WebhookCounts>> } {
    return { pending: this.pending, total: this.tally.total, topics: this.tally.byTopic };
  }

  /** How long each answer took since this was last asked, from the begin of its attempt. */
  takeAnswerTimes(): number[] {
    const taken = this.answerTimesMs;
    this.answerTimesMs = [];
    return taken;
  }

  /** Sends what belongs to one event to everyone subscribed. Settles at once; the deliveries go on behind it. */
  send(notices: readonly Notice[]): void {
    const eventId = randomUUID();
    const triggeredAt = this.triggers.next();
    for (const { topic, about, payload } of notices) {
      const subscriptions = this.options.subscriptions.filter((subscription) => subscription.topic === topic);
      if (subscriptions.length === 0) continue;
      const whole = payload();
      for (const { uri, includeFields: fields } of subscriptions) {
        const body = writeJson(fields ? includeFields(whole, fields) : whole);
        this.sendOne(topic, { uri, about, body }, { eventId, triggeredAt });
      }
    }
  }

  /** Waits until nothing is under way, or until the time is up. @returns whether nothing is */
  async settled(timeoutMs?: number): Promise<boolean> {
    const timeIsUp = new AbortController();
    const timer = timeoutMs === undefined ? null : wait(timeoutMs, "time is up", { signal: timeIsUp.signal });
    timer?.catch(() => undefined);
    while (this.underWay.size > 0) {
      const settling = Promise.all(this.underWay);
      if ((await (timer ? Promise.race([settling, timer]) : settling)) === "time is up") return false;
    }
    timeIsUp.abort();
    return true;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.settled();
  }

  private sendOne(
    topic: string,
    content: Pick<Parcel, "uri" | "about" | "body">,
    event: { eventId: string; triggeredAt: string },
  ): void {
    const fate = this.options.drawFate();
    const delivery = this.remember(topic, randomUUID());
    this.tally.add(topic, "due");
    if (fate.isLost) {
      delivery.state = "lost";
      this.tally.add(topic, "lost");
      return;
    }
    const headers = this.headersOf(delivery, content.body, event, fate.isBadlySigned);
    const parcel = { ...content, headers, isBadlySigned: fate.isBadlySigned };
    if (fate.isBadlySigned) this.tally.add(topic, "badlySigned");
    if (fate.lateMs > 0) this.tally.add(topic, "late");
    if (fate.waitsForNextMs !== null) this.tally.add(topic, "reordered");
    this.keepUnderWay(() => this.travel(delivery, parcel, fate));
    if (fate.copyAfterMs === null) return;
    this.tally.add(topic, "duplicated");
    const copy = this.remember(topic, delivery.webhookId);
    this.keepUnderWay(() => this.travel(copy, parcel, { lateMs: fate.copyAfterMs ?? 0, waitsForNextMs: null }));
  }

  private remember(topic: string, webhookId: string): WebhookDelivery {
    const delivery: WebhookDelivery = { topic, webhookId, attempts: 0, status: null, state: "pending" };
    this.deliveries.push(delivery);
    if (this.deliveries.length > MAXIMUM_REMEMBERED) this.deliveries.shift();
    return delivery;
  }

  private keepUnderWay(travel: () => Promise<void>): void {
    const run = travel().finally(() => this.underWay.delete(run));
    this.underWay.add(run);
  }

  private headersOf(
    { topic, webhookId }: WebhookDelivery,
    body: string,
    { eventId, triggeredAt }: { eventId: string; triggeredAt: string },
    isBadlySigned: boolean,
  ): Record<string, string> {
    const { apiSecret, apiVersion, shopDomain } = this.options;
    const secret = isBadlySigned ? `not ${apiSecret}` : apiSecret;
    return {
      "Content-Type": "application/json",
      "User-Agent": "Shopify-Captain-Hook",
      "X-Shopify-Topic": topic,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
      "X-Shopify-Shop-Domain": shopDomain,
      "X-Shopify-API-Version": apiVersion,
      "X-Shopify-Webhook-Id": webhookId,
      "X-Shopify-Event-Id": eventId,
      "X-Shopify-Triggered-At": triggeredAt,
    };
  }

  private async travel(
    delivery: WebhookDelivery,
    parcel: Parcel,
    { lateMs, waitsForNextMs }: Pick<DeliveryFate, "lateMs" | "waitsForNextMs">,
  ): Promise<void> {
    this.tally.add(delivery.topic, "sent");
    if (lateMs > 0) await this.waitFor(lateMs);
    if (waitsForNextMs !== null) await this.waitForNext(parcel.about, waitsForNextMs);
    await this.deliver(delivery, parcel);
    this.letGo(parcel.about);
  }

  private async waitForNext(about: string, longestMs: number): Promise<void> {
    const waiting = this.waitingForNext.get(about) ?? new Set();
    this.waitingForNext.set(about, waiting);
    let go: () => void = () => undefined;
    const overtaken = new Promise<void>((resolve) => (go = resolve));
    waiting.add(go);
    await Promise.race([overtaken, this.waitFor(longestMs)]);
    waiting.delete(go);
    if (waiting.size === 0) this.waitingForNext.delete(about);
  }

  private letGo(about: string): void {
    for (const go of this.waitingForNext.get(about) ?? []) go();
  }

  private async deliver(delivery: WebhookDelivery, parcel: Parcel): Promise<void> {
    const address = this.addressOf(parcel.uri);
    if (address === null) {
      this.end(delivery, "undeliverable");
      return;
    }
    for (let delayMs = this.retryDelayMs; delivery.attempts < MAXIMUM_ATTEMPTS; delayMs *= 2) {
      if (delivery.attempts > 0 && !(await this.waitFor(delayMs))) break;
      delivery.attempts += 1;
      this.tally.add(delivery.topic, "attempts");
      delivery.status = await this.options.lanes.run(() => this.attempt(address, parcel));
      if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) {
        this.end(delivery, "delivered");
        if (parcel.isBadlySigned) this.tally.add(delivery.topic, "badlySignedDelivered");
        return;
      }
    }
    this.end(delivery, "failed");
  }

  private end(delivery: WebhookDelivery, state: "delivered" | "failed" | "undeliverable"): void {
    delivery.state = state;
    this.tally.add(delivery.topic, state);
  }

  private addressOf(uri: string): string | null {
    if (!uri.startsWith("/")) return uri;
    const appUrl = this.options.appUrl();
    return appUrl === null ? null : new URL(uri, appUrl).href;
  }

  /** The HTTP status, or null when the app did not answer. */
  private async attempt(address: string, { body, headers }: Parcel): Promise<number | null> {
    const giveUp = new AbortController();
    const abort = (): void => giveUp.abort();
    const timer = setTimeout(abort, ANSWER_TIMEOUT_MS);
    this.stop.signal.addEventListener("abort", abort);
    try {
      const { signal } = giveUp;
      const begin = performance.now();
      const response = await fetch(address, { method: "POST", headers, body, signal, redirect: "manual" });
      if (this.answerTimesMs.length < MAXIMUM_ANSWER_TIMES) this.answerTimesMs.push(performance.now() - begin);
      await response.body?.cancel();
      return response.status;
    } catch {
      // No answer is an ordinary outcome of a delivery, told by the status that is missing.
      return null;
    } finally {
      clearTimeout(timer);
      this.stop.signal.removeEventListener("abort", abort);
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

const MICROSECONDS_IN_MS = 1_000;

/**
 * When events happened, to the nanosecond as Shopify writes it. Events of the same millisecond follow each other by a
 * microsecond, so that their order can be told, which the times of the objects themselves, to the second, do not.
 */
class TriggerClock {
  private lastMs = 0;
  private sinceMs = 0;

  constructor(private readonly now: () => Date) {}

  next(): string {
    const nowMs = this.now().getTime();
    if (nowMs > this.lastMs) {
      this.lastMs = nowMs;
      this.sinceMs = 0;
    } else if (++this.sinceMs === MICROSECONDS_IN_MS) {
      this.lastMs += 1;
      this.sinceMs = 0;
    }
    const instant = new Date(this.lastMs).toISOString();
    return instant.replace("Z", `${String(this.sinceMs).padStart(3, "0")}000Z`);
  }
}
