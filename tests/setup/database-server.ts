import { randomUUID } from "node:crypto";
import pg from "pg";

export interface TestDatabase {
  url: string;
  remove: () => Promise<void>;
}

/** Makes a new, empty database on the server, where databases may be created. */
export async function makeServerDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `inventory_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
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
