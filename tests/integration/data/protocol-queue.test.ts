import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The embedded database: this file does not run where the tests have a server. */
const connectionString = process.env.DATABASE_URL;
const pool = new pg.Pool({ connectionString, max: 8 });

beforeAll(async () => {
  await pool.query("CREATE TABLE counter (value int); INSERT INTO counter VALUES (0)");
});

afterAll(() => pool.end());

describe("connections that share the embedded database", () => {
  it("keep their statements apart, however many parameters and bytes they send at once", async () => {
    const long = "x".repeat(200_000);
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const count = (index % 7) + 1;
        const parameters = Array.from(
          { length: count },
          (_, position) => `${index}-${position}${long.slice(0, index * 3_999)}`,
        );
        const { rows } = await pool.query<{ answer: string[] }>(
          `SELECT ARRAY[${parameters.map((_, position) => `$${position + 1}::text`).join(", ")}] AS answer`,
          parameters,
        );
        return JSON.stringify(rows[0]?.answer) === JSON.stringify(parameters);
      }),
    );
    expect(answers.every(Boolean)).toBe(true);
  });

  it("keep their transactions apart", async () => {
    await Promise.all(Array.from({ length: 40 }, addOneInTransaction));

    expect((await pool.query("SELECT value FROM counter")).rows).toEqual([{ value: 40 }]);
  });

  it("go on after the error of one of them", async () => {
    const failing = Array.from({ length: 20 }, () => pool.query("SELECT 1 / $1::int", [0]));
    const working = Array.from({ length: 20 }, (_, index) =>
      pool.query<{ value: number }>("SELECT $1::int AS value", [index]),
    );

    const failures = await Promise.allSettled(failing);
    const answers = await Promise.all(working);

    expect(failures.every(({ status }) => status === "rejected")).toBe(true);
    expect(answers.map(({ rows }) => rows[0]?.value)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it("go on when one disappears in its transaction, which is rolled back", async () => {
    const leaver = new pg.Client({ connectionString });
    leaver.on("error", () => {}); // Its socket is destroyed under it.
    await leaver.connect();
    await leaver.query("BEGIN; UPDATE counter SET value = -1");
    const waiting = pool.query<{ value: number }>("SELECT value FROM counter");
    (leaver as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();

    expect((await waiting).rows[0]?.value).toBeGreaterThanOrEqual(0);
  });
});

async function addOneInTransaction(): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ value: number }>("SELECT value FROM counter");
    await client.query("UPDATE counter SET value = $1", [(rows[0]?.value ?? Number.NaN) + 1]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
