import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../app/data/embedded-database";
import { applyMigrations } from "../../../app/data/migrations";
import { onServer } from "../../setup/database-server";
import type { DatabaseName } from "../figure";
import { startPostgres, type PostgresServer } from "./postgres-server";

/** A kind of database on which shops can be kept. */
export interface DatabaseKind {
  name: DatabaseName;
  /** Null for the embedded one. */
  server: PostgresServer | null;
  stop: () => Promise<void>;
}

export const EMBEDDED: DatabaseKind = { name: "PGlite", server: null, stop: async () => {} };

export async function startServer(programs: string): Promise<DatabaseKind> {
  const server = await startPostgres(programs);
  return { name: "PostgreSQL", server, stop: server.stop };
}

/** A database with the app's tables and nothing in them. */
export interface EmptyDatabase {
  name: DatabaseName;
  url: string;
  /** The client's program for a server; null for the embedded one, whose socket takes no COPY. */
  psql: string | null;
}

/** Does something on a database that is removed afterwards. */
export async function onEmptyDatabase<Result>(
  { name, server }: DatabaseKind,
  work: (database: EmptyDatabase) => Promise<Result>,
): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), "bench-data-"));
  const databaseUrl = server ? await makeDatabase(server, "empty") : undefined;
  const database = await openDatabase({ databaseUrl, dataDir });
  try {
    await applyMigrations(database.url);
    return await work({ name, url: database.url, psql: server?.psql ?? null });
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
    if (server) await onServer(server.url, "DROP DATABASE empty WITH (FORCE)");
  }
}

/** Makes a database on a server and tells its address. */
export async function makeDatabase(server: PostgresServer, name: string): Promise<string> {
  await onServer(server.url, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}
