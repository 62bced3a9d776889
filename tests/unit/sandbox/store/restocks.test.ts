import { describe, expect, it } from "vitest";
import { ShopData } from "../../../../sandbox/shop-data";
import { reckonStock, sumSales } from "../../../../sandbox/stock-history";
import { generateStore } from "../../../../sandbox/store/generate-store";
import { NOW, smallStore } from "../small-store";

const store = generateStore({ skus: 600, now: new Date("2026-11-22T12:00:00Z") });
const variants = store.products.flatMap((product) => product.variants);
const sales = sumSales(store);
const data = new ShopData(store);
const reckoned = variants.map((variant) => {
  const soldOn = sales.get(variant.id) ?? new Map<string, number>();
  return {
    variant,
    soldOn,
    days: reckonStock(variant, soldOn, { data, firstDay: "2026-07-25", lastDay: "2026-11-21" }),
  };
});

describe("the generated shop's past stock", () => {
  it("ran out and came back for about a tenth of the variants that sell", () => {
    const selling = reckoned.filter(({ soldOn }) => [...soldOn.keys()].some((day) => day >= "2026-07-25"));
    const restocked = selling.filter(({ variant }) => variant.inventoryItem.restockedOn.length > 0);
    expect(restocked.length / selling.length).toBeGreaterThan(0.06);
    expect(restocked.length / selling.length).toBeLessThan(0.18);
    for (const { variant, days } of restocked) {
      const [restockedOn] = variant.inventoryItem.restockedOn;
      expect(days.find(({ day }) => day === restockedOn)).toMatchObject({ starting: 0 });
      expect(days.find(({ day }) => day === restockedOn)?.ending).toBeGreaterThan(0);
      expect(days.filter(({ starting, ending }) => starting === 0 && ending === 0).length).toBeGreaterThanOrEqual(3);
    }
  });

  it("has nothing ordered while it was out for a while", () => {
    const ordered = new Set(
      store.orders.flatMap((order) =>
        order.lines.map((line) => `${String(line.variantId)} ${order.createdAt.slice(0, 10)}`),
      ),
    );
    const outages = reckoned
      .filter(({ variant }) => variant.inventoryItem.restockedOn.length > 0)
      .flatMap(({ variant, days }) =>
        days.filter(({ starting, ending }) => starting === 0 && ending === 0).map(({ day }) => `${variant.id} ${day}`),
      );
    expect(outages.length).toBeGreaterThan(100);
    expect(outages.filter((outage) => ordered.has(outage))).toEqual([]);
  });

  it("last moved no earlier than its last sale", () => {
    const stale = reckoned.filter(({ variant, soldOn }) => {
      const lastSale = [...soldOn.keys()].sort().at(-1);
      return lastSale && variant.inventoryItem.levels.some(({ updatedAt }) => updatedAt.slice(0, 10) < lastSale);
    });
    expect(stale.map(({ variant }) => variant.sku)).toEqual([]);
  });
});

describe("a past day's stock", () => {
  it("is what there is now and what was sold since, back to a day on which goods arrived", () => {
    // TOWEL-S: −2 at the two open locations; 5 sold yesterday, 1 on 15 June.
    const small = smallStore();
    const variant = small.products[1]?.variants[0];
    if (!variant) throw new Error("The small store has no towel");
    variant.inventoryItem.restockedOn = ["2026-07-12"];
    const soldOn = sumSales(small).get(variant.id) ?? new Map<string, number>();
    expect([...soldOn]).toEqual([
      ["2026-06-15", 1],
      ["2026-07-14", 5],
    ]);
    expect(NOW.toISOString().slice(0, 10)).toBe("2026-07-15");
    const days = reckonStock(variant, soldOn, {
      data: new ShopData(small),
      firstDay: "2026-07-10",
      lastDay: "2026-07-14",
    });
    expect(days).toEqual([
      { day: "2026-07-14", starting: 3, ending: -2 },
      { day: "2026-07-13", starting: 3, ending: 3 },
      { day: "2026-07-12", starting: 0, ending: 3 },
      { day: "2026-07-11", starting: 0, ending: 0 },
      { day: "2026-07-10", starting: 0, ending: 0 },
    ]);
  });
});
