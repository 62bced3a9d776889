import { z } from "zod";
import { systemClock, type Clock } from "./retry";

const costSchema = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({
      maximumAvailable: z.number(),
      currentlyAvailable: z.number(),
      restoreRate: z.number().positive(),
    }),
  }),
});

/**
 * Follows a shop's leaky bucket from the cost that every answer reports, so that a request waits until it can be paid
 * instead of being refused: a refusal costs a round trip and starves the shop's other apps.
 */
export class CostBudget {
  private readonly costs = new Map<string, number>();
  private bucket: { available: number; maximum: number; pointsPerMs: number; asOf: number } | undefined;

  constructor(private readonly clock: Clock = systemClock) {}

  /** Waits until the bucket can pay for this document, as far as earlier answers tell. */
  async waitFor(document: string, signal?: AbortSignal): Promise<void> {
    const cost = this.costs.get(document);
    if (cost === undefined || this.bucket === undefined) return;
    const lackingPoints = Math.min(cost, this.bucket.maximum) - this.available(this.bucket);
    if (lackingPoints > 0) await this.clock.sleep(Math.ceil(lackingPoints / this.bucket.pointsPerMs), signal);
  }

  /** Takes note of an answer's `extensions`; one without a cost says nothing. */
  record(document: string, extensions: unknown): void {
    const parsed = costSchema.safeParse(extensions);
    if (!parsed.success) return;
    const { requestedQueryCost, throttleStatus } = parsed.data.cost;
    this.costs.set(document, requestedQueryCost);
    this.bucket = {
      available: throttleStatus.currentlyAvailable,
      maximum: throttleStatus.maximumAvailable,
      pointsPerMs: throttleStatus.restoreRate / 1_000,
      asOf: this.clock.now(),
    };
  }

  private available(bucket: NonNullable<typeof this.bucket>): number {
    return Math.min(bucket.maximum, bucket.available + (this.clock.now() - bucket.asOf) * bucket.pointsPerMs);
  }
}
