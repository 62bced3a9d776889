import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { writeDueCheckpoint } from "~/data/checkpoints";
import { openDatabase, type OpenDatabase } from "~/data/embedded-database";

let open: OpenDatabase[] = [];
let folders: string[] = [];
/** An empty database that the tests begin with a copy of: making one takes seconds. */
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

async function copyOfEmptyDatabase(prefix?: string): Promise<string> {
  const folder = await temporaryFolder(prefix);
  // Of a thousand files; Node's own copying takes a second for them.
  await promisify(execFile)("cp", ["-R", `${emptyDatabase}/.`, folder]);
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
    const folder = await copyOfEmptyDatabase();
    const first = await openEmbedded(folder);
    await query(first.url, "CREATE TABLE kept (value int); INSERT INTO kept VALUES (7)");
    await first.close();
    open = [];

    const second = await openEmbedded(folder);

    expect(second.kind).toBe("owner");
    expect(await query(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  });

  it("reads little again after a kill, however long it has run: it writes a checkpoint once much has been logged", async () => {
    const { url } = await openEmbedded(await copyOfEmptyDatabase());
    const logged = async () => {
      const [row] = await query<{ bytes: number }>(
        url,
        "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::integer AS bytes FROM pg_control_checkpoint()",
      );
      return row?.bytes;
    };
    await query(url, "CREATE TABLE filled AS SELECT repeat('x', 1000) AS text FROM generate_series(1, 5000)");
    await writeDueCheckpoint(url, 64_000_000);
    expect(await logged()).toBeGreaterThan(4_000_000);
    await writeDueCheckpoint(url, 4_000_000);
    expect(await logged()).toBeLessThan(10_000);
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
    const folder = await copyOfEmptyDatabase(`inventory-${"long-".repeat(24)}`);

    const { url } = await openEmbedded(folder);

    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
