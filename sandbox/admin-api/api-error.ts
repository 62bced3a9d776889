import { GraphQLError } from "graphql";

/**
 * An error of one field with the code and the words that Shopify's answers carry. The executor adds path and locations.
 */
export function apiError(message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, { extensions });
}

export function badRequest(message: string): GraphQLError {
  return apiError(message, { code: "BAD_REQUEST" });
}

/** A field, argument or filter that Shopify has and the sandbox has not: it must fail, never answer a false null. */
export function notImplemented(what: string): GraphQLError {
  return apiError(`The sandbox does not implement ${what}`, { code: "SANDBOX_NOT_IMPLEMENTED" });
}
