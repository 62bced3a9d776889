import { beforeAll, describe, expect, it } from "vitest";
import { deriveDailyDemand } from "~/data/daily-demand";
import { storeLevels } from "~/data/inventory-levels";
import { readPlanningLocationIds, storeLocations } from "~/data/locations";
import { redateOrderLines, storeOrderLines, type OrderLineFacts } from "~/data/order-lines";
import { readVariantsForPlan } from "~/data/plan-inputs";
import { DEFAULT_SETTINGS, readLocations, readSettings, saveSettings, setLocationCounts } from "~/data/shop-settings";
import { findOrAddVendors, normalizeVendorName } from "~/data/vendors";
import { pool } from "~/db.server";

const shop = "first-shop.myshopify.com";

const orderLine = (facts: Partial<OrderLineFacts>): OrderLineFacts => ({
  orderLineId: "1",
  orderId: "1",
  variantId: "7",
  orderedAt: "2026-03-01T12:00:00Z",
  units: 1,
  cancelled: false,
  test: false,
  orderUpdatedAt: "2026-03-01T12:00:00Z",
  ...facts,
});

async function demand() {
  await deriveDailyDemand(shop);
  return (await pool.query(`SELECT variant_id AS "variantId", day, units, orders FROM daily_demand ORDER BY 1, 2`))
    .rows as unknown[];
}

describe("the day of an order line", () => {
  // In Berlin clocks go from 2:00 to 3:00 on 29 March 2026 and from 3:00 to 2:00 on 25 October 2026.
  it.each([
    ["the last minute before a day of 23 hours", "2026-03-28T22:59:59Z", "2026-03-28"],
    ["the first minute of a day of 23 hours", "2026-03-28T23:00:00Z", "2026-03-29"],
    ["the last minute of a day of 23 hours", "2026-03-29T21:59:59Z", "2026-03-29"],
    ["the minute after a day of 23 hours", "2026-03-29T22:00:00Z", "2026-03-30"],
    ["the first minute of a day of 25 hours", "2026-10-24T22:00:00Z", "2026-10-25"],
    ["the last minute of a day of 25 hours", "2026-10-25T22:59:59Z", "2026-10-25"],
    ["the minute after a day of 25 hours", "2026-10-25T23:00:00Z", "2026-10-26"],
  ])("%s", async (_when, orderedAt, day) => {
    await pool.query("DELETE FROM order_lines");
    await storeOrderLines(shop, "Europe/Berlin", [orderLine({ orderedAt })]);
    const { rows } = await pool.query("SELECT day FROM order_lines");
    expect(rows).toEqual([{ day }]);
  });

  it("follows a shop that moves to another time zone", async () => {
    await pool.query("DELETE FROM order_lines");
    await storeOrderLines(shop, "Europe/Berlin", [orderLine({ orderedAt: "2026-03-01T23:30:00Z" })]);
    await redateOrderLines(shop, "America/New_York");
    const { rows } = await pool.query("SELECT day FROM order_lines");
    expect(rows).toEqual([{ day: "2026-03-01" }]);
  });
});

describe("daily demand", () => {
  beforeAll(() => pool.query("DELETE FROM order_lines"));

  it("sums units and counts orders per day, without cancelled and test orders", async () => {
    await storeOrderLines(shop, "UTC", [
      orderLine({ orderLineId: "1", orderId: "1", units: 2 }),
      orderLine({ orderLineId: "2", orderId: "1", units: 3 }),
      orderLine({ orderLineId: "3", orderId: "2", units: 4 }),
      orderLine({ orderLineId: "4", orderId: "3", units: 50, cancelled: true }),
      orderLine({ orderLineId: "5", orderId: "4", units: 60, test: true }),
      orderLine({ orderLineId: "6", orderId: "5", units: 1, orderedAt: "2026-03-02T12:00:00Z" }),
    ]);
    expect(await demand()).toEqual([
      { variantId: "7", day: "2026-03-01", units: 9, orders: 2 },
      { variantId: "7", day: "2026-03-02", units: 1, orders: 1 },
    ]);
  });

  it("falls when an order is cancelled, and the day goes when nothing is left of it", async () => {
    const later = "2026-03-05T12:00:00Z";
    await storeOrderLines(shop, "UTC", [
      orderLine({ orderLineId: "3", orderId: "2", units: 4, cancelled: true, orderUpdatedAt: later }),
      orderLine({
        orderLineId: "6",
        orderId: "5",
        orderedAt: "2026-03-02T12:00:00Z",
        cancelled: true,
        orderUpdatedAt: later,
      }),
    ]);
    expect(await demand()).toEqual([{ variantId: "7", day: "2026-03-01", units: 5, orders: 1 }]);
  });

  it("does not fall back to an older state of an order that arrives late", async () => {
    await storeOrderLines(shop, "UTC", [orderLine({ orderLineId: "3", orderId: "2", units: 4 })]);
    expect(await demand()).toEqual([{ variantId: "7", day: "2026-03-01", units: 5, orders: 1 }]);
  });
});

describe("vendor names", () => {
  it("that differ by case, spaces or compatibility characters are one vendor, under the name first written", async () => {
    await findOrAddVendors(shop, ["Acme  Ltd."]);
    const ids = await findOrAddVendors(shop, ["ACME Ltd.", " acme ltd. ", "Ａcme Ltd.", "Straße", "STRASSE", "", "  "]);
    expect([...ids.keys()].sort()).toEqual(["acme ltd.", "strasse"]);
    const { rows } = await pool.query("SELECT name FROM vendors WHERE shop = $1 ORDER BY vendor_id", [shop]);
    expect(rows).toEqual([{ name: "Acme Ltd." }, { name: "Straße" }]);
  });

  it("normalise to the same form when normalised twice", () => {
    for (const name of ["ŒUVRE", "ﬁlz", "İzmir", "ΣΊΣΥΦΟΣ"]) {
      expect(normalizeVendorName(normalizeVendorName(name))).toBe(normalizeVendorName(name));
    }
  });
});

describe("shop settings", () => {
  it("are the defaults until the merchant changes one", async () => {
    expect(await readSettings(shop)).toEqual(DEFAULT_SETTINGS);
    await saveSettings(shop, { leadTimeDays: 21 });
    expect(await readSettings(shop)).toEqual({ ...DEFAULT_SETTINGS, leadTimeDays: 21 });
    expect(DEFAULT_SETTINGS).toEqual({
      leadTimeDays: 14,
      leadTimeStdDevDays: 0,
      serviceLevel: 0.95,
      reviewPeriodDays: 0,
      demandWindowDays: 90,
      coverageDays: 30,
      overstockDays: 180,
      fastMoverDeciles: 1,
      method: "normal",
    });
  });

  it("refuse a lead time of 0 and a service level of 1, and keep what holds", async () => {
    await expect(saveSettings(shop, { leadTimeDays: 0 })).rejects.toThrow(/more than 0 days/);
    await expect(saveSettings(shop, { serviceLevel: 1 })).rejects.toThrow(/at most 0.9999/);
    expect((await readSettings(shop)).leadTimeDays).toBe(21);
  });

  it("keep what two change at the same time", async () => {
    await Promise.all([saveSettings(shop, { leadTimeDays: 30 }), saveSettings(shop, { serviceLevel: 0.9 })]);
    expect(await readSettings(shop)).toEqual({ ...DEFAULT_SETTINGS, leadTimeDays: 30, serviceLevel: 0.9 });
  });
});

describe("locations that count in planning", () => {
  const chosen = async () =>
    (await readLocations(shop)).filter((location) => location.countsInPlanning).map((location) => location.locationId);

  beforeAll(() =>
    storeLocations(shop, [
      { locationId: "1", name: "A", active: true },
      { locationId: "2", name: "B", active: true },
      { locationId: "3", name: "C", active: false },
    ]),
  );

  it("are never none of the active ones, as without stock everything would be reordered", async () => {
    await expect(setLocationCounts(shop, ["3"])).rejects.toThrow(/At least one active location/);
    expect(await chosen()).toEqual(["1", "2"]);
  });

  it("are the merchant's choice, which leaves deactivated ones for when they are active again", async () => {
    await setLocationCounts(shop, ["1"]);
    expect(await chosen()).toEqual(["1"]);
    await storeLocations(shop, [
      { locationId: "1", name: "A", active: true },
      { locationId: "2", name: "B", active: true },
      { locationId: "3", name: "C", active: true },
    ]);
    expect(await chosen()).toEqual(["1", "3"]);
  });

  it("are all active ones once those that the merchant chose are deactivated", async () => {
    await setLocationCounts(shop, ["1"]);
    await storeLocations(shop, [
      { locationId: "1", name: "A", active: false },
      { locationId: "2", name: "B", active: true },
      { locationId: "3", name: "C", active: true },
    ]);
    expect(await readPlanningLocationIds(shop)).toEqual(["2", "3"]);
    expect(await chosen()).toEqual(["2", "3"]);
    expect(await stockForPlan()).toBe(30);

    await storeLocations(shop, [
      { locationId: "1", name: "A", active: true },
      { locationId: "2", name: "B", active: true },
    ]);
    expect(await chosen()).toEqual(["1"]);
    expect(await stockForPlan()).toBe(4);
  });

  /** Available units of a variant that has 4 at A, 10 at B and 20 at C. */
  async function stockForPlan(): Promise<number | undefined> {
    const observedAt = new Date();
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, created_at, updated_at)
       VALUES ($1, 7, 7, 'Mug', 7, true, now(), now()) ON CONFLICT DO NOTHING`,
      [shop],
    );
    const stock = {
      inventoryItemId: "7",
      onHand: 0,
      committed: 0,
      incoming: 0,
      reserved: 0,
      updatedAt: observedAt.toISOString(),
    };
    const levels = [
      { ...stock, locationId: "1", available: 4 },
      { ...stock, locationId: "2", available: 10 },
      { ...stock, locationId: "3", available: 20 },
    ];
    await storeLevels(shop, levels, observedAt);
    return (await readVariantsForPlan(shop, { variantIds: ["7"] }))[0]?.available;
  }
});
