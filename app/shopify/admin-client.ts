import { z } from "zod";
import { apiFailures } from "~/ops/metrics";
import { classifyFailure } from "./classify-failure";
import { CostBudget, type Turn } from "./cost-budget";
import type { Priority } from "./point-bucket";
import { reportedCost } from "./query-cost";
import { retry, systemClock, type Clock, type Failure } from "./retry";
import { ShopifyError } from "./shopify-error";

/** Sends one GraphQL request: what both `authenticate.admin` and `unauthenticated.admin` offer. */
export type AdminGraphql = (
  document: string,
  options: { variables: Record<string, unknown>; signal: AbortSignal },
) => Promise<Response>;

export interface AdminClientOptions {
  /** How long a request may be repeated after throttling or faults, in milliseconds. */
  patienceMs?: number;
  /** background, unless a person waits for the answers. */
  priority?: Priority;
  /** What other requests leave of the shop's points. */
  budget?: CostBudget;
  clock?: Clock;
}

export interface RequestOptions {
  signal?: AbortSignal;
}

const BACKGROUND_PATIENCE_MS = 120_000;
const ATTEMPT_LIMIT_MS = 30_000;

const answerSchema = z.looseObject({ data: z.unknown() });

/** Speaks with one shop's Admin API: waits for points, repeats what may succeed, checks the shape of answers. */
export class AdminClient {
  private readonly patienceMs: number;
  private readonly priority: Priority;
  private readonly budget: CostBudget;
  private readonly clock: Clock;

  constructor(
    private readonly graphql: AdminGraphql,
    {
      patienceMs = BACKGROUND_PATIENCE_MS,
      priority = "background",
      clock = systemClock,
      budget = new CostBudget({ clock }),
    }: AdminClientOptions = {},
  ) {
    this.patienceMs = patienceMs;
    this.priority = priority;
    this.clock = clock;
    this.budget = budget;
  }

  /**
   * Runs one document and returns its data, parsed.
   *
   * @throws {ShopifyError} when Shopify refuses, or does not answer within the client's patience
   */
  async request<Data>(
    document: string,
    variables: Record<string, unknown>,
    dataSchema: z.ZodType<Data>,
    { signal }: RequestOptions = {},
  ): Promise<Data> {
    const turn = { priority: this.priority, deadline: this.clock.now() + this.patienceMs, signal };
    const data = await retry(() => this.attempt(document, variables, turn), {
      patienceMs: this.patienceMs,
      classify: classifyAndCount,
      clock: this.clock,
      signal,
    });
    const parsed = dataSchema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new ShopifyError(
      "invalid-answer",
      "Shopify's answer does not have the form its documentation promises. Try again; if it stays, please report it.",
      { cause: parsed.error },
    );
  }

  private async attempt(document: string, variables: Record<string, unknown>, turn: Turn): Promise<unknown> {
    const reservation = await this.budget.reserve(kindOf(document, variables), turn);
    try {
      const answer = await this.send(document, variables, turn.signal);
      await this.budget.settle(reservation, reportedCost(answer));
      return answer.data;
    } catch (thrown) {
      await this.budget.settle(reservation, reportedCost(thrown));
      throw thrown;
    }
  }

  private async send(document: string, variables: Record<string, unknown>, signal: AbortSignal | undefined) {
    const limit = AbortSignal.timeout(Math.min(ATTEMPT_LIMIT_MS, this.patienceMs));
    const response = await this.graphql(document, {
      variables,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return answerSchema.parse(await response.json());
  }
}

function classifyAndCount(thrown: unknown): Failure {
  const failure = classifyFailure(thrown);
  apiFailures.inc({ code: failure.error instanceof ShopifyError ? failure.error.code : "internal" });
  return failure;
}

/** Requests of one kind cost the same: those with the same document, for pages of one size or lists of one length. */
function kindOf(document: string, variables: Record<string, unknown>): string {
  const sizes = Object.entries(variables).flatMap(([name, value]) => {
    if (Array.isArray(value)) return `${name}: ${value.length}`;
    return name === "first" ? `first: ${String(value)}` : [];
  });
  return [document, ...sizes].join("\n");
}
