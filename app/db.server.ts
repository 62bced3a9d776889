import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";

// A calendar day has no time zone: keep it as the text that PostgreSQL sends, not as a Date at the server's midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

interface Database {
  pool: pg.Pool;
  db: PrismaClient;
}

function connect(): Database {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) {
    throw new Error("DATABASE_URL is not set: open the database with openDatabase() before app/db.server is imported");
  }
  const pool = new pg.Pool({ connectionString, max: 10 });
  // An idle connection that breaks must not end the process; the next query opens a new one.
  pool.on("error", (error) => console.warn(`A database connection broke: ${error.message}`));
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

// Development reloads modules; without this, each reload would open another pool.
const shared = globalThis as typeof globalThis & { inventoryDatabase?: Database };
shared.inventoryDatabase ??= connect();

/** One pool per process. Hot paths and bulk writes query it directly; `db` is Prisma over the same connections. */
export const pool = shared.inventoryDatabase.pool;
export const db = shared.inventoryDatabase.db;

/** Gives all connections back, at the end of the process. */
export async function closeConnections(): Promise<void> {
  await db.$disconnect();
  await pool.end();
}
