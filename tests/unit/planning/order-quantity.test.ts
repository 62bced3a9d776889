import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  calculateOrderUpToLevel,
  calculateOrderValue,
  roundOrderQuantity,
  suggestOrderQuantity,
} from "~/planning/order-quantity";

describe("order-up-to level", () => {
  it("adds the demand of the coverage to the unrounded reorder point, as in the docstring", () => {
    const level = { exactReorderPoint: 315.6957, meanDailyDemand: 50, coverageDays: 30 };
    expect(calculateOrderUpToLevel(level)).toBe(1816);
  });

  it("rounds once, at the end", () => {
    // 10.4 + 0.5 = 10.9, so 11; rounded on the way it would be 12.
    expect(calculateOrderUpToLevel({ exactReorderPoint: 10.4, meanDailyDemand: 0.25, coverageDays: 2 })).toBe(11);
  });

  it("is the reorder point without coverage, and 0 without sales", () => {
    expect(calculateOrderUpToLevel({ exactReorderPoint: 10.4, meanDailyDemand: 3, coverageDays: 0 })).toBe(11);
    expect(calculateOrderUpToLevel({ exactReorderPoint: 0, meanDailyDemand: 0, coverageDays: 30 })).toBe(0);
  });

  it.each([-1, NaN, Infinity])("rejects coverage of %d days", (coverageDays) => {
    expect(() => calculateOrderUpToLevel({ exactReorderPoint: 10, meanDailyDemand: 1, coverageDays })).toThrow(
      `The coverage in days must be a finite number, 0 or more; it is ${coverageDays}.`,
    );
  });
});

describe("suggested order quantity", () => {
  const order = { inventoryPosition: 7, reorderPoint: 10, orderUpToLevel: 40, minimumOrderQuantity: 1, packSize: 1 };

  it("orders what is missing, at least the minimum, in whole packs, as in the docstring", () => {
    expect(suggestOrderQuantity({ ...order, minimumOrderQuantity: 24, packSize: 12 })).toBe(36);
  });

  it("orders nothing while the position is above the reorder point", () => {
    expect(suggestOrderQuantity({ ...order, inventoryPosition: 11 })).toBe(0);
    expect(suggestOrderQuantity({ ...order, inventoryPosition: 11, minimumOrderQuantity: 50 })).toBe(0);
  });

  it("orders when the position comes down to the reorder point", () => {
    expect(suggestOrderQuantity({ ...order, inventoryPosition: 10 })).toBe(30);
  });

  it("orders what is owed too when the position is negative", () => {
    expect(suggestOrderQuantity({ ...order, inventoryPosition: -5 })).toBe(45);
  });

  it("raises a small order to the minimum, and the minimum to whole packs", () => {
    expect(suggestOrderQuantity({ ...order, minimumOrderQuantity: 50 })).toBe(50);
    expect(suggestOrderQuantity({ ...order, minimumOrderQuantity: 50, packSize: 12 })).toBe(60);
    expect(suggestOrderQuantity({ ...order, packSize: 33 })).toBe(33);
    expect(suggestOrderQuantity({ ...order, packSize: 34 })).toBe(34);
  });

  it("orders the minimum when the reorder point is also the level to order up to", () => {
    const atLevel = { ...order, inventoryPosition: 1, reorderPoint: 1, orderUpToLevel: 1 };
    expect(suggestOrderQuantity(atLevel)).toBe(1);
    expect(suggestOrderQuantity({ ...atLevel, minimumOrderQuantity: 6 })).toBe(6);
  });

  it("without demand orders what is owed, and nothing at a position of 0", () => {
    const withoutDemand = { ...order, reorderPoint: 0, orderUpToLevel: 0, minimumOrderQuantity: 6 };
    expect(suggestOrderQuantity({ ...withoutDemand, inventoryPosition: 0 })).toBe(0);
    expect(suggestOrderQuantity({ ...withoutDemand, inventoryPosition: 5 })).toBe(0);
    expect(suggestOrderQuantity({ ...withoutDemand, inventoryPosition: -8 })).toBe(8);
  });

  it("orders nothing at the level to order up to when there is no minimum", () => {
    const atLevel = { ...order, inventoryPosition: 1, reorderPoint: 1, orderUpToLevel: 1, minimumOrderQuantity: 0 };
    expect(suggestOrderQuantity(atLevel)).toBe(0);
  });

  it.each([-1, 1.5, NaN, Infinity])("rejects a minimum of %d units", (units) => {
    expect(() => suggestOrderQuantity({ ...order, minimumOrderQuantity: units })).toThrow(
      `The minimum order quantity must be a whole number of units, 0 or more; it is ${units}.`,
    );
  });

  it.each([0, -1, 1.5, NaN, Infinity])("rejects a pack of %d units", (units) => {
    expect(() => suggestOrderQuantity({ ...order, packSize: units })).toThrow(
      `The pack size must be a whole number of units, 1 or more; it is ${units}.`,
    );
  });
});

describe("a rounded quantity", () => {
  it("is whole packs, and at least the minimum, as in the docstring", () => {
    expect(roundOrderQuantity(30, { minimumOrderQuantity: 24, packSize: 12 })).toEqual({
      quantity: 36,
      reasons: ["whole-packs"],
    });
    expect(roundOrderQuantity(5, { minimumOrderQuantity: 20, packSize: 12 })).toEqual({
      quantity: 24,
      reasons: ["minimum-order-quantity", "whole-packs"],
    });
  });

  it("is what was wanted where that can be ordered as it is", () => {
    expect(roundOrderQuantity(24, { minimumOrderQuantity: 24, packSize: 12 })).toEqual({ quantity: 24, reasons: [] });
    expect(roundOrderQuantity(7, { minimumOrderQuantity: 0, packSize: 1 })).toEqual({ quantity: 7, reasons: [] });
  });

  it("is the minimum where less was wanted", () => {
    expect(roundOrderQuantity(1, { minimumOrderQuantity: 20, packSize: 1 })).toEqual({
      quantity: 20,
      reasons: ["minimum-order-quantity"],
    });
  });

  it("is nothing where nothing was wanted, whatever the minimum", () => {
    expect(roundOrderQuantity(0, { minimumOrderQuantity: 20, packSize: 12 })).toEqual({ quantity: 0, reasons: [] });
  });

  it.each([-1, 1.5, NaN, Infinity])("rejects %d wanted units", (wanted) => {
    expect(() => roundOrderQuantity(wanted, { minimumOrderQuantity: 0, packSize: 1 })).toThrow(
      `The wanted quantity must be a whole number of units, 0 or more; it is ${wanted}.`,
    );
  });

  const wanted = fc.integer({ min: 1, max: 1_000_000 });
  const sizes = fc.record({
    minimumOrderQuantity: fc.nat({ max: 1_000_000 }),
    packSize: fc.integer({ min: 1, max: 100_000 }),
  });

  it("is the smallest that the vendor sells, with a reason exactly where it is more than was wanted", () => {
    fc.assert(
      fc.property(wanted, sizes, (units, { minimumOrderQuantity, packSize }) => {
        const { quantity, reasons } = roundOrderQuantity(units, { minimumOrderQuantity, packSize });
        const least = Math.max(units, minimumOrderQuantity);
        expect(quantity % packSize).toBe(0);
        expect(quantity).toBeGreaterThanOrEqual(least);
        expect(quantity - packSize).toBeLessThan(least);
        expect(reasons.length > 0).toBe(quantity > units);
        expect(reasons.includes("minimum-order-quantity")).toBe(units < minimumOrderQuantity);
      }),
    );
  });

  it("rounded again is the same", () => {
    fc.assert(
      fc.property(wanted, sizes, (units, vendorSizes) => {
        const { quantity } = roundOrderQuantity(units, vendorSizes);
        expect(roundOrderQuantity(quantity, vendorSizes)).toEqual({ quantity, reasons: [] });
      }),
    );
  });

  it("is what the plan suggests where that much is missing", () => {
    fc.assert(
      fc.property(wanted, sizes, (missing, vendorSizes) => {
        const plan = { inventoryPosition: 10, reorderPoint: 10, orderUpToLevel: 10 + missing };
        expect(suggestOrderQuantity({ ...plan, ...vendorSizes })).toBe(
          roundOrderQuantity(missing, vendorSizes).quantity,
        );
      }),
    );
  });
});

describe("order value", () => {
  it("is quantity × unit cost, as in the docstring", () => {
    expect(calculateOrderValue(36, 1.2345)).toBe(44.442);
  });

  it("keeps no noise of the arithmetic", () => {
    // 3 · 0.1 is 0.30000000000000004 in floating point.
    expect(calculateOrderValue(3, 0.1)).toBe(0.3);
  });

  it("rounds to 4 decimals", () => {
    expect(calculateOrderValue(3, 0.33333)).toBe(1);
  });

  it("is 0 for nothing, and for what costs nothing", () => {
    expect(calculateOrderValue(0, 9.99)).toBe(0);
    expect(calculateOrderValue(12, 0)).toBe(0);
  });

  it.each([-0.01, NaN, Infinity])("rejects a unit cost of %d", (unitCost) => {
    expect(() => calculateOrderValue(1, unitCost)).toThrow("unit cost must be a finite amount, 0 or more");
  });
});
