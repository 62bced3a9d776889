import { beforeAll, describe, expect, it } from "vitest";
import { historyStart, itemHistory } from "~/data/item-history";
import { ask } from "~/data/questions";
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
    expect(await ask(shop, itemHistory("7", { firstDay: "2026-03-28", lastDay: "2026-03-31" }))).toEqual([
      { day: "2026-03-28", units: 0, outOfStock: false },
      { day: "2026-03-29", units: 3, outOfStock: false },
      { day: "2026-03-30", units: 0, outOfStock: false },
      { day: "2026-03-31", units: 2, outOfStock: false },
    ]);
  });

  it("is empty where the last day lies before the first", async () => {
    expect(await ask(shop, itemHistory("7", { firstDay: "2026-03-31", lastDay: "2026-03-30" }))).toEqual([]);
  });
});

describe("the start of an item's history", () => {
  const shop = "opened-shop.myshopify.com";

  beforeAll(async () => {
    await pool.query(
      `INSERT INTO shops (shop, time_zone, orders_known_from) VALUES
         ($1, 'America/New_York', '2026-01-10'), ('unread-shop.myshopify.com', 'Europe/London', NULL)`,
      [shop],
    );
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       SELECT shop, variant_id, 1, 'Mug', variant_id, true, created_at, created_at
       FROM unnest(ARRAY[$1, $1, 'unread-shop.myshopify.com'], ARRAY[7, 8, 7],
         ARRAY['2026-03-02T03:00:00Z', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z']::timestamptz[])
         AS variant (shop, variant_id, created_at)`,
      [shop],
    );
  });

  it("is the day on which the variant was created, in the shop's zone, or from which orders are known if that is later", async () => {
    expect(await ask(shop, historyStart("7"))).toBe("2026-03-01");
    expect(await ask(shop, historyStart("8"))).toBe("2026-01-10");
  });

  it("is not known while no orders are, nor of another shop's variant", async () => {
    expect(await ask("unread-shop.myshopify.com", historyStart("7"))).toBeNull();
    expect(await ask("unread-shop.myshopify.com", historyStart("8"))).toBeNull();
  });
});
