import { GraphqlQueryError, HttpRequestError, HttpResponseError, InvalidJwtError } from "@shopify/shopify-api";
import { SessionNotFoundError } from "@shopify/shopify-app-remix/server";
import { z } from "zod";
import { TooFewPointsError } from "./cost-budget";
import { reportedCost } from "./query-cost";
import type { Failure } from "./retry";
import { missingScopeError, ShopifyError } from "./shopify-error";

const graphqlErrorsSchema = z.object({
  errors: z.object({
    graphQLErrors: z.array(
      z.object({
        message: z.string(),
        extensions: z
          .object({
            code: z.string().optional(),
            requiredAccess: z.string().optional(),
          })
          .optional(),
      }),
    ),
  }),
});

const SCOPE_NAME = /\b(?:read|write)_[a-z_]+\b/g;
const WITHOUT_HINT_MS = 1_000;

/**
 * Says of anything that a request to the Admin API can throw what it means, whether to repeat the request, and how long
 * to wait at least.
 */
export function classifyFailure(thrown: unknown): Failure {
  if (thrown instanceof TooFewPointsError) return { error: thrown, waitMs: thrown.waitMs, repeatable: true };
  if (thrown instanceof ShopifyError) return { error: thrown, waitMs: 0, repeatable: thrown.repeatable };
  if (thrown instanceof GraphqlQueryError) return classifyGraphqlErrors(thrown);
  if (isHttpFailure(thrown)) {
    const failure = classifyStatus(thrown, thrown.response.code);
    return { ...failure, waitMs: retryAfterMs(thrown.response.headers) ?? failure.waitMs };
  }
  if (thrown instanceof SessionNotFoundError || thrown instanceof InvalidJwtError) return unauthorized(thrown);
  // The library answers a refresh token that could not be exchanged with a bare HTTP response.
  if (thrown instanceof Response) return classifyStatus(thrown, thrown.status);
  if (thrown instanceof HttpRequestError || isNetworkFault(thrown)) return unavailable(thrown);
  return { error: thrown instanceof Error ? thrown : new Error(String(thrown)), waitMs: 0, repeatable: false };
}

/** instanceof alone leaves the type parameter of the library's class open. */
function isHttpFailure(thrown: unknown): thrown is HttpResponseError {
  return thrown instanceof HttpResponseError;
}

function classifyGraphqlErrors(thrown: GraphqlQueryError): Failure {
  const parsed = graphqlErrorsSchema.safeParse(thrown.body);
  const errors = parsed.data?.errors.graphQLErrors ?? [];
  const first = errors[0];
  const code = first?.extensions?.code;
  if (code === "THROTTLED") {
    const cost = reportedCost(thrown);
    const lackingPoints = cost ? cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable : 0;
    const refillMs = cost ? (Math.max(0, lackingPoints) / cost.throttleStatus.restoreRate) * 1_000 : WITHOUT_HINT_MS;
    return throttled(thrown, refillMs);
  }
  if (code === "ACCESS_DENIED") {
    const texts = errors.map((error) => `${error.extensions?.requiredAccess ?? ""} ${error.message}`);
    const scopes = texts.flatMap((text) => text.match(SCOPE_NAME) ?? []);
    return { error: missingScopeError([...new Set(scopes)], { cause: thrown }), waitMs: 0, repeatable: false };
  }
  if (code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT") return unavailable(thrown);
  const refused = new ShopifyError(
    "refused",
    `Shopify refused the app's query (${first?.message ?? thrown.message}). ` +
      "This is a fault of the app: please report it with this message.",
    { cause: thrown },
  );
  return { error: refused, waitMs: 0, repeatable: false };
}

function classifyStatus(thrown: unknown, status: number): Failure {
  if (status === 401 || status === 403 || status === 404) return unauthorized(thrown);
  if (status === 429) return throttled(thrown, WITHOUT_HINT_MS);
  if (status >= 500 || status === 408) return unavailable(thrown);
  const refused = new ShopifyError(
    "refused",
    `Shopify refused the app's request (HTTP ${status}). ` +
      (status === 402 || status === 423
        ? "The shop is frozen or locked: settle that in the Shopify admin, then try again."
        : "This is a fault of the app: please report it with this message."),
    { cause: thrown },
  );
  return { error: refused, waitMs: 0, repeatable: false };
}

/** What the header asks for, which Shopify gives in seconds; undefined when it is not there, or says something else. */
function retryAfterMs(headers: Record<string, unknown> | undefined): number | undefined {
  const [, value] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "retry-after") ?? [];
  const seconds = Number.parseFloat(String(Array.isArray(value) ? value[0] : value));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

function throttled(cause: unknown, waitMs: number): Failure {
  const message =
    "Shopify limits how fast its data can be read, and other apps may be using up the limit. Try again in a minute.";
  return { error: new ShopifyError("throttled", message, { cause }), waitMs, repeatable: true };
}

function unavailable(cause: unknown): Failure {
  const message = "Shopify did not answer. Check https://www.shopifystatus.com and try again in a few minutes.";
  return { error: new ShopifyError("unavailable", message, { cause }), waitMs: 0, repeatable: true };
}

function unauthorized(cause: unknown): Failure {
  const message =
    "Shopify does not accept the app's access to this shop any more. Open the app in the Shopify admin to renew it.";
  return { error: new ShopifyError("unauthorized", message, { cause }), waitMs: 0, repeatable: false };
}

/** fetch reports a lost or refused connection as TypeError, and a limit of ours as TimeoutError. */
function isNetworkFault(thrown: unknown): boolean {
  return thrown instanceof TypeError || (thrown instanceof DOMException && thrown.name === "TimeoutError");
}
