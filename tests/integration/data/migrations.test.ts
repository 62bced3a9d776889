import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyMigrations, migrationNames } from "~/data/migrations";
import { pool } from "~/db.server";
import { emptyDatabase } from "../../setup/empty-database";

const url = process.env.DATABASE_URL ?? "";
let folder: string;

beforeEach(async () => {
  await emptyDatabase(url);
  folder = await mkdtemp(join(tmpdir(), "inventory-migrations-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

describe("migrations", () => {
  it("are applied once and recorded as Prisma does", async () => {
    const first = await applyMigrations(url);
    const second = await applyMigrations(url);

    expect(first.length).toBeGreaterThan(0);
    expect(second).toEqual([]);
    const { rows } = await pool.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name",
    );
    expect(rows.map((row) => row.migration_name)).toEqual(first);
  });

  it("are applied once by two processes that start together", async () => {
    const [first, second] = await Promise.all([applyMigrations(url), applyMigrations(url)]);

    expect([...first, ...second].sort()).toEqual(migrationNames());
  });

  it("leave the database as it was when one fails", async () => {
    await migration("1_good", "CREATE TABLE good (value int)");
    await migration("2_bad", "CREATE TABLE half (value int); SELECT 1 / 0");

    await expect(applyMigrations(url, folder)).rejects.toThrow("Migration 2_bad failed");

    const { rows } = await pool.query("SELECT tablename FROM pg_tables WHERE tablename IN ('good', 'half')");
    expect(rows).toEqual([{ tablename: "good" }]);
  });

  it("refuse one that was edited after it had been applied", async () => {
    await migration("1_table", "CREATE TABLE early (value int)");
    await applyMigrations(url, folder);
    await migration("1_table", "CREATE TABLE late (value int)");

    await expect(applyMigrations(url, folder)).rejects.toThrow("1_table was edited");
  });
});
