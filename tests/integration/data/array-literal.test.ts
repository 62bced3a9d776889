import { expect, it } from "vitest";
import { arrayLiteral, type ArrayElement } from "~/data/array-literal";
import { pool } from "~/db.server";

it("gives PostgreSQL every element back as it was", async () => {
  const texts = [
    "7",
    null,
    "",
    "NULL",
    "null",
    "a cup",
    "a,b",
    '5" {x}',
    "back\\slash",
    "ü",
    "it's",
    "line\nfeed",
    "C+:-_.",
  ];
  const times = [new Date("2026-03-01T10:00:00.123Z"), null];
  const numbers = [0, -4.25, 1e21, null];
  const { rows } = await pool.query({
    text: "SELECT $1::text[], $2::timestamptz[], $3::float8[], $4::boolean[], $5::text[]",
    values: [texts, times, numbers, [true, false], []].map((elements: readonly ArrayElement[]) =>
      arrayLiteral(elements, (element) => element),
    ),
    rowMode: "array",
  });
  expect(rows).toEqual([[texts, times, numbers, [true, false], []]]);
});
