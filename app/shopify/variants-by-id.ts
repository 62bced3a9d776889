import { z } from "zod";
import type { AdminClient, RequestOptions } from "./admin-client";
import { catalogueVariantSchema, type CatalogueVariant } from "./catalogue-lines";
import { VARIANTS_BY_ID_QUERY } from "./documents";
import { globalId } from "./global-id";

/** A variant with its product and its item is worth some 7 points, and Shopify refuses a query above 1,000. */
const VARIANTS_PER_CALL = 100;

const nothingSchema = z
  .strictObject({})
  .nullable()
  .transform(() => null);

const answerSchema = z.object({ nodes: z.array(z.union([catalogueVariantSchema, nothingSchema])) });

/** Asks Shopify for some variants; those that it does not have (any more) are missing from the answer. */
export async function readVariants(
  client: AdminClient,
  variantIds: readonly string[],
  options: RequestOptions = {},
): Promise<{ observedAt: Date; variants: CatalogueVariant[] }> {
  const observedAt = new Date();
  const variants: CatalogueVariant[] = [];
  for (let start = 0; start < variantIds.length; start += VARIANTS_PER_CALL) {
    const ids = variantIds.slice(start, start + VARIANTS_PER_CALL).map((id) => globalId("ProductVariant", id));
    const { nodes } = await client.request(VARIANTS_BY_ID_QUERY, { ids }, answerSchema, options);
    variants.push(...nodes.filter((node) => node !== null));
  }
  return { observedAt, variants };
}
