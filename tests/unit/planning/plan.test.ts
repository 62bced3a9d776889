import { describe, expect, it } from "vitest";
import { demandWindow, summarizeDemand } from "~/planning/demand";
import { planVariant } from "~/planning/plan";
import type { PlanningTerms, VariantPlanInput } from "~/planning/plan";
import { PlanningInputError } from "~/planning/planning-input-error";
import { relativeDifference } from "./relative-difference";

const TERMS: PlanningTerms = {
  leadTimeDays: 14,
  leadTimeStdDevDays: 0,
  reviewPeriodDays: 0,
  serviceLevel: 0.95,
  coverageDays: 30,
  overstockDays: 180,
  minimumOrderQuantity: 1,
  packSize: 1,
};

/** The worked example: reorder point 26.3779, so 27; order up to 57. */
const EXAMPLE: VariantPlanInput = {
  tracked: true,
  demand: { observedDays: 90, units: 90, sumOfSquaredUnits: 450, sellingDays: 30 },
  stock: { available: 20, incoming: 0 },
  terms: TERMS,
  unitCost: 2.5,
  today: "2026-03-10",
};

const NO_SALES = { observedDays: 90, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 };

function planWith(changes: Partial<VariantPlanInput>) {
  return planVariant({ ...EXAMPLE, ...changes });
}

function planWithStock(available: number, incoming = 0) {
  return planWith({ stock: { available, incoming } });
}

describe("planVariant", () => {
  it("plans the example of its docstring", () => {
    const plan = planVariant(EXAMPLE);
    expect(plan).toMatchObject({
      method: "normal",
      status: "reorder-now",
      meanDailyDemand: 1,
      leadTimeDemand: 14,
      reorderPoint: 27,
      orderUpToLevel: 57,
      inventoryPosition: 20,
      suggestedOrderQuantity: 37,
      orderValue: 92.5,
      daysOfCover: 20,
      projectedStockoutDate: "2026-03-30",
    });
    // √((90·450 − 90²) / (90·89)) = √(360/89) and z(0.95) = 1.6448536269514729, by hand.
    expect(relativeDifference(plan.demandStdDev, Math.sqrt(360 / 89))).toBeLessThan(1e-15);
    const safetyStock = 1.6448536269514729 * Math.sqrt((360 / 89) * 14);
    expect(relativeDifference(plan.safetyStock, safetyStock)).toBeLessThan(1e-14);
    expect(relativeDifference(plan.exactReorderPoint, 14 + safetyStock)).toBeLessThan(1e-14);
    expect(plan.exactReorderPoint).toBeCloseTo(26.3779, 4);
  });

  it("carries its inputs", () => {
    expect(planVariant(EXAMPLE).inputs).toEqual(EXAMPLE);
  });

  it("counts incoming units into the position but not into the cover", () => {
    expect(planWithStock(20, 10)).toMatchObject({ inventoryPosition: 30, suggestedOrderQuantity: 0, daysOfCover: 20 });
  });

  it("orders what oversold stock owes, and says it ran out today", () => {
    expect(planWithStock(-3)).toMatchObject({
      status: "out-of-stock",
      inventoryPosition: -3,
      suggestedOrderQuantity: 60,
      daysOfCover: -3,
      projectedStockoutDate: "2026-03-10",
    });
  });

  it("orders whole packs, at least the minimum", () => {
    const terms = { ...TERMS, minimumOrderQuantity: 40, packSize: 12 };
    expect(planWith({ terms })).toMatchObject({ suggestedOrderQuantity: 48, orderValue: 120 });
  });

  it("suggests and foresees nothing of what is excluded, whatever else holds of it", () => {
    const excluded = { kind: "excluded" };
    for (const tracked of [true, false]) {
      expect(planWith({ isExcluded: true, tracked, stock: { available: 0, incoming: 0 } })).toMatchObject({
        status: "excluded",
        reorderPoint: 27,
        suggestedOrderQuantity: excluded,
        orderValue: excluded,
        daysOfCover: excluded,
        projectedStockoutDate: excluded,
      });
    }
  });

  it("has no order value without a cost, and one of 0 for no order", () => {
    expect(planWith({ unitCost: null })).toMatchObject({
      suggestedOrderQuantity: 37,
      orderValue: { kind: "no-unit-cost" },
    });
    expect(planWithStock(40).orderValue).toBe(0);
  });

  it("keeps stock for the wait until the next occasion to order", () => {
    const weekly = planWith({ terms: { ...TERMS, leadTimeDays: 7, reviewPeriodDays: 7 } });
    expect(weekly).toMatchObject({ leadTimeDemand: 14, reorderPoint: 27, orderUpToLevel: 57 });
  });
});

describe("what does not exist", () => {
  it("is levels of 0 without sales, but neither cover nor a stockout", () => {
    expect(planWith({ demand: NO_SALES, stock: { available: 5, incoming: 0 } })).toMatchObject({
      status: "no-sales",
      meanDailyDemand: 0,
      demandStdDev: 0,
      leadTimeDemand: 0,
      safetyStock: 0,
      reorderPoint: 0,
      orderUpToLevel: 0,
      suggestedOrderQuantity: 0,
      orderValue: 0,
      daysOfCover: { kind: "no-sales" },
      projectedStockoutDate: { kind: "no-sales" },
    });
  });

  it("is the deviation and all that needs it for a variant created yesterday", () => {
    const window = demandWindow({ today: EXAMPLE.today, windowDays: 90, createdDay: "2026-03-09" });
    const absence = { kind: "insufficient-history", observedDays: 1 };
    expect(planWith({ demand: summarizeDemand([4], window.days) })).toMatchObject({
      status: "insufficient-history",
      meanDailyDemand: 4,
      demandStdDev: absence,
      leadTimeDemand: 56,
      safetyStock: absence,
      exactReorderPoint: absence,
      reorderPoint: absence,
      orderUpToLevel: absence,
      suggestedOrderQuantity: absence,
      orderValue: absence,
      daysOfCover: 5,
      projectedStockoutDate: "2026-03-15",
    });
  });

  it("is everything but the position for a variant created today", () => {
    const window = demandWindow({ today: EXAMPLE.today, windowDays: 90, createdDay: "2026-03-10" });
    const absence = { kind: "insufficient-history", observedDays: 0 };
    expect(planWith({ demand: summarizeDemand([], window.days) })).toMatchObject({
      status: "insufficient-history",
      inventoryPosition: 20,
      meanDailyDemand: absence,
      demandStdDev: absence,
      leadTimeDemand: absence,
      reorderPoint: absence,
      suggestedOrderQuantity: absence,
      daysOfCover: absence,
      projectedStockoutDate: absence,
    });
  });

  it("is suggestion and cover of untracked stock, which cannot run out", () => {
    const absence = { kind: "untracked" };
    expect(planWith({ tracked: false, stock: { available: 0, incoming: 0 } })).toMatchObject({
      status: "untracked",
      meanDailyDemand: 1,
      reorderPoint: 27,
      suggestedOrderQuantity: absence,
      orderValue: absence,
      daysOfCover: absence,
      projectedStockoutDate: absence,
    });
  });

  it("is the date of a stockout that no calendar holds", () => {
    expect(planWithStock(1_000_000_000)).toMatchObject({
      status: "overstock",
      daysOfCover: 1_000_000_000,
      projectedStockoutDate: { kind: "beyond-calendar", daysOfCover: 1_000_000_000 },
    });
  });
});

describe("status", () => {
  it("is out of stock when none is available and it sold, even if enough is incoming", () => {
    expect(planWithStock(0)).toMatchObject({ status: "out-of-stock", suggestedOrderQuantity: 57 });
    expect(planWithStock(0, 28)).toMatchObject({ status: "out-of-stock", suggestedOrderQuantity: 0 });
  });

  it("is out of stock before insufficient history, which is before no sales", () => {
    const oneDay = summarizeDemand([4], 1);
    expect(planWith({ demand: oneDay, stock: { available: 0, incoming: 0 } }).status).toBe("out-of-stock");
    expect(planWith({ demand: summarizeDemand([], 1), stock: { available: 0, incoming: 0 } }).status).toBe(
      "insufficient-history",
    );
  });

  it("is no-sales without sales, whatever the stock", () => {
    for (const available of [-1, 0, 1, 1_000_000]) {
      expect(planWith({ demand: NO_SALES, stock: { available, incoming: 0 } }).status).toBe("no-sales");
    }
  });

  // The reorder point is 27 and a day sells 1, so 34 is 7 days above it; 180 days of cover are 180 units.
  it.each([
    { available: 1, status: "reorder-now" },
    { available: 27, status: "reorder-now" },
    { available: 28, status: "reorder-soon" },
    { available: 34, status: "reorder-soon" },
    { available: 35, status: "healthy" },
    { available: 180, status: "healthy" },
    { available: 181, status: "overstock" },
  ])("with $available available is $status", ({ available, status }) => {
    expect(planWithStock(available).status).toBe(status);
  });

  it("goes by the position: units on their way make a low stock healthy", () => {
    expect(planWithStock(1, 34).status).toBe("healthy");
  });

  it("calls the cover of what is available, not of what is incoming, overstock", () => {
    expect(planWithStock(180, 500).status).toBe("healthy");
  });

  it("asks to reorder before it speaks of overstock", () => {
    // A lead time of 300 days needs more than 300 units; 200 available last 200 days.
    expect(planWith({ terms: { ...TERMS, leadTimeDays: 300 }, stock: { available: 200, incoming: 0 } }).status).toBe(
      "reorder-now",
    );
  });

  it("is no victim of rounding: 7 days of demand are 7 days", () => {
    // 10 units in 70 days, once a day: σ = √((70·10 − 100) / (70·69)), reorder point 2 + 1.6449·0.3525·√14 = 4.17, so 5.
    // 7 days sell 1 unit: 6 is soon, 7 is not.
    const demand = { observedDays: 70, units: 10, sumOfSquaredUnits: 10, sellingDays: 10 };
    expect(planWith({ demand, stock: { available: 6, incoming: 0 } })).toMatchObject({
      reorderPoint: 5,
      status: "reorder-soon",
    });
    expect(planWith({ demand, stock: { available: 7, incoming: 0 } }).status).toBe("healthy");
  });
});

describe("what cannot be planned", () => {
  it.each<[string, Partial<VariantPlanInput>]>([
    ["The lead time in days must be a finite number more than 0; it is 0.", { terms: { ...TERMS, leadTimeDays: 0 } }],
    ["The service level must be at least 0.5 and less than 1; it is 1.", { terms: { ...TERMS, serviceLevel: 1 } }],
    [
      "The service level must be at least 0.5 and less than 1; it is 0.49.",
      { terms: { ...TERMS, serviceLevel: 0.49 } },
    ],
    [
      "The standard deviation of the lead time in days must be a finite number, 0 or more; it is -1.",
      { terms: { ...TERMS, leadTimeStdDevDays: -1 } },
    ],
    ["The review period in days must be", { terms: { ...TERMS, reviewPeriodDays: -1 } }],
    ["The coverage in days must be", { terms: { ...TERMS, coverageDays: Infinity } }],
    [
      "The overstock limit in days must be a finite number more than 0; it is 0.",
      { terms: { ...TERMS, overstockDays: 0 } },
    ],
    ["The pack size must be a whole number of units, 1 or more; it is 0.", { terms: { ...TERMS, packSize: 0 } }],
    ["The minimum order quantity must be", { terms: { ...TERMS, minimumOrderQuantity: 0.5 } }],
    ["The available quantity must be a whole number of units; it is 1.5.", { stock: { available: 1.5, incoming: 0 } }],
    ["The incoming quantity must be", { stock: { available: 1, incoming: NaN } }],
    ["The unit cost must be a finite amount, 0 or more; it is -1.", { unitCost: -1 }],
    ["The observed days must be", { demand: { ...NO_SALES, observedDays: -1 } }],
    [
      "The sum of squared daily units must be",
      { demand: { observedDays: 2, units: 10, sumOfSquaredUnits: 49, sellingDays: 2 } },
    ],
    ["The day must be a calendar day such as 2026-03-07", { today: "2026-02-30" }],
  ])("is rejected: %s", (message, changes) => {
    expect(() => planWith(changes)).toThrow(message);
  });

  it("is rejected for a variant without history too", () => {
    const demand = { ...NO_SALES, observedDays: 0 };
    expect(() => planWith({ demand, terms: { ...TERMS, serviceLevel: 1 } })).toThrow(PlanningInputError);
  });

  it("says what, the value and what is allowed, for programs too", () => {
    const error = new PlanningInputError("service level", 1, "at least 0.5 and less than 1");
    expect(() => planWith({ terms: { ...TERMS, serviceLevel: 1 } })).toThrow(error);
    expect(error).toMatchObject({ input: "service level", value: 1, allowed: "at least 0.5 and less than 1" });
  });
});
