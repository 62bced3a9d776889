import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, type OpenDatabase } from "~/data/embedded-database";
import { applyMigrations, migrationNames } from "~/data/migrations";

let open: OpenDatabase[] = [];
let folders: string[] = [];
/** An empty database that most tests begin with a copy of: making one takes seconds. */
let emptyDatabase: string;

beforeAll(async () => {
  emptyDatabase = await mkdtemp(join(tmpdir(), "inventory-empty-"));
  await (await openDatabase({ databaseUrl: undefined, dataDir: emptyDatabase })).close();
});

afterAll(() => rm(emptyDatabase, { recursive: true, force: true }));

afterEach(async () => {
  for (const database of open.reverse()) await database.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  open = [];
  folders = [];
});

async function temporaryFolder(prefix = "inventory-embedded-"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}

async function copyOfEmptyDatabase(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(emptyDatabase, folder, { recursive: true });
  return folder;
}

async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const database = await openDatabase({ databaseUrl: undefined, dataDir });
  open.push(database);
  return database;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  it("keeps its rows when it is closed and opened again", async () => {
    const folder = await temporaryFolder();
    const first = await openEmbedded(folder);
    await query(first.url, "CREATE TABLE kept (value int); INSERT INTO kept VALUES (7)");
    await first.close();
    open = [];

    const second = await openEmbedded(folder);

    expect(second.kind).toBe("owner");
    expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  });

  it("lets a second opener join the first", async () => {
    const folder = await copyOfEmptyDatabase();
    const owner = await openEmbedded(folder);
    const guest = await openEmbedded(folder);

    expect([owner.kind, guest.kind]).toEqual(["owner", "guest"]);
    await query(owner.url, "CREATE TABLE shared (value int)");
    expect(await query(guest.url, "SELECT count(*)::int AS tables FROM pg_tables WHERE tablename = 'shared'")).toEqual([
      { tables: 1 },
    ]);
  });

  it("lets the app, which must own it, wait until another process has ended", async () => {
    const folder = await copyOfEmptyDatabase();
    const command = await openEmbedded(folder);
    const app = openDatabase({ databaseUrl: undefined, dataDir: folder, mayJoin: false });
    let isOpen = false;
    void app.then(() => (isOpen = true));

    await sleep(500);
    expect(isOpen).toBe(false);
    await command.close();
    open = [await app];

    expect((await app).kind).toBe("owner");
  });

  it("takes over the folder of a killed owner", async () => {
    const folder = await copyOfEmptyDatabase();
    // No process has this start; a re-used process id must not count as the owner.
    await writeFile(join(folder, "owner.lock"), JSON.stringify({ pid: process.pid, started: "1" }));

    expect((await openEmbedded(folder)).kind).toBe("owner");
  });

  it("works in a folder whose path is too long for a unix socket", async () => {
    const folder = await temporaryFolder(`inventory-${"long-".repeat(24)}`);

    const { url } = await openEmbedded(folder);

    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("migrations", () => {
  it("are applied once and recorded as Prisma does", async () => {
    const { url } = await openEmbedded(await copyOfEmptyDatabase());

    const first = await applyMigrations(url);
    const second = await applyMigrations(url);

    expect(first.length).toBeGreaterThan(0);
    expect(second).toEqual([]);
    const recorded = await query<{ migration_name: string }>(
      url,
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name",
    );
    expect(recorded.map((row) => row.migration_name)).toEqual(first);
  });

  it("are applied once by two processes that start together", async () => {
    const { url } = await openEmbedded(await copyOfEmptyDatabase());

    const [first, second] = await Promise.all([applyMigrations(url), applyMigrations(url)]);

    expect([...first, ...second].sort()).toEqual(migrationNames());
  });

  it("leave the database as it was when one fails", async () => {
    const { url } = await openEmbedded(await copyOfEmptyDatabase());
    const migrations = await temporaryFolder();
    await migration(migrations, "1_good", "CREATE TABLE good (value int)");
    await migration(migrations, "2_bad", "CREATE TABLE half (value int); SELECT 1 / 0");

    await expect(applyMigrations(url, migrations)).rejects.toThrow("Migration 2_bad failed");

    expect(await query(url, "SELECT tablename FROM pg_tables WHERE tablename IN ('good', 'half')")).toEqual([
      { tablename: "good" },
    ]);
  });

  it("refuse one that was edited after it had been applied", async () => {
    const { url } = await openEmbedded(await copyOfEmptyDatabase());
    const migrations = await temporaryFolder();
    await migration(migrations, "1_table", "CREATE TABLE early (value int)");
    await applyMigrations(url, migrations);
    await migration(migrations, "1_table", "CREATE TABLE late (value int)");

    await expect(applyMigrations(url, migrations)).rejects.toThrow("1_table was edited");
  });
});

async function migration(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}
