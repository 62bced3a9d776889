import { GraphqlQueryError } from "@shopify/shopify-api";
import { z } from "zod";

const costSchema = z.object({
  requestedQueryCost: z.number(),
  /** null when Shopify charged nothing, since it refused the query. */
  actualQueryCost: z.number().nullish(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});

/** What Shopify says of a query's points: asked for before, charged after, and what its bucket holds then. */
export type QueryCost = z.infer<typeof costSchema>;

const extensionsSchema = z.object({ extensions: z.object({ cost: costSchema }) });
const errorsSchema = z.object({ errors: z.object({ graphQLErrors: z.array(z.unknown()) }) });

/** The cost that an answer's body reports, or that of an error that the library made of one; null where none is told. */
export function reportedCost(answer: unknown): QueryCost | null {
  const body = answer instanceof GraphqlQueryError ? answer.body : answer;
  const ofBody = extensionsSchema.safeParse(body);
  if (ofBody.success) return ofBody.data.extensions.cost;
  const [firstError] = errorsSchema.safeParse(body).data?.errors.graphQLErrors ?? [];
  return extensionsSchema.safeParse(firstError).data?.extensions.cost ?? null;
}
