import { pool } from "~/db.server";
import { inTransaction } from "./transaction";

/**
 * Notes that the app is there to take webhooks. When it was not for longer than `longestPauseSeconds` (it did not run, or had
 * no database to keep them in), a refresh of every shop that has the app is asked for.
 *
 * @returns since when the app was not there, in that case; null otherwise, and the first time ever
 */
export async function notePresence(longestPauseSeconds: number): Promise<Date | null> {
  return inTransaction(async (transaction) => {
    await transaction.query("INSERT INTO app_presence (id) VALUES (1) ON CONFLICT DO NOTHING");
    const { rows } = await transaction.query<{ seenAt: Date; isGap: boolean }>(
      `SELECT seen_at AS "seenAt", seen_at < now() - make_interval(secs => $1) AS "isGap" FROM app_presence FOR UPDATE`,
      [longestPauseSeconds],
    );
    const before = rows[0];
    // Together with the presence: a process that ends in between must not leave the gap unnoticed.
    if (before?.isGap)
      await transaction.query("UPDATE shops SET refresh_asked_at = now() WHERE uninstalled_at IS NULL");
    await transaction.query("UPDATE app_presence SET seen_at = now()");
    return before?.isGap ? before.seenAt : null;
  });
}

/** Notes that a process is there that takes jobs. */
export async function noteWorkerPresence(): Promise<void> {
  await pool.query(
    `INSERT INTO app_presence (id, worker_seen_at) VALUES (1, now())
     ON CONFLICT (id) DO UPDATE SET worker_seen_at = excluded.worker_seen_at`,
  );
}
