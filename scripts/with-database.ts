import { z } from "zod";
import { openDatabase } from "../app/data/embedded-database";
import { applyMigrations } from "../app/data/migrations";

/** As in the app's environment, a variable that is set to nothing counts as not set. */
const absentWhenEmpty = (value: unknown) => (value === "" ? undefined : value);

const environmentSchema = z.object({
  DATABASE_URL: z.preprocess(absentWhenEmpty, z.string().optional()),
  DATA_DIR: z.preprocess(absentWhenEmpty, z.string().default(".data")),
});

/**
 * Joins the app's database, or runs the embedded one for as long as `work` takes. What queries it has to be imported by
 * `work`, since it connects to DATABASE_URL.
 */
export async function withDatabase(work: () => Promise<void>): Promise<void> {
  const environment = environmentSchema.parse(process.env);
  const database = await openDatabase({
    databaseUrl: environment.DATABASE_URL,
    dataDir: environment.DATA_DIR,
  });
  try {
    await applyMigrations(database.url);
    process.env.DATABASE_URL = database.url;
    const { closeConnections } = await import("../app/db.server");
    try {
      await work();
    } finally {
      await closeConnections();
    }
  } finally {
    await database.close();
  }
}
