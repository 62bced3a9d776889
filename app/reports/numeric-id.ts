import { z } from "zod";

/** A numeric id of Shopify's or of a vendor, as text: a positive BIGINT. */
export const numericIdSchema = z.string().regex(/^[1-9]\d{0,17}$/, "is not an id: it has to consist of digits");

export function isNumericId(text: string): boolean {
  return numericIdSchema.safeParse(text).success;
}
