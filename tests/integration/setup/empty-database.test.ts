import { expect, it } from "vitest";
import { onServer } from "../../setup/database-server";
import { emptyMigratedDatabase } from "../../setup/empty-database";
import { pool } from "~/db.server";

const url = process.env.DATABASE_URL ?? "";
const ADD_VENDOR = "INSERT INTO vendors (shop, name) VALUES ('shop', 'Acme')";

async function read(sql: string): Promise<unknown> {
  const { rows } = await pool.query<{ value: unknown }>(sql);
  return rows[0]?.value;
}

it.each([
  ["rows", ADD_VENDOR],
  ["a schema of its own", "CREATE SCHEMA stray"],
  ["a table", `${ADD_VENDOR}; CREATE TABLE stray ()`],
  ["a column's rule", "ALTER TABLE vendors ALTER COLUMN name DROP NOT NULL"],
  ["a rule of a table", "ALTER TABLE vendors ADD CONSTRAINT stray CHECK (name <> 'Acme') NOT VALID"],
  ["a sequence further on", "SELECT nextval('planning_numbers')"],
])("of a file that leaves %s behind the next one finds nothing", async (_what, sql) => {
  await onServer(url, sql);
  await emptyMigratedDatabase(url);
  expect(await read("SELECT count(*)::int AS value FROM vendors")).toBe(0);
  expect(await read("SELECT nextval('planning_numbers')::int AS value")).toBe(1);
  expect(await read("SELECT count(*)::int AS value FROM pg_namespace WHERE nspname = 'stray'")).toBe(0);
  expect(await read("SELECT to_regclass('public.stray')::text AS value")).toBeNull();
  await pool.query(ADD_VENDOR);
  await expect(pool.query("UPDATE vendors SET name = NULL")).rejects.toThrow("not-null");
});
