import { logger } from "~/ops/logger";
import { apiPointsSpent, apiWaitSeconds } from "~/ops/metrics";
import { PointBucket, type PointsCharge, type PointsWish, type Priority } from "./point-bucket";
import { type QueryCost } from "./query-cost";
import { systemClock, type Clock } from "./retry";
import { ShopifyError } from "./shopify-error";

/** The account of a shop's points that all processes share. */
export interface SharedAccount {
  /** @returns 0 when the points are taken; otherwise in how many milliseconds the bucket may hold enough */
  reserve: (wish: PointsWish) => Promise<number>;
  settle: (charge: PointsCharge) => Promise<void>;
}

export interface CostBudgetOptions {
  /** Without one, a process counts for itself. */
  account?: SharedAccount | undefined;
  clock?: Clock | undefined;
}

/** Points taken for a request that is about to be sent. */
export interface Reservation {
  kind: string;
  points: number;
  priority: Priority;
  /** Whether the shared account knows of it. */
  isShared: boolean;
}

export interface Turn {
  priority: Priority;
  /** By the clock: who would have to wait longer is told so at once. */
  deadline: number;
  signal?: AbortSignal | undefined;
}

/** The bucket will not hold enough points before the request's patience ends. */
export class TooFewPointsError extends ShopifyError {
  constructor(readonly waitMs: number) {
    super(
      "throttled",
      "Shopify limits how fast its data can be read, and the limit is used up. Try again in a minute.",
    );
  }
}

/** Taken for a request whose like was never answered: more than most cost, and a second's flow on the smallest plan. */
const FIRST_GUESS_POINTS = 100;
/** A person waits less long for a busy database than work in the background does. */
const ACCOUNT_PATIENCE_MS: Record<Priority, number> = { interactive: 1_000, background: 10_000 };
/** An account that does not answer is left alone for so long; meanwhile the process counts for itself. */
const ACCOUNT_PAUSE_MS = 10_000;
/** Others may take the points first; asking again at once would not help. */
const SHORTEST_WAIT_MS = 50;

/**
 * Sees to it that a shop's requests are sent when its bucket can pay for them, instead of being refused: a refusal costs a
 * round trip. Book-keeping never fails a request: where the shared account does not answer, the process goes by what
 * Shopify has told it.
 */
export class CostBudget {
  private readonly costs = new Map<string, number>();
  private readonly own: PointBucket;
  private readonly account: SharedAccount | undefined;
  private readonly clock: Clock;
  private accountRestsUntil = -Infinity;
  /** Points that were spent while the account did not answer. */
  private untold = 0;

  constructor({ account, clock = systemClock }: CostBudgetOptions = {}) {
    this.account = account;
    this.clock = clock;
    this.own = new PointBucket(clock);
  }

  /**
   * Waits until the bucket holds what requests of this kind cost, and takes it.
   *
   * @throws {TooFewPointsError} when that would be after the deadline
   */
  async reserve(kind: string, { priority, deadline, signal }: Turn): Promise<Reservation> {
    const wish = { points: this.costs.get(kind) ?? FIRST_GUESS_POINTS, priority };
    for (;;) {
      const { waitMs, isShared } = await this.take(wish);
      if (waitMs === 0) return { kind, ...wish, isShared };
      if (this.clock.now() + waitMs > deadline) throw new TooFewPointsError(waitMs);
      const pauseMs = Math.max(SHORTEST_WAIT_MS, waitMs);
      apiWaitSeconds.inc({ priority }, pauseMs / 1_000);
      await this.clock.sleep(pauseMs, signal);
    }
  }

  /**
   * Accounts for a request that was answered. Without a cost it may have been charged or not: the points then flow back in
   * their time.
   */
  async settle({ kind, points, priority, isShared }: Reservation, cost: QueryCost | null): Promise<void> {
    if (cost === null) return;
    this.costs.set(kind, cost.requestedQueryCost);
    const { actualQueryCost, throttleStatus: bucket } = cost;
    const spent = actualQueryCost ?? 0;
    apiPointsSpent.inc({ priority }, spent);
    this.own.settle({ spent, bucket, reserved: isShared ? 0 : points });
    this.untold += spent;
    await this.askAccount(priority, (account) =>
      this.tell(account, { spent, bucket, reserved: isShared ? points : 0 }),
    );
  }

  /** With the charge, tells of those that could not be told: they count as spent, and have flowed back long since. */
  private async tell(account: SharedAccount, { spent, bucket, reserved }: PointsCharge): Promise<void> {
    const told = this.untold;
    this.untold = 0;
    try {
      await account.settle({ bucket, spent: told, reserved: reserved + told - spent });
    } catch (error) {
      this.untold += told;
      throw error;
    }
  }

  private async take(wish: PointsWish): Promise<{ waitMs: number; isShared: boolean }> {
    const waitMs = await this.askAccount(wish.priority, (account) => account.reserve(wish));
    return waitMs === undefined ? { waitMs: this.own.reserve(wish), isShared: false } : { waitMs, isShared: true };
  }

  /** @returns undefined when there is no account, or it does not answer */
  private async askAccount<Answer>(
    priority: Priority,
    ask: (account: SharedAccount) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    if (!this.account || this.clock.now() < this.accountRestsUntil) return undefined;
    try {
      return await answerWithin(ACCOUNT_PATIENCE_MS[priority], ask(this.account));
    } catch (error) {
      logger.warn({ err: error }, "The shared account of API points does not answer; this process counts for itself");
      this.accountRestsUntil = this.clock.now() + ACCOUNT_PAUSE_MS;
      return undefined;
    }
  }
}

async function answerWithin<Answer>(limitMs: number, asked: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
