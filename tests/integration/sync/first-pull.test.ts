import { connectShop, openApp, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listShopsToReplan } from "~/data/plan-age";
import { readShop } from "~/data/shops";
import { readSyncStatus } from "~/data/sync-status";
import { pool } from "~/db.server";
import { planVariant } from "~/planning/plan";
import { planColumns } from "~/planning/plan-columns";
import { readItem } from "~/reports/item-report";
import { hurryWaits } from "./hurried-clock";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";

hurryWaits();

// 25 October 2026, inside the demand window, has 25 hours in the generated shop's zone, Europe/Berlin.
const NOW = new Date("2026-11-20T10:00:00Z");
/** 90 complete days that end on 19 November. */
const WINDOW_START = "2026-08-22";
/** 400 days before 20 November. */
const HISTORY_START = "2025-10-16";

let connected: ConnectedShop;
let shop: string;

beforeAll(async () => {
  connected = await connectShop({ today: NOW });
  shop = connected.shop;
});
afterAll(() => connected.sandbox.close());

describe("a first pull", () => {
  beforeAll(async () => {
    expect(await pullNow(shop, "first-pull", NOW)).toEqual({ kind: "succeeded" });
  });

  it("stores the catalogue, the levels and the orders of the demand window as the shop has them", async () => {
    const expected = expectedFacts(connected.store, WINDOW_START);
    expect(expected.orderLines.length).toBeGreaterThan(500);
    expect(await storedFacts(shop)).toEqual(expected);
  });

  it("has cancelled orders, test orders, lines of deleted variants, untracked variants and unknown costs among them", () => {
    const { orders, products } = connected.store;
    const items = products.flatMap((product) => product.variants.map((variant) => variant.inventoryItem));
    expect(orders.some((order) => order.cancelledAt !== null)).toBe(true);
    expect(orders.some((order) => order.test)).toBe(true);
    expect(orders.some((order) => order.lines.some((line) => line.variantId === null))).toBe(true);
    expect(items.some((item) => !item.tracked)).toBe(true);
    expect(items.some((item) => item.unitCost === null)).toBe(true);
  });

  it("stores what the shop is", async () => {
    expect(await readShop(shop)).toMatchObject({
      name: "Kleine Freude",
      timeZone: "Europe/Berlin",
      currency: "EUR",
      ordersKnownFrom: WINDOW_START,
      uninstalledAt: null,
    });
  });

  it("plans every variant, with a window that ends yesterday", async () => {
    const { rows } = await pool.query(
      `SELECT count(*)::integer AS plans, min(window_end) AS "windowEnd", max(observed_days) AS "observedDays"
       FROM plans WHERE shop = $1`,
      [shop],
    );
    expect(rows).toEqual([{ plans: 40, windowEnd: "2026-11-19", observedDays: 90 }]);
  });

  it("makes plans that can be made again from what is stored of them, to the last digit", async () => {
    const { rows } = await pool.query<{ id: string }>("SELECT variant_id AS id FROM plans WHERE shop = $1", [shop]);
    expect(rows.length).toBe(40);
    for (const { id } of rows) {
      const item = await readItem(shop, id);
      if (!item) throw new Error(`There is no page of ${id}`);
      expect(item.row).toMatchObject(planColumns(planVariant(item.planInputs)));
    }
  });

  it("sums a plan's stock over the locations and its demand over the window", async () => {
    const { variants, levels, dailyDemand } = expectedFacts(connected.store, WINDOW_START);
    const { rows } = await pool.query<{
      variantId: string;
      available: number;
      incoming: number;
      unitsSold: number;
      sellingDays: number;
    }>(
      `SELECT variant_id AS "variantId", available, incoming, units_sold AS "unitsSold", selling_days AS "sellingDays" FROM plans
       WHERE shop = $1 ORDER BY variant_id`,
      [shop],
    );
    const sum = (rows: unknown[], key: string, id: string, name: string) =>
      (rows as Record<string, unknown>[])
        .filter((row) => row[key] === id)
        .reduce((total, row) => total + Number(row[name]), 0);
    const expected = (variants as { variantId: string; inventoryItemId: string }[]).map(
      ({ variantId, inventoryItemId }) => ({
        variantId,
        available: sum(levels, "inventoryItemId", inventoryItemId, "available"),
        incoming: sum(levels, "inventoryItemId", inventoryItemId, "incoming"),
        unitsSold: sum(dailyDemand, "variantId", variantId, "units"),
        sellingDays: (dailyDemand as { variantId: string }[]).filter((day) => day.variantId === variantId).length,
      }),
    );
    expect(rows).toEqual(expected);
  });

  it("tells pages how it went", async () => {
    const status = await readSyncStatus(shop);
    expect(status).toMatchObject({ running: null, failure: null, cutWindow: false, hasPlan: true });
    expect(status.ordersKnownFrom).toBe(WINDOW_START);
    expect(Date.now() - (status.lastPulledAt?.getTime() ?? 0)).toBeLessThan(120_000);
  });

  it("changes nothing when it is repeated", async () => {
    const before = await storedFacts(shop);
    expect(await pullNow(shop, "first-pull", NOW)).toEqual({ kind: "succeeded" });
    expect(await storedFacts(shop)).toEqual(before);
  });
});

describe("the order history", () => {
  it("adds the orders back to 400 days", async () => {
    expect(await pullNow(shop, "order-history", NOW)).toEqual({ kind: "succeeded" });
    const expected = expectedFacts(connected.store, HISTORY_START);
    const stored = await storedFacts(shop);
    expect(stored.orderLines).toEqual(expected.orderLines);
    expect(stored.dailyDemand).toEqual(expected.dailyDemand);
    expect((await readShop(shop))?.ordersKnownFrom).toBe(HISTORY_START);
    expect(await listShopsToReplan()).toContain(shop);
  });
});

describe("a refresh", () => {
  it("takes over what changed: a cancelled order lowers demand, a moved level changes the plan", async () => {
    const changedAt = new Date().toISOString();
    const order = connected.store.orders.findLast(({ cancelledAt, test }) => cancelledAt === null && !test);
    if (!order) throw new Error("The store has no order to cancel");
    order.cancelledAt = changedAt;
    order.updatedAt = changedAt;
    const [level] = connected.store.products[0]?.variants[0]?.inventoryItem.levels ?? [];
    if (!level) throw new Error("The store has no level to change");
    level.available += 1_000;
    level.onHand += 1_000;
    level.updatedAt = changedAt;

    expect(await pullNow(shop, "refresh", NOW)).toEqual({ kind: "succeeded" });
    const expected = expectedFacts(connected.store, HISTORY_START);
    const stored = await storedFacts(shop);
    expect(stored.levels).toEqual(expected.levels);
    expect(stored.orderLines).toEqual(expected.orderLines);
    expect(stored.dailyDemand).toEqual(expected.dailyDemand);
  });

  it("dates orders anew after the shop moved to another time zone, also when the merchant opens the app before", async () => {
    connected.store.shop.ianaTimezone = "Pacific/Auckland";
    await pool.query("DELETE FROM sessions WHERE shop = $1", [shop]);
    await openApp(connected.sandbox);
    expect((await readShop(shop))?.timeZone).toBe("Europe/Berlin");

    expect(await pullNow(shop, "refresh", NOW)).toEqual({ kind: "succeeded" });
    expect((await readShop(shop))?.timeZone).toBe("Pacific/Auckland");
    const stored = await storedFacts(shop);
    const known = new Set(stored.orderLines.map((line) => (line as { orderLineId: string }).orderLineId));
    const expected = expectedFacts(connected.store, HISTORY_START);
    expect(stored.orderLines).toEqual(
      expected.orderLines.filter((line) => known.has((line as { orderLineId: string }).orderLineId)),
    );
    expect(known.size).toBeGreaterThan(500);
  });
});

describe("another pull of the whole shop", () => {
  it("marks a variant deleted that the catalogue does not list any more, and removes its plan and levels", async () => {
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at,
         updated_at, observed_at)
       VALUES ($1, 7, 7, 'Gone', 7, true, now(), now(), now() - interval '1 day')`,
      [shop],
    );
    await pool.query(
      `INSERT INTO inventory_levels (shop, inventory_item_id, location_id, available, on_hand, committed, incoming,
         reserved, updated_at, observed_at)
       SELECT $1, 7, location_id, 1, 1, 0, 0, 0, now(), now() - interval '1 day' FROM locations WHERE shop = $1`,
      [shop],
    );
    await pullNow(shop, "first-pull", NOW);
    const { rows } = await pool.query(
      `SELECT (SELECT deleted_at IS NOT NULL FROM variants WHERE shop = $1 AND variant_id = 7) AS deleted,
         EXISTS (SELECT FROM plans WHERE shop = $1 AND variant_id = 7) AS planned,
         EXISTS (SELECT FROM inventory_levels WHERE shop = $1 AND inventory_item_id = 7) AS stocked`,
      [shop],
    );
    expect(rows).toEqual([{ deleted: true, planned: false, stocked: false }]);
  });
});
