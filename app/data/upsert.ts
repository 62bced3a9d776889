import { arrayLiteral, type ArrayElement } from "./array-literal";

/** How a column of a table is filled from the rows of a batch. */
export interface BatchColumn<Row> {
  name: string;
  /** PostgreSQL type of the column. */
  type: string;
  value: (row: Row) => ArrayElement;
}

/** When Shopify was asked for all rows of a batch. */
export function observedAtColumn(observedAt: Date): BatchColumn<unknown> {
  const time = observedAt.toISOString();
  return { name: "observed_at", type: "timestamptz", value: () => time };
}

export interface BatchUpsert<Row> {
  table: string;
  /** Columns of the key after `shop`. They stand among `columns` too. */
  key: string[];
  columns: BatchColumn<Row>[];
  /** SQL condition under which a row that exists is overwritten; the new one is called `excluded`. */
  overwriteWhen?: string;
}

export interface BatchComparison<Row> extends Omit<BatchUpsert<Row>, "overwriteWhen"> {
  /** Columns that differ where something changed; the others say when. */
  facts: string[];
  /** SQL condition under which a stored row that differs is the older one; the rows are called `batch` and `stored`. */
  storedIsOlderWhen: string;
}

/**
 * Builds a statement, and its parameters, that finds those rows of a batch that are new to the table or say something else
 * than what is stored: their keys, `isNew`, and which facts are `differing`.
 */
export function batchComparison<Row>(shop: string, rows: readonly Row[], comparison: BatchComparison<Row>) {
  const { table, key, columns, facts, storedIsOlderWhen } = comparison;
  const names = columns.map((column) => column.name);
  const arrays = columns.map((column, index) => `$${index + 2}::${column.type}[]`);
  const named = (row: string) => facts.map((name) => `${row}.${name}`).join(", ");
  const differing = facts.map((name) => `CASE WHEN batch.${name} IS DISTINCT FROM stored.${name} THEN '${name}' END`);
  const text = `
    SELECT ${key.map((name) => `batch.${name}`).join(", ")}, stored.shop IS NULL AS "isNew",
      array_remove(ARRAY[${differing.join(", ")}], NULL) AS differing
    FROM unnest(${arrays.join(", ")}) AS batch (${names.join(", ")})
      LEFT JOIN ${table} AS stored ON stored.shop = $1 AND ${key.map((name) => `stored.${name} = batch.${name}`).join(" AND ")}
    WHERE stored.shop IS NULL
      OR (${storedIsOlderWhen} AND (${named("batch")}) IS DISTINCT FROM (${named("stored")}))`;
  return { text, values: [shop, ...columns.map((column) => arrayLiteral(rows, column.value))] };
}

/**
 * Builds a statement that writes a batch of one shop's rows, and its parameters: one array a column, so that the number of
 * parameters does not grow with the batch. Rows are written in the order of the key, so that two writers that overlap
 * wait for each other instead of deadlocking.
 *
 * The key has to be unique within the batch: PostgreSQL refuses to overwrite a row twice in one statement.
 */
export function batchUpsert<Row>(shop: string, rows: readonly Row[], upsert: BatchUpsert<Row>) {
  const { table, key, columns, overwriteWhen } = upsert;
  const names = columns.map((column) => column.name);
  const arrays = columns.map((column, index) => `$${index + 2}::${column.type}[]`);
  const changes = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const text = `
    INSERT INTO ${table} (shop, ${names.join(", ")})
    SELECT $1, ${names.join(", ")} FROM unnest(${arrays.join(", ")}) AS batch (${names.join(", ")})
    ORDER BY ${key.join(", ")}
    ON CONFLICT (shop, ${key.join(", ")}) DO UPDATE SET ${changes.join(", ")}
    ${overwriteWhen ? `WHERE ${overwriteWhen}` : ""}`;
  return { text, values: [shop, ...columns.map((column) => arrayLiteral(rows, column.value))] };
}
