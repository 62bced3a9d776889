import { z } from "zod";
import { classifyFailure } from "./classify-failure";
import { CostBudget } from "./cost-budget";
import { retry, systemClock, type Clock } from "./retry";
import { ShopifyError } from "./shopify-error";

/** Sends one GraphQL request: what both `authenticate.admin` and `unauthenticated.admin` offer. */
export type AdminGraphql = (
  document: string,
  options: { variables: Record<string, unknown>; signal: AbortSignal },
) => Promise<Response>;

export interface AdminClientOptions {
  /** How long a request may be repeated after throttling or faults, in milliseconds. */
  patienceMs?: number;
  /** Points that other requests of this process leave in the shop's bucket. */
  budget?: CostBudget;
  clock?: Clock;
}

export interface RequestOptions {
  signal?: AbortSignal;
}

const BACKGROUND_PATIENCE_MS = 120_000;
const ATTEMPT_LIMIT_MS = 30_000;

const answerSchema = z.object({ data: z.unknown(), extensions: z.unknown().optional() });

/** Speaks with one shop's Admin API: waits for points, repeats what may succeed, checks the shape of answers. */
export class AdminClient {
  private readonly patienceMs: number;
  private readonly budget: CostBudget;
  private readonly clock: Clock;

  constructor(
    private readonly graphql: AdminGraphql,
    {
      patienceMs = BACKGROUND_PATIENCE_MS,
      clock = systemClock,
      budget = new CostBudget(clock),
    }: AdminClientOptions = {},
  ) {
    this.patienceMs = patienceMs;
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
    const data = await retry(() => this.attempt(document, variables, signal), {
      patienceMs: this.patienceMs,
      classify: classifyFailure,
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

  private async attempt(document: string, variables: Record<string, unknown>, signal?: AbortSignal): Promise<unknown> {
    const kind = kindOf(document, variables);
    await this.budget.waitFor(kind, signal);
    const limit = AbortSignal.timeout(Math.min(ATTEMPT_LIMIT_MS, this.patienceMs));
    const response = await this.graphql(document, {
      variables,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const answer = answerSchema.parse(await response.json());
    this.budget.record(kind, answer.extensions);
    return answer.data;
  }
}

/** Requests of one kind cost the same: those with the same document, for pages of the same size. */
function kindOf(document: string, { first }: Record<string, unknown>): string {
  return typeof first === "number" ? `${document} of ${first}` : document;
}
