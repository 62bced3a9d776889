import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** Any number does, as long as every process of the app uses the same. */
const ADVISORY_LOCK = 7_244_019;

// As Prisma's schema engine creates it, so that its own tools read it.
const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations of `folder` that the database does not have yet, each in a transaction of its own that begins
 * with an advisory lock, so that of several processes starting together one applies and the others wait. (A lock of the
 * session would not do: connections to the embedded database share one.)
 *
 * Prisma's own command can't: with the driver adapter this app uses it needs a binary that is not installed. See
 * docs/decisions/002-migrations-at-start.md.
 *
 * @returns the names of the migrations applied now
 * @throws when a migration fails, or one that was applied has been edited since
 */
export async function applyMigrations(url: string, folder = "prisma/migrations"): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await inLockedTransaction(client, () => client.query(MIGRATIONS_TABLE));
    const appliedNow: string[] = [];
    for (const name of migrationNames(folder)) {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      if (await inLockedTransaction(client, () => applyIfMissing(client, name, sql))) appliedNow.push(name);
    }
    return appliedNow;
  } finally {
    await client.end();
  }
}

async function inLockedTransaction<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCK]);
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function applyIfMissing(client: pg.Client, name: string, sql: string): Promise<boolean> {
  const checksum = createHash("sha256").update(sql).digest("hex");
  const { rows } = await client.query<{ checksum: string }>(
    `SELECT checksum FROM _prisma_migrations
     WHERE migration_name = $1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    [name],
  );
  const [known] = rows;
  if (known && known.checksum !== checksum) {
    throw new Error(`Migration ${name} was edited after it had been applied. Restore it and add a new one instead.`);
  }
  if (known) return false;
  try {
    await client.query(sql);
  } catch (cause) {
    throw new Error(`Migration ${name} failed; the database is as it was before`, { cause });
  }
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), 1)`,
    [randomUUID(), checksum, name],
  );
  return true;
}

/** Names of the migrations in `folder`, in the order in which they apply. */
export function migrationNames(folder = "prisma/migrations"): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
