import { describe, expect, it } from "vitest";
import { planVariant, type PlanningTerms, type VariantPlanInput } from "~/planning/plan";
import { projectStock, type ProjectedDay, type StockProjection } from "~/planning/stock-projection";

const TERMS: PlanningTerms = {
  leadTimeDays: 4,
  leadTimeStdDevDays: 0,
  reviewPeriodDays: 0,
  serviceLevel: 0.95,
  coverageDays: 10,
  overstockDays: 180,
  minimumOrderQuantity: 0,
  packSize: 1,
};

/** 2 units every day, so no deviation: the reorder point is 4 · 2 = 8, the order-up-to level 8 + 10 · 2 = 28. */
const STEADY: VariantPlanInput = {
  tracked: true,
  demand: { observedDays: 90, units: 180, sumOfSquaredUnits: 360, sellingDays: 90 },
  stock: { available: 3, incoming: 2 },
  terms: TERMS,
  unitCost: null,
  today: "2026-02-26",
};

function project(changes: Partial<VariantPlanInput> = {}): StockProjection {
  const projection = projectStock(planVariant({ ...STEADY, ...changes }));
  if ("kind" in projection) throw new Error(`There is no projection: ${projection.kind}`);
  return projection;
}

function valuesOf({ days }: StockProjection, value: Exclude<keyof ProjectedDay, "day">, count: number): number[] {
  return days.slice(0, count).map((day) => day[value]);
}

describe("projected stock", () => {
  it("falls by the mean to 0, and rises by the order and what is incoming after the lead time, as in the docstring", () => {
    const projection = project();
    expect(projection.days.slice(0, 6)).toEqual([
      { day: "2026-02-26", available: 3, position: 5, withOrder: 3 },
      { day: "2026-02-27", available: 1, position: 3, withOrder: 1 },
      { day: "2026-02-28", available: 0, position: 1, withOrder: 0 },
      { day: "2026-03-01", available: 0, position: 0, withOrder: 0 },
      { day: "2026-03-02", available: 0, position: 0, withOrder: 25 },
      { day: "2026-03-03", available: 0, position: 0, withOrder: 23 },
    ]);
    expect(projection.arrivalDay).toBe("2026-03-02");
  });

  it("keeps what customers are owed until something arrives", () => {
    // The position is −6 + 2, so 32 are ordered: −6 + 2 + 32 = 28.
    const projection = project({ stock: { available: -6, incoming: 2 } });
    expect(valuesOf(projection, "available", 6)).toEqual([-6, -6, -6, -6, -6, -6]);
    expect(valuesOf(projection, "position", 3)).toEqual([-4, -4, -4]);
    expect(valuesOf(projection, "withOrder", 6)).toEqual([-6, -6, -6, -6, 28, 26]);
  });

  it("has an order of a lead time that is no whole number of days arrive at the beginning of the next one", () => {
    const projection = project({ terms: { ...TERMS, leadTimeDays: 2.5 } });
    expect(projection.arrivalDay).toBe("2026-03-01");
    // Position 5 = the reorder point 2.5 · 2; up to 25, so 20 are ordered: 0 + 2 + 20 on day 3.
    expect(valuesOf(projection, "withOrder", 5)).toEqual([3, 1, 0, 22, 20]);
  });

  it("is that of the stock alone while no order is due and nothing is incoming", () => {
    const projection = project({ stock: { available: 28, incoming: 0 } });
    const available = valuesOf(projection, "available", 20);
    expect(available.slice(0, 3)).toEqual([28, 26, 24]);
    expect(valuesOf(projection, "position", 20)).toEqual(available);
    expect(valuesOf(projection, "withOrder", 20)).toEqual(available);
  });

  it("finds the day on which the position comes down to the reorder point", () => {
    expect(project({ stock: { available: 28, incoming: 0 } }).orderDay).toBe("2026-03-08"); // (28 − 8) / 2 = 10 days
    expect(project({ stock: { available: 20, incoming: 9 } }).orderDay).toBe("2026-03-08"); // ⌊10.5⌋
    expect(project().orderDay).toBe("2026-02-26");
  });

  it("reaches a week beyond the cycle and the stock, but 28 to 365 days", () => {
    const horizonOf = (changes: Partial<VariantPlanInput>) => project(changes).days.length - 1;
    expect(horizonOf({})).toBe(28); // 4 + 10 + 7 would be 21
    expect(horizonOf({ terms: { ...TERMS, leadTimeDays: 20.5, reviewPeriodDays: 7, coverageDays: 30 } })).toBe(65);
    expect(horizonOf({ stock: { available: 101, incoming: 0 } })).toBe(58); // ⌈50.5⌉ + 7
    expect(horizonOf({ stock: { available: 10_000, incoming: 0 } })).toBe(365);
  });

  it.each<[string, Partial<VariantPlanInput>, object]>([
    ["untracked", { tracked: false }, { kind: "untracked" }],
    [
      "without sales",
      { demand: { observedDays: 90, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 } },
      { kind: "no-sales" },
    ],
    [
      "of one day",
      { demand: { observedDays: 1, units: 2, sumOfSquaredUnits: 4, sellingDays: 1 } },
      { kind: "insufficient-history", observedDays: 1 },
    ],
  ])("is absent for a variant that is %s", (_, changes, absence) => {
    expect(projectStock(planVariant({ ...STEADY, ...changes }))).toEqual(absence);
  });
});
