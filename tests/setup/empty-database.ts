import pg from "pg";
import { applyMigrations } from "../../app/data/migrations";

/** Leaves nothing in the database, nor of the connections to it. */
export async function emptyDatabase(url: string): Promise<void> {
  await withoutOthers(url, (client) => makeSchemaAnew(client));
}

/** Leaves the migrated tables in the database, all of them empty, and nothing else; nor of the connections to it. */
export async function emptyMigratedDatabase(url: string): Promise<void> {
  await withoutOthers(url, async (client) => {
    await dropSchemas(client, "nspname <> 'public'");
    // Migrations take seconds on the embedded database, this takes a fraction of one.
    if (await isAsMigrated(client)) return emptyTables(client);
    await makeSchemaAnew(client);
    await applyMigrations(url);
    await client.query(`DO $$ BEGIN EXECUTE format('COMMENT ON SCHEMA public IS %L', (${SHAPE})); END $$`);
  });
}

async function withoutOthers(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    // Connections to the embedded database share one session, with what each of them has set.
    await client.query("DISCARD ALL");
    await work(client);
    // The embedded database keeps its log, in memory, until it is told to.
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}

async function makeSchemaAnew(client: pg.Client): Promise<void> {
  await dropSchemas(client);
  await client.query("CREATE SCHEMA public");
}

async function dropSchemas(client: pg.Client, condition = "true"): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `SELECT format('DROP SCHEMA %I CASCADE', nspname) AS sql FROM pg_namespace
     WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' AND ${condition}`,
  );
  await client.query(rows.map(({ sql }) => sql).join("; "));
}

/** Told by tables, columns, constraints, functions and triggers, which are all that tests change; the schema's comment since it was migrated. */
const SHAPE = `
  SELECT md5(string_agg(thing, ' ' ORDER BY thing)) FROM (
    SELECT concat_ws(' ', relname, attname, atttypid, attnotnull) FROM pg_class
      LEFT JOIN pg_attribute ON attrelid = pg_class.oid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', conname, conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', tgname, tgrelid::regclass, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
  ) AS things (thing)`;

async function isAsMigrated(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ isSame: boolean | null }>(
    `SELECT obj_description('public'::regnamespace) = (${SHAPE}) AS "isSame"`,
  );
  return rows[0]?.isSame === true;
}

async function emptyTables(client: pg.Client): Promise<void> {
  await client.query(
    `DO $$ DECLARE relation record; has_rows boolean; BEGIN
       FOR relation IN SELECT oid::regclass AS name, relkind FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> '_prisma_migrations'
       LOOP
         IF relation.relkind = 'S' THEN
           EXECUTE format('ALTER SEQUENCE %s RESTART', relation.name);
         ELSE
           EXECUTE format('SELECT EXISTS (SELECT FROM %s)', relation.name) INTO has_rows;
           IF has_rows THEN EXECUTE format('TRUNCATE %s CASCADE', relation.name); END IF;
         END IF;
       END LOOP;
     END $$`,
  );
}
