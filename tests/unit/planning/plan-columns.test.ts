import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeDemand } from "~/planning/demand";
import { planVariant } from "~/planning/plan";
import type { VariantPlanInput } from "~/planning/plan";
import { planColumns, recoverPlanInputs } from "~/planning/plan-columns";

const INPUT: VariantPlanInput = {
  tracked: true,
  demand: { observedDays: 4, units: 4, sumOfSquaredUnits: 4, sellingDays: 4 },
  stock: { available: 3, incoming: 2 },
  terms: {
    leadTimeDays: 9,
    leadTimeStdDevDays: 0,
    reviewPeriodDays: 0,
    serviceLevel: 0.95,
    coverageDays: 30,
    overstockDays: 180,
    minimumOrderQuantity: 6,
    packSize: 5,
  },
  unitCost: 1.5,
  today: "2026-03-10",
};

describe("planColumns", () => {
  it("holds the plan and the inputs that explain it", () => {
    // One unit every day: no deviation, so the reorder point is the 9 units of the lead time and the level is 39.
    expect(planColumns(planVariant(INPUT))).toEqual({
      status: "reorder-now",
      method: "normal",
      available: 3,
      incoming: 2,
      meanDailyDemand: 1,
      demandStdDev: 0,
      observedDays: 4,
      unitsSold: 4,
      sellingDays: 4,
      leadTimeDays: 9,
      leadTimeStdDevDays: 0,
      reviewPeriodDays: 0,
      serviceLevel: 0.95,
      coverageDays: 30,
      calibrationGap: null,
      leadTimeDemand: 9,
      leadTimeDemandStdDev: 0,
      // Φ⁻¹(0.95)
      safetyFactor: expect.closeTo(1.6448536269514729, 12) as number,
      demandLevel: 1,
      safetyStock: 0,
      exactReorderPoint: 9,
      reorderPoint: 9,
      orderUpToLevel: 39,
      suggestedOrderQuantity: 35,
      packSize: 5,
      minimumOrderQuantity: 6,
      unitCost: 1.5,
      orderValue: 52.5,
      daysOfCover: 3,
      projectedStockoutDate: "2026-03-13",
    });
  });

  it("holds how much the lead time varies, with which the safety stock is reckoned", () => {
    // z × √(9 × 0² + 1² × 2²) = 1.644854 × 2
    const columns = planColumns(planVariant({ ...INPUT, terms: { ...INPUT.terms, leadTimeStdDevDays: 2 } }));
    expect(columns.leadTimeStdDevDays).toBe(2);
    expect(columns.safetyStock).toBeCloseTo(3.289707, 6);
  });

  it("is null where the value does not exist, never 0", () => {
    const demand = { observedDays: 0, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 };
    expect(planColumns(planVariant({ ...INPUT, demand, unitCost: null }))).toMatchObject({
      status: "insufficient-history",
      meanDailyDemand: null,
      demandStdDev: null,
      leadTimeDemand: null,
      safetyStock: null,
      exactReorderPoint: null,
      reorderPoint: null,
      orderUpToLevel: null,
      suggestedOrderQuantity: null,
      unitCost: null,
      orderValue: null,
      daysOfCover: null,
      projectedStockoutDate: null,
    });
  });
});

describe("recoverPlanInputs", () => {
  it("gives back the inputs of a plan, whatever its demand", () => {
    const demands = fc
      .record({ units: fc.array(fc.nat({ max: 20_000 }), { maxLength: 400 }), otherDays: fc.nat({ max: 400 }) })
      .map(({ units, otherDays }) => summarizeDemand(units, units.length + otherDays));
    fc.assert(
      fc.property(demands, fc.boolean(), fc.integer({ min: -500, max: 5000 }), (demand, tracked, available) => {
        const inputs: VariantPlanInput = { ...INPUT, tracked, demand, stock: { available, incoming: 2 } };
        const { overstockDays } = inputs.terms;
        const columns = planColumns(planVariant(inputs));
        expect(recoverPlanInputs(columns, { overstockDays, today: inputs.today })).toEqual(inputs);
      }),
    );
  });

  it("finds the sum of squares that the deviation came from, as in the docstring", () => {
    const demand = { observedDays: 4, units: 4, sumOfSquaredUnits: 10, sellingDays: 2 };
    const columns = planColumns(planVariant({ ...INPUT, demand }));
    expect(columns.demandStdDev).toBe(Math.SQRT2);
    expect(recoverPlanInputs(columns, { overstockDays: 180, today: INPUT.today }).demand).toEqual(demand);
  });
});
