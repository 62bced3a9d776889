import { z } from "zod";
import type { ReorderPage } from "../reorder-report";
import { reorderRowSchema, toReorderRowJson } from "./reorder-row-json";
import { toSnakeKeys } from "./snake-keys";
import { totalsSchema } from "./totals-json";

/** A page of the reorder list. */
export const reorderPageSchema = z.object({
  rows: z.array(reorderRowSchema),
  totals: totalsSchema.describe("Over every row that the query keeps, not this page alone."),
});

export function toReorderPageJson({ rows, totals }: ReorderPage): z.infer<typeof reorderPageSchema> {
  return { rows: rows.map(toReorderRowJson), totals: toSnakeKeys(totals) };
}
