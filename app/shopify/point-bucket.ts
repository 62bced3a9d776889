import type { QueryCost } from "./query-cost";
import type { Clock } from "./retry";

/** interactive: a person waits for the answer, who may empty the bucket. Work in the background leaves a part to people. */
export type Priority = "interactive" | "background";

export interface PointsWish {
  points: number;
  priority: Priority;
}

/** What an answer says of its request. */
export interface PointsCharge {
  /** Points that were taken for it before. */
  reserved: number;
  /** Points that Shopify charged. */
  spent: number;
  /** Shopify's bucket after that. */
  bucket: QueryCost["throttleStatus"];
}

const SHARE_FOR_PEOPLE = 0.2;

/** What a process knows by itself of a shop's leaky bucket of points, from the answers that it got. */
export class PointBucket {
  private known: { available: number; maximum: number; pointsPerMs: number; asOf: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /**
   * Takes points, all or none. Before the first answer nothing is known, and nothing is held up.
   *
   * @returns 0 when they are taken; otherwise in how many milliseconds the bucket will hold enough
   */
  reserve({ points, priority }: PointsWish): number {
    const { known } = this;
    if (!known) return 0;
    this.flowBack(known);
    const left = priority === "interactive" ? 0 : known.maximum * SHARE_FOR_PEOPLE;
    const lacking = Math.min(known.maximum, points + left) - known.available;
    if (lacking > 0) return Math.ceil(lacking / known.pointsPerMs);
    known.available -= points;
    return 0;
  }

  /**
   * Accounts for an answer. Shopify's word can lower what is left, never raise it: it does not know yet of requests that are on
   * their way. A bucket that becomes a larger one, with another plan of the shop's, is so at once.
   */
  settle({ reserved, spent, bucket }: PointsCharge): void {
    const { known } = this;
    if (known) this.flowBack(known);
    const grown = bucket.maximumAvailable - (known?.maximum ?? 0);
    const own = known ? known.available + grown + reserved - spent : Infinity;
    this.known = {
      available: Math.min(own, bucket.currentlyAvailable),
      maximum: bucket.maximumAvailable,
      pointsPerMs: bucket.restoreRate / 1_000,
      asOf: this.clock.now(),
    };
  }

  private flowBack(known: NonNullable<typeof this.known>): void {
    const now = this.clock.now();
    known.available = Math.min(known.maximum, known.available + (now - known.asOf) * known.pointsPerMs);
    known.asOf = now;
  }
}
