import pg from "pg";
import { pool } from "~/db.server";
import { readKeysetPage, type PlacedRecord } from "./keyset-page";
import { IS_PLANNED } from "./plan-condition";
import { isFiltered, type PlanFilter, type PlanOrder } from "./plan-filter";
import { SORT_EXPRESSIONS } from "./plan-order";
import { listVariantIds } from "./plan-queries";
import { SqlValues } from "./sql-values";

/** A value as it is written out; a number only where its text could be taken for something else. */
type PlanCell = string | number | null;

interface Export {
  /** Columns of `plans`, in the order of the cells. */
  columns: readonly string[];
  batchSize: number;
}

/**
 * Reads all of a shop's plans under `filter` in `order`, `batchSize` at a time, each batch by its own short query, which runs
 * while the batch before is written: no transaction or cursor stays open, and memory holds two batches and the list of ids.
 * The list is read at once, so that each variant comes exactly once, also when plans are rewritten meanwhile; its plan is the
 * one of the moment at which its batch is read.
 *
 * A list without a filter begins with what its index has first, so that nobody waits for the list of all ids.
 */
export async function* streamPlanCells(
  shop: string,
  filter: PlanFilter,
  order: PlanOrder,
  { columns, batchSize }: Export,
): AsyncGenerator<PlanCell[][], void, undefined> {
  const first = isFiltered(filter) ? [] : await listFirstVariantIds(shop, order, batchSize);
  const firstCells = findCells(shop, first, columns);
  const all = unlessAwaited(listVariantIds(shop, filter, order));
  if (first.length > 0) yield await firstCells;
  const sent = new Set(first);
  const rest = (await all).filter((variantId) => !sent.has(variantId));
  const readBatch = (start: number) =>
    start < rest.length ? unlessAwaited(findCells(shop, rest.slice(start, start + batchSize), columns)) : undefined;
  let batch = readBatch(0);
  for (let start = batchSize; batch !== undefined; start += batchSize) {
    const cells = await batch;
    batch = readBatch(start);
    yield cells;
  }
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

/** The cells of these variants, in this order; those that were deleted since are left out. */
async function findCells(
  shop: string,
  variantIds: readonly string[],
  columns: readonly string[],
): Promise<PlanCell[][]> {
  if (variantIds.length === 0) return [];
  const { rows } = await pool.query<PlanCell[]>({
    text: `SELECT ${columns.join(", ")}, variant_id::text FROM plans WHERE shop = $1 AND variant_id = ANY($2::bigint[])`,
    values: [shop, variantIds],
    rowMode: "array",
    types: AS_WRITTEN,
  });
  const cells = new Map(rows.map((row) => [row.pop(), row]));
  return variantIds.flatMap((variantId) => {
    const found = cells.get(variantId);
    return found ? [found] : [];
  });
}

const { INT4, FLOAT8, NUMERIC, TIMESTAMPTZ } = pg.types.builtins;

/**
 * Most numbers are written as PostgreSQL sends them, which has the same digits as JavaScript's text, and need not become
 * numbers in between.
 */
const AS_WRITTEN: pg.CustomTypesConfig = {
  getTypeParser: (type: number) => PARSERS.get(type) ?? keep,
};

const PARSERS: ReadonlyMap<number, (text: string) => PlanCell> = new Map<number, (text: string) => PlanCell>([
  [INT4, asNumberIfNegative],
  [FLOAT8, asNumberIfNegative],
  // With zeros up to its fourth decimal.
  [NUMERIC, Number],
  [TIMESTAMPTZ, toIsoTime],
]);

function keep(text: string): string {
  return text;
}

/** A text with a minus could begin a formula; one with an exponent is not how decimals are written. */
function asNumberIfNegative(text: string): PlanCell {
  return text.startsWith("-") || text.includes("e") ? Number(text) : text;
}

function toIsoTime(text: string): string {
  return (pg.types.getTypeParser(TIMESTAMPTZ, "text") as (text: string) => Date)(text).toISOString();
}
