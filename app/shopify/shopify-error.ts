export type ShopifyErrorCode =
  /** The shop has not granted a scope that the query needs. */
  | "missing-scope"
  /** Shopify asked for fewer requests, longer than the caller could wait. */
  | "throttled"
  /** The access token is gone or refused: a person has to open the app in the admin. */
  | "unauthorized"
  /** Network fault or a fault of Shopify's, longer than the caller could wait. */
  | "unavailable"
  /** Shopify refused the query itself, which no waiting will change. */
  | "refused"
  /** An answer that does not have the shape, or the number of lines, it should have. */
  | "invalid-answer";

const REPEATABLE: readonly ShopifyErrorCode[] = ["throttled", "unavailable", "invalid-answer"];

/** A conversation with Shopify that failed. The message is for the merchant: what failed and what to do next. */
export class ShopifyError extends Error {
  override readonly name = "ShopifyError";

  constructor(
    readonly code: ShopifyErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Whether the same request may succeed later without anybody doing something. */
  get repeatable(): boolean {
    return REPEATABLE.includes(this.code);
  }
}

/** The error for scopes that the shop has not granted, by name. */
export function missingScopeError(scopes: readonly string[], options?: ErrorOptions): ShopifyError {
  const named = scopes.length > 0 ? scopes.join(", ") : "a scope that Shopify does not name";
  return new ShopifyError(
    "missing-scope",
    `Shopify refused the data because the app lacks access: ${named}. ` +
      "Open the app in the Shopify admin and approve the access it asks for, then try again.",
    options,
  );
}
