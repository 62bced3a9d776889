import { expect, it } from "vitest";
import { refreshTableStatistics } from "~/data/table-statistics";
import { pool } from "~/db.server";

/** @returns how many rows PostgreSQL counts with in the table after that */
async function addRows(count: number): Promise<number | undefined> {
  await pool.query(
    `INSERT INTO audit_entries (shop, actor, subject, subject_id, field)
     SELECT 'counted.myshopify.com', 'user 1', 'item-policy', number, 'method' FROM generate_series(1, $1::integer) AS number`,
    [count],
  );
  await refreshTableStatistics(["audit_entries"]);
  const { rows } = await pool.query<{ counted: number }>(
    "SELECT reltuples::integer AS counted FROM pg_class WHERE relname = 'audit_entries'",
  );
  return rows[0]?.counted;
}

it("what a table holds is counted anew once a tenth of it has changed, and not for every small change of one of many shops", async () => {
  expect(await addRows(200)).toBe(200);
  expect(await addRows(10)).toBe(200);
  expect(await addRows(50)).toBe(260);
});
