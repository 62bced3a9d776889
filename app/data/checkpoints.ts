import pg from "pg";
import { logger } from "../ops/logger";

const LOOK_MS = 20_000;
/** What a start after a kill reads again within some seconds. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Has the embedded database write a checkpoint now and then. A server does so by itself; PGlite does at its end alone, so that
 * its log would grow for as long as the app runs, and all of it be read again by the first start after a kill.
 *
 * @returns ends it
 */
export function keepWritingCheckpoints(url: string): () => Promise<void> {
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = writeDueCheckpoint(url, MOST_BYTES).catch((error: unknown) =>
      logger.warn({ err: error }, "The embedded database could not write a checkpoint"),
    );
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    return looking;
  };
}

/** @param mostBytes may have been logged since the last checkpoint without another one being due */
export async function writeDueCheckpoint(url: string, mostBytes: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "SELECT FROM pg_control_checkpoint() WHERE pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) > $1",
      [mostBytes],
    );
    if (rowCount === 1) await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
