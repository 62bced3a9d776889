import pg from "pg";

/** Leaves nothing in the database, nor of the connections to it. */
export async function emptyDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    // Connections to the embedded database share one session, with what each of them has set.
    await client.query("DISCARD ALL");
    const { rows } = await client.query<{ sql: string }>(
      `SELECT format('DROP SCHEMA %I CASCADE', nspname) AS sql FROM pg_namespace
       WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`,
    );
    await client.query([...rows.map(({ sql }) => sql), "CREATE SCHEMA public"].join("; "));
    // The embedded database keeps its log, in memory, until it is told to.
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
