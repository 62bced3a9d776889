import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../app/data/embedded-database";
import { applyMigrations } from "../../app/data/migrations";

declare module "vitest" {
  export interface ProvidedContext {
    /** A migrated, empty database that each test file starts from a copy of. */
    templateDatabase: { kind: "folder"; folder: string } | { kind: "server"; serverUrl: string; name: string };
  }
}

/**
 * Makes the database that every integration test file copies: a folder of the embedded database or, where
 * TEST_DATABASE_URL names a PostgreSQL server on which databases may be created, a template database there.
 */
export default async function makeTemplate(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  return serverUrl ? makeServerTemplate(project, serverUrl) : makeFolderTemplate(project);
}

async function makeFolderTemplate(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "inventory-template-"));
  const database = await openDatabase({ databaseUrl: undefined, dataDir: folder });
  await applyMigrations(database.url);
  await database.close();
  project.provide("templateDatabase", { kind: "folder", folder });
  return () => rm(folder, { recursive: true, force: true });
}

async function makeServerTemplate(project: TestProject, serverUrl: string): Promise<() => Promise<void>> {
  const name = `inventory_template_${process.pid}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await applyMigrations(url.href);
  project.provide("templateDatabase", { kind: "server", serverUrl, name });
  return () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
}

export async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
