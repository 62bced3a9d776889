import { z } from "zod";

const GLOBAL_ID = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/;

/**
 * A schema that turns Shopify's global id of the named type into its numeric id. The id stays text: many lie above 2^53,
 * where a JavaScript number is rounded.
 *
 * Example: "gid://shopify/Product/9007199254740993" becomes "9007199254740993".
 */
export function numericId(type: string) {
  return z.string().transform((globalId, context) => {
    const [, foundType, id] = GLOBAL_ID.exec(globalId) ?? [];
    if (foundType === type && id !== undefined) return id;
    context.addIssue({ code: "custom", message: `is not the global id of a ${type}: ${globalId}` });
    return z.NEVER;
  });
}

/** Shopify's global id of the named type. */
export function globalId(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}
