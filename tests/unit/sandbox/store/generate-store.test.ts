import { describe, expect, it } from "vitest";
import { generateStore } from "../../../../sandbox/store/generate-store";
import type { SandboxOrder, SandboxStore, SandboxVariant } from "../../../../sandbox/store/types";
import { startLocalClock } from "./local-time";

const NOW = new Date("2026-11-22T12:00:00Z");
const store = generateStore({ skus: 1000, now: NOW });
const localTime = startLocalClock(store.shop.ianaTimezone);

function listVariants({ products }: SandboxStore): SandboxVariant[] {
  return products.flatMap((product) => product.variants);
}

function isDemand(order: SandboxOrder): boolean {
  return !order.test && order.cancelledAt === null;
}

const variants = listVariants(store);
const demandOrders = store.orders.filter(isDemand);
const soldVariantIds = new Set(store.orders.flatMap((order) => order.lines.map((line) => line.variantId)));

describe("the generated store", () => {
  it("is the same for the same seed, size and local day, whatever the hour", () => {
    // 23:10 and 22:50 UTC of two dates: the same day in Berlin.
    const morning = generateStore({ skus: 60, seed: 5, now: new Date("2026-11-21T23:10:00Z") });
    const evening = generateStore({ skus: 60, seed: 5, now: new Date("2026-11-22T22:50:00Z") });
    expect(evening).toEqual(morning);
  });

  it("is another one for another seed", () => {
    const first = generateStore({ skus: 60, seed: 5, now: NOW });
    const second = generateStore({ skus: 60, seed: 6, now: NOW });
    expect(second.products.map((product) => product.title)).not.toEqual(first.products.map((product) => product.title));
  });

  it.each([1, 37, 1000])("has exactly %i SKUs", (skus) => {
    expect(listVariants(generateStore({ skus, now: NOW }))).toHaveLength(skus);
  });

  it.each([0, -5, 2.5, NaN])("refuses %d SKUs", (skus) => {
    expect(() => generateStore({ skus, now: NOW })).toThrow(RangeError);
  });

  it("writes ids as digits below 2^63, each used once, order lines' above 14 trillion", () => {
    const lineIds = store.orders.flatMap((order) => order.lines.map((line) => line.id));
    const ids = [
      store.shop.id,
      ...store.locations.map((location) => location.id),
      ...store.products.map((product) => product.id),
      ...variants.flatMap((variant) => [variant.id, variant.inventoryItem.id]),
      ...store.orders.map((order) => order.id),
      ...lineIds,
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[1-9]\d*$/.test(id) || BigInt(id) >= 2n ** 63n)).toEqual([]);
    expect(lineIds.filter((id) => BigInt(id) <= 14_000_000_000_000n)).toEqual([]);
  });
});

describe("the generated orders", () => {
  it("stand in order of creation, with ids and names that grow along", () => {
    const keys = store.orders.map((order) => `${order.createdAt} ${order.id} ${order.name}`);
    expect(keys).toEqual([...keys].sort());
    expect(new Set(store.orders.map((order) => order.name)).size).toBe(store.orders.length);
  });

  it("cover 400 days and end yesterday in the shop's time zone", () => {
    const dates = store.orders.map((order) => localTime(order.createdAt).date);
    expect(dates[0]).toBe("2025-10-19");
    // Yesterday, 21 November 2026, is a Saturday, and the shop rests.
    expect(dates.at(-1)).toBe("2026-11-20");
    const onMonday = generateStore({ skus: 200, now: new Date("2026-11-24T06:00:00Z") });
    expect(localTime(onMonday.orders.at(-1)?.createdAt ?? "").date).toBe("2026-11-23");
  });

  it("are never placed on a Saturday or between Christmas and the first working days of January", () => {
    const closed = store.orders
      .map((order) => localTime(order.createdAt))
      .filter(({ weekday, date }) => weekday === "Sat" || (date >= "2025-12-24" && date <= "2026-01-03"));
    expect(closed).toEqual([]);
  });

  it("come on both sides of midnight, next to the day on which the shop rests", () => {
    const times = store.orders.map((order) => localTime(order.createdAt));
    expect(times.some(({ weekday, hour, minute }) => weekday === "Fri" && hour === 23 && minute === 59)).toBe(true);
    expect(times.some(({ weekday, hour, minute }) => weekday === "Sun" && hour === 0 && minute === 0)).toBe(true);
  });

  it("come in both of the hours that the change to winter time repeats", () => {
    const repeatedHour = store.orders.filter((order) => {
      const { date, hour } = localTime(order.createdAt);
      return date === "2026-10-25" && hour === 2;
    });
    expect(repeatedHour.some((order) => order.createdAt < "2026-10-25T01:00:00Z")).toBe(true);
    expect(repeatedHour.some((order) => order.createdAt >= "2026-10-25T01:00:00Z")).toBe(true);
  });

  it("come in the last second before the change to summer time and in the first after it", () => {
    const instants = new Set(store.orders.map((order) => order.createdAt));
    expect(instants).toContain("2026-03-29T00:59:59Z");
    expect(instants).toContain("2026-03-29T01:00:00Z");
  });

  it("are cancelled in about 2 of 100 cases, with nothing left of their lines", () => {
    const cancelled = store.orders.filter((order) => order.cancelledAt !== null);
    expect(cancelled.length / store.orders.length).toBeCloseTo(0.02, 2);
    expect(cancelled.filter((order) => (order.cancelledAt ?? "") < order.createdAt)).toEqual([]);
    expect(cancelled.flatMap((order) => order.lines).filter((line) => line.currentQuantity !== 0)).toEqual([]);
  });

  it("are trials of the merchant in a few cases of a thousand", () => {
    const tests = store.orders.filter((order) => order.test);
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.length / store.orders.length).toBeLessThan(0.01);
  });

  it("have units on every line, of which some came back later", () => {
    const lines = demandOrders.flatMap((order) => order.lines);
    expect(lines.filter((line) => !Number.isInteger(line.quantity) || line.quantity < 1)).toEqual([]);
    expect(lines.filter((line) => line.currentQuantity < 0 || line.currentQuantity > line.quantity)).toEqual([]);
    const returned = lines.filter((line) => line.currentQuantity < line.quantity).length / lines.length;
    expect(returned).toBeGreaterThan(0.005);
    expect(returned).toBeLessThan(0.03);
  });

  it("refer to variants of the store, but for a few that were deleted since", () => {
    const known = new Set(variants.map((variant) => variant.id));
    const lines = store.orders.flatMap((order) => order.lines);
    expect(lines.filter((line) => line.variantId !== null && !known.has(line.variantId))).toEqual([]);
    const deleted = lines.filter((line) => line.variantId === null).length;
    expect(deleted).toBeGreaterThan(0);
    expect(deleted / lines.length).toBeLessThan(0.01);
  });

  it("were changed last at their creation or later, and not after yesterday", () => {
    const endOfYesterday = "2026-11-21T22:59:59Z";
    expect(store.orders.filter((order) => order.updatedAt < order.createdAt)).toEqual([]);
    expect(store.orders.filter((order) => order.updatedAt > endOfYesterday)).toEqual([]);
  });
});

describe("the generated catalogue", () => {
  it("was created before the first sale of each variant, products before or with their variants", () => {
    const firstSale = new Map<string, string>();
    for (const { createdAt, lines } of store.orders) {
      for (const { variantId } of lines) {
        if (variantId !== null && !firstSale.has(variantId)) firstSale.set(variantId, createdAt);
      }
    }
    expect(firstSale.size).toBeGreaterThan(900);
    expect(variants.filter((variant) => variant.createdAt >= (firstSale.get(variant.id) ?? "9999"))).toEqual([]);
    for (const product of store.products) {
      expect(product.createdAt).toBe(product.variants.map((variant) => variant.createdAt).sort()[0]);
      expect(product.updatedAt >= product.createdAt).toBe(true);
    }
  });

  it("has variants that never sold, that are days old, and that are old and sell", () => {
    const neverSold = variants.filter((variant) => !soldVariantIds.has(variant.id));
    expect(neverSold.length / variants.length).toBeCloseTo(0.03, 2);
    const daysOld = variants.filter((variant) => variant.createdAt > "2026-11-01T00:00:00Z");
    expect(daysOld.length).toBeGreaterThan(3);
    expect(variants.filter((variant) => variant.createdAt < "2025-10-01T00:00:00Z").length).toBeGreaterThan(500);
  });

  it("has products with one variant, called Default Title, and products with several of different titles", () => {
    const [single, multiple] = [
      store.products.filter((product) => product.variants.length === 1),
      store.products.filter((product) => product.variants.length > 1),
    ];
    expect(single.length).toBeGreaterThan(300);
    expect(single.flatMap((product) => product.variants).filter(({ title }) => title !== "Default Title")).toEqual([]);
    expect(multiple.length).toBeGreaterThan(20);
    for (const { id, variants: siblings } of multiple) {
      expect(new Set(siblings.map((variant) => variant.title)).size).toBe(siblings.length);
      expect(siblings.map((variant) => variant.position)).toEqual(siblings.map((_, index) => index + 1));
      expect(new Set(siblings.map((variant) => variant.productId))).toEqual(new Set([id]));
    }
  });

  it("has missing and repeated SKUs, missing barcodes and costs, and untracked variants, but few of each", () => {
    const skus = variants.map((variant) => variant.sku).filter((sku) => sku !== "");
    const blemishes = {
      missingSku: variants.length - skus.length,
      repeatedSku: skus.length - new Set(skus).size,
      missingBarcode: variants.filter((variant) => variant.barcode === null).length,
      missingCost: variants.filter((variant) => variant.inventoryItem.unitCost === null).length,
      untracked: variants.filter((variant) => !variant.inventoryItem.tracked).length,
    };
    for (const [blemish, count] of Object.entries(blemishes)) {
      expect(count, blemish).toBeGreaterThan(0);
      expect(count, blemish).toBeLessThan(200);
    }
  });

  it("has titles that spreadsheets and parsers trip over", () => {
    const titles = store.products.map((product) => product.title);
    for (const trap of [/^=/, /^-/, /^@/, /^\+/, /,/, /"/, /\p{Script=Han}/u, /<.*>/]) {
      expect(
        titles.some((title) => trap.test(title)),
        String(trap),
      ).toBe(true);
    }
  });

  it("has barcodes whose check digit fits", () => {
    const isEan13 = (barcode: string): boolean =>
      /^\d{13}$/.test(barcode) &&
      [...barcode].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
    expect(isEan13("4006381333931")).toBe(true);
    expect(variants.filter(({ barcode }) => barcode !== null && !isEan13(barcode))).toEqual([]);
  });

  it("buys below the price it sells at, both with two decimal places", () => {
    for (const { price, inventoryItem } of variants) {
      expect(price).toMatch(/^\d+\.\d{2}$/);
      if (inventoryItem.unitCost === null) continue;
      expect(inventoryItem.unitCost).toMatch(/^\d+\.\d{2}$/);
      expect(Number(inventoryItem.unitCost)).toBeLessThan(Number(price));
    }
  });
});

describe("the generated stock", () => {
  const levels = variants.flatMap((variant) => variant.inventoryItem.levels);

  it("has on hand = available + committed + reserved at every location", () => {
    expect(
      levels.filter(({ onHand, available, committed, reserved }) => onHand !== available + committed + reserved),
    ).toEqual([]);
    expect(levels.filter(({ committed, reserved, incoming }) => Math.min(committed, reserved, incoming) < 0)).toEqual(
      [],
    );
  });

  it("lies at three locations, each variant at one at least and at none twice", () => {
    const locationIds = store.locations.map((location) => location.id);
    expect(locationIds).toHaveLength(3);
    expect(new Set(levels.map((level) => level.locationId))).toEqual(new Set(locationIds));
    for (const { inventoryItem } of variants) {
      const places = inventoryItem.levels.map((level) => level.locationId);
      expect(places.length).toBeGreaterThan(0);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it("is committed where recent orders wait, reserved and incoming in some places", () => {
    expect(levels.some((level) => level.committed > 0)).toBe(true);
    expect(levels.some((level) => level.reserved > 0)).toBe(true);
    const withIncoming = levels.filter((level) => level.incoming > 0).length / variants.length;
    expect(withIncoming).toBeGreaterThan(0.05);
    expect(withIncoming).toBeLessThan(0.3);
  });

  it("is sold out in about one case of ten, oversold in some, and there in the others", () => {
    const tracked = variants.filter((variant) => variant.inventoryItem.tracked);
    const available = tracked.map((variant) =>
      variant.inventoryItem.levels.reduce((sum, level) => sum + level.available, 0),
    );
    const soldOut = available.filter((units) => units <= 0).length / available.length;
    expect(soldOut).toBeGreaterThan(0.05);
    expect(soldOut).toBeLessThan(0.15);
    expect(available.some((units) => units < 0)).toBe(true);
  });
});
