import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { TestProject } from "vitest/node";
import { makeServerDatabase, type TestDatabase } from "./database-server";

declare module "vitest" {
  export interface ProvidedContext {
    /** A unix socket. Who connects to it is told the address of a database, which is theirs as long as they stay connected. */
    databaseDesk: string;
  }
}

/**
 * Lends each integration test file a database, as long as the file's process lives: an embedded one or, where
 * TEST_DATABASE_URL names a PostgreSQL server on which databases may be created, one there. What comes back is lent again,
 * since an embedded database takes seconds to make, and a second to load and compile.
 */
export default async function lendDatabases(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "inventory-test-"));
  const made: Promise<TestDatabase>[] = [];
  const free: TestDatabase[] = [];

  const make = () => {
    const serverUrl = process.env.TEST_DATABASE_URL;
    const making = serverUrl ? makeServerDatabase(serverUrl) : startInMemory(join(folder, String(made.length)));
    made.push(making);
    return making;
  };
  const lend = async (borrower: Socket) => {
    const database = free.pop() ?? (await make());
    const takeBack = () => free.push(database);
    if (borrower.destroyed) return takeBack();
    borrower.once("close", takeBack);
    borrower.write(database.url);
  };

  const desk = createServer((borrower) => {
    borrower.on("error", () => {}); // A process that is killed may break the connection.
    borrower.resume(); // Says nothing, but ends.
    lend(borrower).catch((error: unknown) => {
      console.error(error);
      borrower.destroy();
    });
  });
  const address = join(folder, "desk");
  await new Promise<void>((listening) => desk.listen(address, listening));
  project.provide("databaseDesk", address);
  return async () => {
    desk.close();
    for (const { remove } of await Promise.all(made)) await remove();
    await rm(folder, { recursive: true, force: true });
  };
}

/** The app's embedded database, but kept in memory: nobody reads it after the tests. */
async function startInMemory(folder: string): Promise<TestDatabase> {
  await mkdir(folder);
  const thread = new Worker(new URL("../../app/data/embedded-database-worker.mjs", import.meta.url), {
    workerData: { dataFolder: "memory://", socketPath: join(folder, ".s.PGSQL.5432") },
  });
  await new Promise((started, failed) => {
    thread.once("message", started);
    thread.once("error", failed);
  });
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    remove: async () => {
      await thread.terminate();
    },
  };
}
