// Lists of variants, read page by page from a place in their order on: a page costs the same wherever it is.
import type { SortDirection } from "./plan-filter";
import type { SqlValues } from "./sql-values";

/** What a list of variants is ordered by. */
export interface SortExpression {
  /** SQL over the list's rows. Text is ordered by code point (collation "C"), the same on every server. */
  expression: string;
  type: "integer" | "double precision" | "numeric" | "text";
  /** False where it always has a value, so that nobody looks for rows without one. */
  nullable: boolean;
}

/** One row's place in an order: its value of the sort key as PostgreSQL writes it (null: none), then the tie-break. */
export interface RowPosition {
  value: string | null;
  variantId: string;
}

export interface KeysetPage<Row> {
  /** In the order asked for, whichever way they were read. */
  rows: Row[];
  /** Places of the first and the last row; null when there is none. */
  first: RowPosition | null;
  last: RowPosition | null;
  /** Whether rows follow in the reading direction. */
  more: boolean;
}

export interface KeysetPageOptions {
  limit: number;
  /** Reads the rows behind this place, going forward. */
  after?: RowPosition;
  /** Reads the rows ahead of this place, going backward; at most one of the two. */
  before?: RowPosition;
}

/** A row with its place, as PostgreSQL sends it. */
export interface PlacedRecord {
  variant_id: string;
  position_value: string | null;
}

/** The clauses of a query that reads one run of rows in order. */
export interface RunClauses {
  /** Columns by which the place of each row is known. */
  select: string;
  where: (values: SqlValues) => string;
  orderBy: string;
  limit: number;
}

/**
 * Reads one page of a list. The order is total: rows with equal values follow their variant id in the same direction, and
 * rows without a value come last in both directions. Reads at most `limit` + 1 rows.
 */
export async function readKeysetPage<Record extends PlacedRecord>(
  sort: SortExpression,
  direction: SortDirection,
  { limit, after, before }: KeysetPageOptions,
  readRun: (clauses: RunClauses) => Promise<Record[]>,
): Promise<KeysetPage<Record>> {
  const reading = before === undefined ? "forward" : "backward";
  const ascending = (direction === "asc") === (reading === "forward");
  const records: Record[] = [];
  for (const segment of findSegments(sort, reading, before ?? after)) {
    const missing = limit + 1 - records.length;
    if (missing > 0) records.push(...(await readRun(clausesOf(segment, sort, ascending, missing))));
  }
  const more = records.length > limit;
  const rows = records.slice(0, limit);
  if (reading === "backward") rows.reverse();
  const positions = rows.map((record) => ({ value: record.position_value, variantId: record.variant_id }));
  return { rows, first: positions[0] ?? null, last: positions.at(-1) ?? null, more };
}

/** A run of rows that one index scan reads in order, and the place in it after which to begin. */
interface OrderSegment {
  has: "value" | "no value";
  beyond?: RowPosition;
}

/**
 * The segments from a place on (undefined: from the very edge), in reading order. Rows without a value come last in both
 * directions; reading backwards therefore meets them first.
 */
function findSegments(
  { nullable }: SortExpression,
  reading: "forward" | "backward",
  from: RowPosition | undefined,
): OrderSegment[] {
  const kinds: OrderSegment["has"][] = nullable ? ["value", "no value"] : ["value"];
  if (reading === "backward") kinds.reverse();
  if (from === undefined) return kinds.map((has) => ({ has }));
  const start = kinds.indexOf(from.value === null ? "no value" : "value");
  return kinds.slice(start).map((has, index) => (index === 0 ? { has, beyond: from } : { has }));
}

function clausesOf(
  { has, beyond }: OrderSegment,
  { expression, type, nullable }: SortExpression,
  ascending: boolean,
  limit: number,
): RunClauses {
  const [comparison, direction] = ascending ? [">", "ASC"] : ["<", "DESC"];
  const select = `(${expression})::text AS position_value`;
  if (has === "no value") {
    return {
      select,
      where: (values) => {
        const place = beyond && `variant_id ${comparison} ${values.add(beyond.variantId)}::bigint`;
        return [`${expression} IS NULL`, ...(place ? [place] : [])].join(" AND ");
      },
      orderBy: `variant_id ${direction}`,
      limit,
    };
  }
  return {
    select,
    where: (values) => {
      const conditions = nullable ? [`${expression} IS NOT NULL`] : [];
      if (beyond) {
        const place = `(${values.add(beyond.value)}::${type}, ${values.add(beyond.variantId)}::bigint)`;
        conditions.push(`(${expression}, variant_id) ${comparison} ${place}`);
      }
      return conditions.join(" AND ") || "true";
    },
    orderBy: `${expression} ${direction}, variant_id ${direction}`,
    limit,
  };
}
