import { z } from "zod";

/** Troubles that the sandbox makes on request. Every count is of requests to come, and falls with each. */
export const faultsSchema = z
  .object({
    /** Milliseconds that every answer of the Admin API takes longer. */
    latencyMs: z.number().int().min(0).max(60_000),
    /** GraphQL answers that say THROTTLED whatever is in the bucket. */
    throttle: z.number().int().min(0),
    /** Answers with HTTP status 429. */
    tooManyRequests: z.number().int().min(0),
    /** Answers with HTTP status 503. */
    serverErrors: z.number().int().min(0),
    /** Connections that break before an answer. */
    droppedConnections: z.number().int().min(0),
    /** Bulk results that break off in the middle. */
    truncatedResults: z.number().int().min(0),
  })
  .partial();

export type Faults = Required<z.infer<typeof faultsSchema>>;

type CountedFault = Exclude<keyof Faults, "latencyMs">;

const NO_FAULTS: Faults = {
  latencyMs: 0,
  throttle: 0,
  tooManyRequests: 0,
  serverErrors: 0,
  droppedConnections: 0,
  truncatedResults: 0,
};

export class FaultPlan {
  private faults: Faults = { ...NO_FAULTS };

  get current(): Readonly<Faults> {
    return this.faults;
  }

  /** Sets the faults that are named and leaves the others. */
  set(faults: Partial<Faults>): void {
    this.faults = { ...this.faults, ...faults };
  }

  clear(): void {
    this.faults = { ...NO_FAULTS };
  }

  /** Whether the next request must suffer this fault; if so, one less remains. */
  strikes(fault: CountedFault): boolean {
    if (this.faults[fault] === 0) return false;
    this.faults[fault] -= 1;
    return true;
  }
}
