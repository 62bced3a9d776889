import { connect } from "node:net";
import { afterAll, inject } from "vitest";
import { emptyMigratedDatabase } from "./empty-database";

// Runs before the imports of each integration test file, so that app/db.server finds its DATABASE_URL. Whatever the file
// that had this database before has left there, and however it ended, this one finds the migrated, empty tables.
const url = await borrowDatabase();
await emptyMigratedDatabase(url);

process.env.DATABASE_URL = url;

afterAll(async () => {
  const { closeConnections } = await import("~/db.server");
  await closeConnections();
});

/** It goes back when this process ends, which closes the connection. */
function borrowDatabase(): Promise<string> {
  const desk = connect(inject("databaseDesk"));
  desk.unref();
  return new Promise((lent, refused) => {
    desk.once("data", (url) => lent(String(url)));
    desk.once("close", () => refused(new Error("No database could be made; see above")));
  });
}
