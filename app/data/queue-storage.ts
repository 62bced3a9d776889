import { pool } from "~/db.server";

/** Runs the job queue's own statements, over the app's connections: so that both notice together when these are gone. */
export function executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  return pool.query(text, values);
}
