import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { openDatabase } from "../../app/data/embedded-database";
import { onServer } from "./template-database";

// Runs before the imports of each integration test file, so that app/db.server finds its DATABASE_URL.
const template = inject("templateDatabase");
const database = template.kind === "folder" ? await copyFolder(template.folder) : await copyOnServer(template);

process.env.DATABASE_URL = database.url;

afterAll(async () => {
  const { closeConnections } = await import("~/db.server");
  await closeConnections();
  await database.remove();
});

async function copyFolder(folder: string) {
  const copy = await mkdtemp(join(tmpdir(), "inventory-test-"));
  await cp(folder, copy, { recursive: true });
  const { url, close } = await openDatabase({ databaseUrl: undefined, dataDir: copy });
  const remove = async () => {
    await close();
    await rm(copy, { recursive: true, force: true });
  };
  return { url, remove };
}

async function copyOnServer({ serverUrl, name }: { serverUrl: string; name: string }) {
  const copy = `inventory_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `CREATE DATABASE ${copy} TEMPLATE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${copy}`;
  return { url: url.href, remove: () => onServer(serverUrl, `DROP DATABASE ${copy} WITH (FORCE)`) };
}
