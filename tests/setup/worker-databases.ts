import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { TestProject } from "vitest/node";
import { makeServerDatabase } from "./database-server";

declare module "vitest" {
  export interface ProvidedContext {
    /** One for each of the workers among which the test files are divided. */
    databaseUrls: string[];
  }
}

interface WorkerDatabase {
  url: string;
  remove: () => Promise<void>;
}

/**
 * Starts the databases in which the integration test files run one after another: embedded ones or, where
 * TEST_DATABASE_URL names a PostgreSQL server on which databases may be created, databases there.
 *
 * They outlast a file, since an embedded one takes seconds to make, and a second to load and compile.
 */
export default async function startWorkerDatabases(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  const databases = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () =>
      serverUrl ? makeServerDatabase(serverUrl) : startEmbeddedDatabase(),
    ),
  );
  project.provide(
    "databaseUrls",
    databases.map(({ url }) => url),
  );
  return async () => {
    await Promise.all(databases.map(({ remove }) => remove()));
  };
}

/** The app's embedded database, but kept in memory: nothing reads it after the tests. */
async function startEmbeddedDatabase(): Promise<WorkerDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "inventory-test-"));
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
