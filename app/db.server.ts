import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import { logger } from "~/ops/logger";
import { WatchedPool } from "~/ops/watched-pool";

// A calendar day has no time zone: keep it as the text that PostgreSQL sends, not as a Date at the server's midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

/**
 * Whether statements wait for each other, whoever sends them: the embedded database has one session. It also ends with the
 * process, and is silent while a statement runs. Where nobody has said which database it is, it is taken for that one.
 */
export const isOneSession = process.env.DATABASE_KIND !== "server";

interface Database {
  pool: pg.Pool;
  db: PrismaClient;
}

function connect(): Database {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) {
    throw new Error("DATABASE_URL is not set: open the database with openDatabase() before app/db.server is imported");
  }
  const config = { connectionString, max: 10 };
  const pool = isOneSession ? new pg.Pool(config) : new WatchedPool(config);
  // A connection that breaks must not end the process, neither an idle one nor one between two queries of a transaction;
  // the next query opens a new one.
  pool.on("error", (error) => logger.warn({ err: error }, "A database connection broke"));
  pool.on("connect", (client) => client.on("error", () => {}));
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

// Development reloads modules; without this, each reload would open another pool.
const shared = globalThis as typeof globalThis & { inventoryDatabase?: Database };
shared.inventoryDatabase ??= connect();

/** One pool per process. Hot paths and bulk writes query it directly; `db` is Prisma over the same connections. */
export const pool = shared.inventoryDatabase.pool;
export const db = shared.inventoryDatabase.db;

/** Whether the database cannot be reached, as far as is known. */
export function isDatabaseGone(): boolean {
  return pool instanceof WatchedPool && pool.isGone;
}

/** As {@link isDatabaseGone}, after something failed: waits for the answer to the question whether that was why. */
export async function findOutIfDatabaseIsGone(): Promise<boolean> {
  return pool instanceof WatchedPool && (await pool.findOutIfGone());
}

/** Gives all connections back, at the end of the process. */
export async function closeConnections(): Promise<void> {
  await db.$disconnect();
  await pool.end();
}
