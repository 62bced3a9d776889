import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The database that the migrations made has the schema "public"; "datamodel" is made from schema.prisma alone. */
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });

beforeAll(async () => {
  await client.connect();
  await client.query("CREATE SCHEMA datamodel; SET search_path TO datamodel");
  await client.query(await sqlOfDatamodel());
});

afterAll(() => client.end());

describe("schema.prisma", () => {
  it("has the columns that the migrations make", async () => {
    expect(await columns("datamodel")).toEqual(await columns("public"));
  });

  it("has the indexes that the migrations make, but for those it can't express", async () => {
    const migrated = await indexes("public");
    expect(migrated.length).toBeGreaterThan(20);
    expect(await indexes("datamodel")).toEqual(migrated);
  });
});

async function sqlOfDatamodel(): Promise<string> {
  const prisma = "node_modules/prisma/build/index.js";
  const config = "tests/integration/data/schema-drift.prisma.config.ts";
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      prisma,
      "migrate",
      "diff",
      "--config",
      config,
      "--from-empty",
      "--to-schema-datamodel",
      "prisma/schema.prisma",
      "--script",
    ],
    { env: process.env },
  );
  return stdout.replace(/CREATE SCHEMA IF NOT EXISTS "public";/, "");
}

async function columns(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT concat_ws(' ', table_name, column_name, data_type, udt_name, numeric_precision, numeric_scale,
                      datetime_precision, is_nullable, regexp_replace(column_default, '(public|datamodel)[.]', '')) AS column
       FROM information_schema.columns
      WHERE table_schema = $1 AND table_name <> '_prisma_migrations'
      ORDER BY 1`,
    [schema],
  );
  return rows.map((row) => row.column);
}

/** Without partial indexes, those of expressions, and collations, which Prisma's schema can't express. */
async function indexes(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT replace(indexdef, $1 || '.', '') AS definition
       FROM pg_indexes JOIN pg_index ON indexrelid = format('%I.%I', schemaname, indexname)::regclass
      WHERE schemaname = $1 AND tablename <> '_prisma_migrations' AND indexprs IS NULL AND indexdef NOT LIKE '%WHERE%'
      ORDER BY 1`,
    [schema],
  );
  return rows.map((row) => row.definition.replaceAll(' COLLATE "C"', ""));
}
