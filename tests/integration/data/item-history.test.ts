import { beforeAll, describe, expect, it } from "vitest";
import { readItemHistory } from "~/data/item-history";
import { pool } from "~/db.server";

const shop = "first-shop.myshopify.com";

beforeAll(async () => {
  await pool.query(
    `INSERT INTO daily_demand (shop, variant_id, day, units, orders) VALUES
       ($1, 7, '2026-03-29', 3, 1), ($1, 7, '2026-03-31', 2, 2), ($1, 7, '2026-04-01', 50, 1),
       ($1, 8, '2026-03-30', 60, 1), ('other-shop.myshopify.com', 7, '2026-03-30', 70, 1)`,
    [shop],
  );
});

describe("the history of an item", () => {
  it("has every calendar day of the span, with the units of this variant of this shop", async () => {
    expect(await readItemHistory(shop, "7", { firstDay: "2026-03-28", lastDay: "2026-03-31" })).toEqual([
      { day: "2026-03-28", units: 0, outOfStock: false },
      { day: "2026-03-29", units: 3, outOfStock: false },
      { day: "2026-03-30", units: 0, outOfStock: false },
      { day: "2026-03-31", units: 2, outOfStock: false },
    ]);
  });

  it("is empty where the last day lies before the first", async () => {
    expect(await readItemHistory(shop, "7", { firstDay: "2026-03-31", lastDay: "2026-03-30" })).toEqual([]);
  });
});
