import { describe, expect, it } from "vitest";
import { PLAN_SORT_KEYS } from "~/data/plan-filter";
import { SORT_EXPRESSIONS } from "~/data/plan-order";
import { pool } from "~/db.server";

describe("each order of plans", () => {
  it.each(PLAN_SORT_KEYS)("has an index, so that a page costs the same in any catalogue: %s", async (key) => {
    const { rows } = await pool.query<{ indexdef: string }>(
      "SELECT indexdef FROM pg_indexes WHERE tablename = 'plans'",
    );
    const columns = rows.map(({ indexdef }) => indexdef.replace(/^.* USING btree /, ""));
    expect(columns).toContain(`(shop, ${SORT_EXPRESSIONS[key].expression}, variant_id)`);
  });
});
