import { afterAll, inject } from "vitest";
import { applyMigrations } from "../../app/data/migrations";
import { emptyDatabase } from "./empty-database";

// Runs before the imports of each integration test file, so that app/db.server finds its DATABASE_URL. Whatever the file
// that ran in this database before has left there, and however it ended, this one finds the migrated, empty tables.
const url = inject("databaseUrls")[Number(process.env.VITEST_POOL_ID) - 1];
if (!url) throw new Error(`There is no database for the worker ${process.env.VITEST_POOL_ID}`);
await emptyDatabase(url);
await applyMigrations(url);

process.env.DATABASE_URL = url;

afterAll(async () => {
  const { closeConnections } = await import("~/db.server");
  await closeConnections();
});
