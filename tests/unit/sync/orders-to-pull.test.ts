import { describe, expect, it } from "vitest";
import { hasGap, olderOrdersToPull, ordersToPull, type ShopOrders } from "~/sync/orders-to-pull";

const orders: ShopOrders = {
  now: new Date("2026-11-20T10:00:00Z"),
  timeZone: "Europe/Berlin",
  scopes: ["read_orders", "read_all_orders"],
  ordersKnownFrom: null,
  lastPullStart: null,
  webhooksToldAll: true,
};
const recentOnly = { ...orders, scopes: ["read_orders"] };

describe("the orders to pull", () => {
  it("of a new shop: those of the demand window, from midnight of its first day in the shop's zone", () => {
    // 22 August is summer time in Berlin, two hours ahead of UTC.
    expect(ordersToPull(orders, 90)).toEqual({
      search: "created_at:>='2026-08-21T22:00:00.000Z'",
      knownFrom: "2026-08-22",
    });
  });

  it("of a new shop that hides old orders: known from the first day that is seen whole", () => {
    expect(ordersToPull(recentOnly, 90).knownFrom).toBe("2026-09-22");
    expect(ordersToPull(recentOnly, 30).knownFrom).toBe("2026-10-21");
  });

  it("later: those changed since the last pull began, with an overlap that is longer where webhooks missed something", () => {
    const known = { ...orders, ordersKnownFrom: "2026-08-22", lastPullStart: new Date("2026-11-20T08:00:00Z") };
    expect(ordersToPull(known, 90)).toEqual({ search: "updated_at:>='2026-11-20T07:50:00.000Z'", knownFrom: null });
    expect(ordersToPull({ ...known, webhooksToldAll: false }, 90).search).toBe(
      "updated_at:>='2026-11-20T07:00:00.000Z'",
    );
  });

  it("after so long a pause that changes went out of sight: those of the demand window again", () => {
    const paused = { ...recentOnly, ordersKnownFrom: "2026-01-01", lastPullStart: new Date("2026-09-20T10:00:00Z") };
    expect(hasGap(paused)).toBe(true);
    expect(ordersToPull(paused, 90).search).toMatch(/^created_at/);
    expect(hasGap({ ...paused, scopes: orders.scopes })).toBe(false);
  });
});

describe("the older orders to pull", () => {
  it("reach from 400 days ago to the first day that is known", () => {
    expect(olderOrdersToPull({ ...orders, ordersKnownFrom: "2026-08-22" })).toEqual({
      search: "created_at:>='2025-10-15T22:00:00.000Z' created_at:<'2026-08-21T22:00:00.000Z'",
      knownFrom: "2025-10-16",
    });
  });

  it("are none when Shopify hides them, or they are known already", () => {
    expect(olderOrdersToPull({ ...recentOnly, ordersKnownFrom: "2026-09-22" })).toBeNull();
    expect(olderOrdersToPull({ ...orders, ordersKnownFrom: "2025-10-16" })).toBeNull();
    expect(olderOrdersToPull(orders)).toBeNull();
  });
});
