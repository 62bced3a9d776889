import { z } from "zod";
import { createRandom, type Random } from "./store/random";

const COUNTED_FAULTS = [
  "throttle",
  "tooManyRequests",
  "serverErrors",
  "droppedConnections",
  "truncatedResults",
  "failedBulkOperations",
] as const;
type CountedFault = (typeof COUNTED_FAULTS)[number];

const count = z.number().int().min(0);
/** 0 for none, 1 for all. */
const share = z.number().min(0).max(1);

const webhookFaultsSchema = z
  .object({
    /** Deliveries that come twice, with the same ids; the copy at any time up to `lateMs` later. */
    duplicateShare: share,
    /** Deliveries that set out `lateMs` late. */
    lateShare: share,
    lateMs: z.number().int().min(0).max(600_000),
    /** Deliveries that let the next one about the same thing go first, or wait `lateMs` for one. */
    reorderShare: share,
    /** Deliveries that never set out. */
    lostShare: share,
    /** Deliveries whose signature is wrong, at every attempt. */
    badSignatureShare: share,
  })
  .partial();

/** Troubles that the sandbox makes on request. */
export const faultsSchema = z
  .object({
    /** Milliseconds that every answer of the Admin API takes longer. */
    latencyMs: z.number().int().min(0).max(60_000),
    /** GraphQL answers to come that say THROTTLED whatever is in the bucket. This and the following fall with each. */
    throttle: count,
    /** Answers with HTTP status 429. */
    tooManyRequests: count,
    /** Answers with HTTP status 503. */
    serverErrors: count,
    /** Connections that break before an answer. */
    droppedConnections: count,
    /** Bulk results that break off in the middle. */
    truncatedResults: count,
    /** Bulk operations that fail half way, and leave what they had as partial data. */
    failedBulkOperations: count,
    /** The same faults by chance, until they are cleared. */
    shares: z.partialRecord(z.enum(COUNTED_FAULTS), share),
    webhooks: webhookFaultsSchema,
    /** Of what strikes by chance: the same seed strikes the same places in the row of requests, or of deliveries. */
    seed: z.number().int(),
  })
  .partial();

export type RequestedFaults = z.infer<typeof faultsSchema>;
type WebhookFaults = Required<z.infer<typeof webhookFaultsSchema>>;
type Faults = Record<CountedFault, number> & {
  latencyMs: number;
  shares: Partial<Record<CountedFault, number>>;
  webhooks: WebhookFaults;
  seed: number;
};

const NO_FAULTS: Faults = {
  latencyMs: 0,
  throttle: 0,
  tooManyRequests: 0,
  serverErrors: 0,
  droppedConnections: 0,
  truncatedResults: 0,
  failedBulkOperations: 0,
  shares: {},
  webhooks: {
    duplicateShare: 0,
    lateShare: 0,
    lateMs: 2_000,
    reorderShare: 0,
    lostShare: 0,
    badSignatureShare: 0,
  },
  seed: 1,
};

/** What becomes of one delivery. */
export interface DeliveryFate {
  isLost: boolean;
  isBadlySigned: boolean;
  /** Before it sets out. */
  lateMs: number;
  /** How long it waits for the next delivery about the same thing to go first; null when it goes in turn. */
  waitsForNextMs: number | null;
  /** After how long a copy sets out; null for none. */
  copyAfterMs: number | null;
}

export class FaultPlan {
  private faults: Faults = NO_FAULTS;
  private requestChances = this.startRandom("requests");
  private deliveryChances = this.startRandom("deliveries");

  get current(): Readonly<Faults> {
    return this.faults;
  }

  /** Sets the faults that are named and leaves the others. What strikes by chance begins anew. */
  set({ webhooks, shares, ...faults }: RequestedFaults): void {
    this.faults = {
      ...this.faults,
      ...faults,
      shares: { ...this.faults.shares, ...shares },
      webhooks: { ...this.faults.webhooks, ...webhooks },
    };
    this.requestChances = this.startRandom("requests");
    this.deliveryChances = this.startRandom("deliveries");
  }

  clear(): void {
    this.faults = NO_FAULTS;
  }

  /** Whether the next request must suffer this fault; of the counted ones, one less remains. */
  strikes(fault: CountedFault): boolean {
    if (this.faults[fault] > 0) {
      this.faults = { ...this.faults, [fault]: this.faults[fault] - 1 };
      return true;
    }
    const chance = this.faults.shares[fault] ?? 0;
    return chance > 0 && this.requestChances.chance(chance);
  }

  /** The fate of the next delivery. Each fault has its own draw, whether it is asked for or not, so that none moves another. */
  drawDeliveryFate(): DeliveryFate {
    const { duplicateShare, lateShare, lateMs, reorderShare, lostShare, badSignatureShare } = this.faults.webhooks;
    const chances = this.deliveryChances;
    const isLost = chances.chance(lostShare);
    const isBadlySigned = chances.chance(badSignatureShare);
    const isLate = chances.chance(lateShare);
    const isReordered = chances.chance(reorderShare);
    const hasCopy = chances.chance(duplicateShare);
    const copyAfterMs = Math.floor(chances.fraction() * lateMs);
    return {
      isLost,
      isBadlySigned,
      lateMs: isLate ? lateMs : 0,
      waitsForNextMs: isReordered ? lateMs : null,
      copyAfterMs: hasCopy ? copyAfterMs : null,
    };
  }

  private startRandom(stream: string): Random {
    return createRandom(this.faults.seed, `faults of ${stream}`);
  }
}
