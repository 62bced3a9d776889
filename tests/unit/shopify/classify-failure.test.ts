import {
  GraphqlQueryError,
  HttpInternalError,
  HttpRequestError,
  HttpResponseError,
  HttpThrottlingError,
} from "@shopify/shopify-api";
import { describe, expect, it } from "vitest";
import { classifyFailure } from "~/shopify/classify-failure";
import { ShopifyError } from "~/shopify/shopify-error";

function graphqlError(message: string, extensions: object, answerExtensions?: object) {
  return new GraphqlQueryError({
    message,
    response: {},
    body: { errors: { graphQLErrors: [{ message, extensions }] }, extensions: answerExtensions },
  });
}

function codeOf(error: Error) {
  return error instanceof ShopifyError ? error.code : undefined;
}

const http = (code: number) => ({ message: "", code, statusText: "" });

describe("what a failed request means", () => {
  it("THROTTLED: wait until the bucket holds the query's cost", () => {
    const cost = {
      requestedQueryCost: 500,
      throttleStatus: { maximumAvailable: 1_000, currentlyAvailable: 200, restoreRate: 50 },
    };
    const { error, waitMs, repeatable } = classifyFailure(graphqlError("Throttled", { code: "THROTTLED" }, { cost }));
    expect({ code: codeOf(error), waitMs, repeatable }).toEqual({ code: "throttled", waitMs: 6_000, repeatable: true });
  });

  it("429: wait as long as Retry-After says", () => {
    const headers = { "Retry-After": ["2.0"] };
    const { error, waitMs } = classifyFailure(new HttpThrottlingError({ ...http(429), headers }));
    expect({ code: codeOf(error), waitMs }).toEqual({ code: "throttled", waitMs: 2_000 });
  });

  it("503 with Retry-After: wait as long too, and without one, or one that can't be read, no longer than usual", () => {
    const waitOf = (value?: string) =>
      classifyFailure(new HttpInternalError({ ...http(503), headers: value ? { "retry-after": [value] } : {} })).waitMs;
    expect([waitOf("7"), waitOf(), waitOf("Wed, 25 Nov 2026 10:00:00 GMT")]).toEqual([7_000, 0, 0]);
  });

  it("ACCESS_DENIED: the scope's name, and no repetition", () => {
    const { error, repeatable } = classifyFailure(
      graphqlError("Access denied for orders field. Required access: `read_orders` access scope.", {
        code: "ACCESS_DENIED",
        requiredAccess: "`read_orders` access scope.",
      }),
    );
    expect(codeOf(error)).toBe("missing-scope");
    expect(error.message).toContain("lacks access: read_orders. Open the app");
    expect(repeatable).toBe(false);
  });

  it.each([
    ["a lost connection", new HttpRequestError("no response"), "unavailable", true],
    ["fetch's own failure", new TypeError("fetch failed"), "unavailable", true],
    ["a fault of Shopify's", new HttpInternalError(http(503)), "unavailable", true],
    ["a token that is refused", new HttpResponseError(http(401)), "unauthorized", false],
    ["a frozen shop", new HttpResponseError(http(402)), "refused", false],
    [
      "a query that Shopify refuses",
      graphqlError("Field 'x' doesn't exist", { code: "undefinedField" }),
      "refused",
      false,
    ],
    ["a refresh token that could not be exchanged", new Response(null, { status: 500 }), "unavailable", true],
  ])("%s", (_what, thrown, code, repeatable) => {
    const failure = classifyFailure(thrown);
    expect(codeOf(failure.error)).toBe(code);
    expect(failure.repeatable).toBe(repeatable);
  });

  it("passes on what is no failure of Shopify's", () => {
    const fault = new RangeError("a fault of ours");
    expect(classifyFailure(fault)).toEqual({ error: fault, waitMs: 0, repeatable: false });
  });
});
