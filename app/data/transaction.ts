import type pg from "pg";
import { pool } from "~/db.server";

/** Queries within one transaction; the embedded database lets nobody else in until it ends, so it has to be short. */
export type Transaction = Pick<pg.PoolClient, "query">;

/** Does work all or nothing: when it throws, none of what it wrote through `transaction` stays. */
export async function inTransaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // Of a connection that breaks the server undoes the work by itself.
    isBroken = await client.query("ROLLBACK").then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(isBroken);
  }
}
