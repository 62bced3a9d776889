/** What became of the deliveries of a topic. Sent are those that set out: due, less lost, and the copies of duplicates. */
export interface WebhookCounts {
  /** One per event and subscription. */
  due: number;
  lost: number;
  /** Copies, beside the deliveries themselves. */
  duplicated: number;
  late: number;
  reordered: number;
  badlySigned: number;
  sent: number;
  attempts: number;
  /** Answered with 2xx. */
  delivered: number;
  /** Of these, badly signed: an app that checks signatures takes none. */
  badlySignedDelivered: number;
  /** Given up after the last attempt. */
  failed: number;
  /** Due while nobody knew where the app listens. */
  undeliverable: number;
}

const NONE: WebhookCounts = {
  due: 0,
  lost: 0,
  duplicated: 0,
  late: 0,
  reordered: 0,
  badlySigned: 0,
  sent: 0,
  attempts: 0,
  delivered: 0,
  badlySignedDelivered: 0,
  failed: 0,
  undeliverable: 0,
};

export class WebhookTally {
  private readonly topics = new Map<string, WebhookCounts>();

  add(topic: string, ...names: (keyof WebhookCounts)[]): void {
    const counts = this.topics.get(topic) ?? { ...NONE };
    for (const name of names) counts[name] += 1;
    this.topics.set(topic, counts);
  }

  get byTopic(): Record<string, Readonly<WebhookCounts>> {
    return Object.fromEntries([...this.topics].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  get total(): WebhookCounts {
    const total = { ...NONE };
    for (const counts of this.topics.values()) {
      for (const name of Object.keys(total) as (keyof WebhookCounts)[]) total[name] += counts[name];
    }
    return total;
  }
}
