import { pool } from "~/db.server";
import { arrayLiteral } from "./array-literal";
import { csvLine } from "./csv-cells";
import { readKeysetPage, type PlacedRecord } from "./keyset-page";
import { IS_PLANNED } from "./plan-condition";
import { isFiltered, type PlanFilter, type PlanOrder } from "./plan-filter";
import { SORT_EXPRESSIONS } from "./plan-order";
import { listVariantIds } from "./plan-queries";
import { planColumn } from "./plans";
import { SqlValues } from "./sql-values";

interface Export {
  /** Columns of `plans`, in their order. */
  columns: readonly string[];
  batchSize: number;
}

/** Few enough to be there at once. */
const ROWS_OF_FIRST_BATCH = 200;
/** How many batches are read while one is written: two, since writing takes much less time than reading. */
const BATCHES_AHEAD = 2;

/**
 * Reads all of a shop's plans under `filter` in `order` as lines of a CSV, `batchSize` at a time, each batch by its own short
 * query, which runs while a batch before is written: no transaction or cursor stays open, and memory holds three batches and
 * the list of ids. The list is read at once, so that each variant comes exactly once, also when plans are rewritten meanwhile;
 * its plan is the one of the moment at which its batch is read.
 *
 * A list without a filter begins with what its index has first, so that nobody waits for the list of all ids.
 */
export async function* streamPlanLines(
  shop: string,
  filter: PlanFilter,
  order: PlanOrder,
  { columns, batchSize }: Export,
): AsyncGenerator<string, void, undefined> {
  const first = isFiltered(filter) ? [] : await listFirstVariantIds(shop, order, ROWS_OF_FIRST_BATCH);
  const firstLines = readLines(shop, first, columns);
  const all = unlessAwaited(listVariantIds(shop, filter, order));
  if (first.length > 0) yield await firstLines;
  const sent = new Set(first);
  const rest = (await all).filter((variantId) => !sent.has(variantId));
  const ahead: Promise<string>[] = [];
  for (let start = 0; start < rest.length; start += batchSize) {
    ahead.push(unlessAwaited(readLines(shop, rest.slice(start, start + batchSize), columns)));
    if (ahead.length > BATCHES_AHEAD) yield (await ahead.shift()) ?? "";
  }
  for (const lines of ahead) yield await lines;
}

/** Whoever awaits it is told how it failed; where nobody does, since the client has left, nobody needs to know. */
function unlessAwaited<Result>(reading: Promise<Result>): Promise<Result> {
  reading.catch(() => {});
  return reading;
}

async function listFirstVariantIds(shop: string, { sort, direction }: PlanOrder, limit: number): Promise<string[]> {
  const { rows } = await readKeysetPage(SORT_EXPRESSIONS[sort], direction, { limit }, async (clauses) => {
    const values = new SqlValues();
    values.add(shop);
    const found = await pool.query<PlacedRecord>(
      `SELECT variant_id, ${clauses.select} FROM plans WHERE shop = $1 AND ${IS_PLANNED} AND ${clauses.where(values)}
       ORDER BY ${clauses.orderBy} LIMIT ${values.add(clauses.limit)}`,
      values.list,
    );
    return found.rows;
  });
  return rows.map((row) => row.variant_id);
}

/** How many lines come in one value: while a larger one arrives, the driver copies what is there into ever larger buffers. */
const LINES_PER_VALUE = 100;

/** The lines of these variants, in this order; those that were deleted since are left out. */
async function readLines(shop: string, variantIds: readonly string[], columns: readonly string[]): Promise<string> {
  if (variantIds.length === 0) return "";
  const { rows } = await pool.query<{ lines: string }>(
    `SELECT string_agg(line, '' ORDER BY place) AS lines
     FROM unnest($2::bigint[]) WITH ORDINALITY AS listed (variant_id, place),
       LATERAL (
         SELECT ${csvLine(columns.map(planColumn))} AS line FROM plans
         WHERE plans.shop = $1 AND plans.variant_id = listed.variant_id LIMIT 1
       ) AS written
     GROUP BY (place - 1) / ${LINES_PER_VALUE} ORDER BY (place - 1) / ${LINES_PER_VALUE}`,
    [shop, arrayLiteral(variantIds, (variantId) => variantId)],
  );
  return rows.map(({ lines }) => lines).join("");
}
