import { describe, expect, it } from "vitest";
import { ShopChange } from "../../../sandbox/changes/shop-change";
import { ShopData } from "../../../sandbox/shop-data";
import { generateStore } from "../../../sandbox/store/generate-store";
import { Traffic } from "../../../sandbox/traffic/traffic";
import { burstSchema, trafficSchema } from "../../../sandbox/traffic/traffic-settings";
import type { Notice } from "../../../sandbox/webhooks";
import { NOW } from "./small-store";

interface TradingShop {
  data: ShopData;
  traffic: Traffic;
  /** Topic and thing of everything that subscribers would have been told. */
  told: string[];
}

function openTradingShop(webhooksPending: () => number = () => 0): TradingShop {
  const data = new ShopData(generateStore({ now: NOW, skus: 60, seed: 3 }));
  const told: string[] = [];
  const change = <Result>(command: (change: ShopChange) => Result): Result => {
    const one = new ShopChange(data, NOW);
    const result = command(one);
    told.push(...one.notices.map(({ topic, about }: Notice) => `${topic} ${about}`));
    return result;
  };
  return { data, told, traffic: new Traffic({ data, change, webhooksPending }) };
}

const burst = (changes: number, settings: object = {}) => burstSchema.parse({ changes, ...settings });

describe("a burst of trade", () => {
  it("makes as many changes as asked for, of every kind", async () => {
    const { traffic } = openTradingShop();
    const counts = await traffic.burst(burst(500, { edits: 0.3, deletions: 0.1, productChanges: 0.2 }));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  });

  it("is the same with the same seed, and another with another", async () => {
    const [one, same, other] = [openTradingShop(), openTradingShop(), openTradingShop()];
    await one.traffic.burst(burst(300, { seed: 5 }));
    await same.traffic.burst(burst(300, { seed: 5 }));
    await other.traffic.burst(burst(300, { seed: 6 }));
    expect(same.told).toEqual(one.told);
    expect(same.data.store).toEqual(one.data.store);
    expect(other.told).not.toEqual(one.told);
  });

  it("keeps the books: on hand is the sum of its states, and nothing is committed that does not wait", async () => {
    const { data, traffic } = openTradingShop();
    await traffic.burst(burst(1_000, { edits: 0.2, refunds: 0.2, cancellations: 0.2, deletions: 0.05 }));
    const waiting = new Map<string, number>();
    for (const { lines } of data.store.orders) {
      for (const { variantId, locationId, unfulfilledQuantity } of lines) {
        const item = variantId === null ? undefined : data.variant(variantId)?.inventoryItem;
        if (!item || locationId === null) continue;
        const key = `${item.id} ${locationId}`;
        waiting.set(key, (waiting.get(key) ?? 0) + unfulfilledQuantity);
      }
    }
    for (const { id, levels } of data.inventoryItems) {
      for (const { locationId, available, committed, reserved, onHand } of levels) {
        expect(onHand).toBe(available + committed + reserved);
        expect(committed, `${id} at ${locationId}`).toBe(waiting.get(`${id} ${locationId}`) ?? 0);
      }
    }
  });

  it("does not sell out: goods arrive before the last unit is sold", async () => {
    const { data, traffic } = openTradingShop();
    const counts = await traffic.burst(burst(1_500, { restocks: 0, edits: 0, productChanges: 0 }));
    const sold = data.variants.filter(({ updatedAt }) => updatedAt === "2026-07-15T12:00:00Z");
    expect(counts.restocks).toBeGreaterThan(20);
    const shelves = sold.map(({ inventoryItem }) => inventoryItem.levels[0]?.available ?? 0);
    expect(Math.min(...shelves)).toBeGreaterThanOrEqual(0);
  });

  it("waits while the app can't follow", async () => {
    let pending = 5_000;
    const { traffic, told } = openTradingShop(() => pending);
    const done = traffic.burst(burst(50));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const before = told.length;
    expect(before).toBeLessThan(10);
    pending = 0;
    await done;
    expect(told.length).toBeGreaterThan(before);
  });
});

describe("traffic", () => {
  it("places orders at the rate that was asked for, until it is stopped", async () => {
    const { traffic } = openTradingShop();
    const ordersPerSecond = 200;
    const startedMs = performance.now();
    traffic.start(trafficSchema.parse({ ordersPerSecond }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    traffic.stop();
    const dueOrders = (ordersPerSecond * (performance.now() - startedMs)) / 1_000;
    const { orders } = traffic.status.counts;
    expect(orders).toBeGreaterThan(dueOrders * 0.5);
    expect(orders).toBeLessThanOrEqual(dueOrders);
    expect(traffic.status.running).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(traffic.status.counts.orders).toBe(orders);
  });
});
