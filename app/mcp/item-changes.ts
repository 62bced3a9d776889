import { z } from "zod";
import { readEntriesOfActor, readLatestEntryId, type AuditEntry } from "~/data/audit-entries";
import { toColumnName } from "~/reports/column-names";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import { readReorderRows } from "~/reports/reorder-report";
import type { ReorderRow } from "~/reports/reorder-row";
import { readFittingPage } from "./answer-size";
import type { Caller } from "./caller";
import { rowInListsSchema, toRowInLists } from "./row-in-lists";

/** What a tool that changes something answers: what is other now, as the audit trail has it, and what came of it. */
export const itemChangesSchema = z.object({
  changes: z
    .array(
      z.object({
        variant_id: z.string(),
        sku: z.string().nullable(),
        field: z.string(),
        old_value: z.unknown().describe("Null where nothing was set."),
        new_value: z.unknown().describe("Null where nothing is set any more."),
      }),
    )
    .describe("Empty where all was so already."),
  changes_left_out: z.int().describe("Changes made beyond those in `changes`."),
  planned: z.boolean().describe("Whether `rows` are planned anew already; if not, the new plans follow in a moment."),
  rows: z.array(rowInListsSchema).describe("The items' plans, as many as an answer has room for."),
});

type ItemChanges = z.output<typeof itemChangesSchema>;

/**
 * Makes a change of these items, and tells it from the audit trail.
 *
 * @param makeChange throws where nothing could be changed
 */
export async function tellChanges(
  { shop, actor }: Caller,
  subject: "item-policy" | "vendor-item",
  items: readonly ReorderRow[],
  makeChange: (variantIds: string[]) => Promise<{ planned: boolean }>,
): Promise<ItemChanges> {
  const variantIds = items.map(({ variantId }) => variantId);
  const afterEntryId = await readLatestEntryId(shop);
  const { planned } = await makeChange(variantIds);
  const entries = await readEntriesOfActor(shop, actor.id, subject, { subjectIds: variantIds, afterEntryId });
  const skus = new Map(items.map(({ variantId, sku }) => [variantId, sku]));
  const changes = entries.map((entry) => ({ ...toChange(entry), sku: skus.get(entry.subjectId) ?? null }));
  const rows = (await readReorderRows(shop, variantIds)).map(toRowInLists);
  return readFittingPage(Math.max(changes.length, rows.length, 1), async (limit) => ({
    changes: changes.slice(0, limit),
    changes_left_out: Math.max(0, changes.length - limit),
    planned,
    rows: rows.slice(0, limit),
  }));
}

function toChange({ subjectId, field, oldValue, newValue }: AuditEntry) {
  return {
    variant_id: subjectId,
    field: toColumnName(field),
    old_value: toSnakeKeys(oldValue),
    new_value: toSnakeKeys(newValue),
  };
}
