/**
 * Shopify's leaky bucket of query points, one per app and shop: it holds `maximumAvailable` points and regains
 * `restoreRate` points per second. The defaults are those of Shopify's standard plan.
 * Source: https://shopify.dev/docs/api/usage/limits
 */
export interface BucketSize {
  /** Points. */
  maximumAvailable: number;
  /** Points per second. */
  restoreRate: number;
}

export const STANDARD_PLAN_BUCKET: BucketSize = { maximumAvailable: 2000, restoreRate: 100 };

export interface ThrottleStatus extends BucketSize {
  currentlyAvailable: number;
}

export class LeakyBucket {
  private available: number;
  private updatedAtMs: number;

  constructor(
    private size: BucketSize,
    private readonly nowMs: () => number,
  ) {
    this.available = size.maximumAvailable;
    this.updatedAtMs = nowMs();
  }

  /** Takes the points out of the bucket, or takes nothing and answers false when there are too few. */
  take(points: number): boolean {
    this.refill();
    if (this.available < points) return false;
    this.available -= points;
    return true;
  }

  /** Gives back what a query was charged beforehand but did not spend. */
  giveBack(points: number): void {
    this.refill();
    this.available = Math.min(this.size.maximumAvailable, this.available + points);
  }

  resize(size: BucketSize, currentlyAvailable = size.maximumAvailable): void {
    this.size = size;
    this.available = Math.min(size.maximumAvailable, currentlyAvailable);
    this.updatedAtMs = this.nowMs();
  }

  status(): ThrottleStatus {
    this.refill();
    return { ...this.size, currentlyAvailable: Math.floor(this.available) };
  }

  private refill(): void {
    const nowMs = this.nowMs();
    const restored = ((nowMs - this.updatedAtMs) / 1000) * this.size.restoreRate;
    this.available = Math.min(this.size.maximumAvailable, this.available + restored);
    this.updatedAtMs = nowMs;
  }
}
