import { data } from "@remix-run/node";
import { z } from "zod";
import { listVariantIds } from "~/data/plan-queries";
import { numericIdSchema } from "~/reports/numeric-id";
import { parseReorderQuery } from "~/reports/parse-reorder-query";

const selectionSchema = z.union([
  z.object({
    variantIds: z
      .string()
      .transform((text) => text.split(","))
      .pipe(z.array(numericIdSchema)),
  }),
  z.object({ query: z.string() }),
]);

/**
 * The variants that a form names, by their ids, or as all of a list by the list's search params.
 *
 * @throws a response of status 400 for a form that names none
 */
export async function readSelectedVariants(shop: string, form: FormData): Promise<string[]> {
  const selection = selectionSchema.safeParse(Object.fromEntries(form));
  if (!selection.success) throw data("The form names no SKUs", { status: 400 });
  if ("variantIds" in selection.data) return [...new Set(selection.data.variantIds)];
  // As strict as the API: a filter that could not be read and was left out would change SKUs that nobody chose.
  const parsed = parseReorderQuery(new URLSearchParams(selection.data.query), { mode: "api" });
  if (!parsed.ok) throw data("The form names no list of SKUs", { status: 400 });
  return listVariantIds(shop, parsed.query, parsed.query);
}
