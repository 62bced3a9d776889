import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAbsent } from "~/planning/absence";
import { summarizeDemand } from "~/planning/demand";
import { calculateLeadTimeDemand } from "~/planning/lead-time";
import { planVariant } from "~/planning/plan";
import type { VariantPlanInput } from "~/planning/plan";
import { calculateReorderPoint, roundUpToWholeUnits } from "~/planning/reorder-point";
import { calculateSafetyStock } from "~/planning/safety-stock";

const days = fc.double({ min: 0.1, max: 400, noNaN: true });
/** In thousandths: sales are counted in units, so nothing is as small as the smallest doubles. */
const units = fc.nat({ max: 100_000_000 }).map((thousandths) => thousandths / 1000);
const spreadDays = fc.nat({ max: 3000 }).map((hundredths) => hundredths / 100);
const serviceLevel = fc.double({ min: 0.5, max: 0.9999, noNaN: true });

const inputs = fc.record({
  meanDailyDemand: units,
  demandStdDev: units,
  leadTimeDays: days,
  leadTimeStdDevDays: spreadDays,
  reviewPeriodDays: fc.double({ min: 0, max: 60, noNaN: true }),
  serviceLevel,
});
type ReorderPointInputs = typeof inputs extends fc.Arbitrary<infer Value> ? Value : never;

function reorderPointOf(of: ReorderPointInputs): number {
  return calculateReorderPoint(calculateLeadTimeDemand(of), calculateSafetyStock(of));
}

const RELATIVE_NOISE = 1e-12;

describe("the reorder point", () => {
  it.each<[keyof ReorderPointInputs, fc.Arbitrary<number>]>([
    ["serviceLevel", serviceLevel],
    ["leadTimeDays", days],
    ["reviewPeriodDays", fc.double({ min: 0, max: 60, noNaN: true })],
    ["leadTimeStdDevDays", spreadDays],
    ["meanDailyDemand", units],
    ["demandStdDev", units],
  ])("never falls as %s rises", (input, values) => {
    fc.assert(
      fc.property(inputs, values, values, (of, one, other) => {
        const lower = reorderPointOf({ ...of, [input]: Math.min(one, other) });
        const higher = reorderPointOf({ ...of, [input]: Math.max(one, other) });
        expect(higher).toBeGreaterThanOrEqual(lower * (1 - RELATIVE_NOISE));
      }),
    );
  });

  it("never lies below the demand of the lead time", () => {
    fc.assert(
      fc.property(inputs, (of) => {
        expect(reorderPointOf(of)).toBeGreaterThanOrEqual(calculateLeadTimeDemand(of));
      }),
    );
  });

  it("is measured in units: k times the demand has k times the reorder point", () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 0.001, max: 1000, noNaN: true }), (of, k) => {
        const scaled = reorderPointOf({
          ...of,
          meanDailyDemand: of.meanDailyDemand * k,
          demandStdDev: of.demandStdDev * k,
        });
        const expected = reorderPointOf(of) * k;
        expect(Math.abs(scaled - expected)).toBeLessThanOrEqual(expected * RELATIVE_NOISE);
      }),
    );
  });
});

describe("roundUpToWholeUnits", () => {
  it("is the least whole number not below the units, but for noise", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (exact) => {
        const whole = roundUpToWholeUnits(exact);
        expect(Number.isInteger(whole)).toBe(true);
        expect(whole).toBeGreaterThanOrEqual(exact - 1.0001e-9);
        expect(whole - 1).toBeLessThan(exact);
      }),
    );
  });
});

const unitsOnSellingDays = fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 90 });
const planInputs: fc.Arbitrary<VariantPlanInput> = fc
  .record({
    tracked: fc.boolean(),
    sales: unitsOnSellingDays,
    idleDays: fc.nat({ max: 90 }),
    stock: fc.record({ available: fc.integer({ min: -500, max: 100_000 }), incoming: fc.nat({ max: 1000 }) }),
    terms: fc.record({
      leadTimeDays: days,
      leadTimeStdDevDays: spreadDays,
      reviewPeriodDays: fc.double({ min: 0, max: 60, noNaN: true }),
      serviceLevel,
      coverageDays: fc.double({ min: 0, max: 365, noNaN: true }),
      overstockDays: fc.constant(180),
      minimumOrderQuantity: fc.integer({ min: 1, max: 500 }),
      packSize: fc.integer({ min: 1, max: 144 }),
    }),
    unitCost: fc.option(fc.integer({ min: 0, max: 10_000_000 }).map((tenThousandths) => tenThousandths / 10_000)),
  })
  .map(({ sales, idleDays, ...rest }) => ({
    ...rest,
    demand: summarizeDemand(sales, sales.length + idleDays),
    today: "2026-03-10",
  }));

describe("a plan", () => {
  it("suggests whole packs that bring the position to the order-up-to level, or nothing above the reorder point", () => {
    fc.assert(
      fc.property(planInputs, (input) => {
        const { suggestedOrderQuantity, inventoryPosition, reorderPoint, orderUpToLevel } = planVariant(input);
        fc.pre(!isAbsent(suggestedOrderQuantity) && !isAbsent(reorderPoint) && !isAbsent(orderUpToLevel));
        expect(suggestedOrderQuantity % input.terms.packSize).toBe(0);
        if (inventoryPosition > reorderPoint) {
          expect(suggestedOrderQuantity).toBe(0);
        } else {
          expect(inventoryPosition + suggestedOrderQuantity).toBeGreaterThanOrEqual(orderUpToLevel);
          const isMinimum = suggestedOrderQuantity < input.terms.minimumOrderQuantity + input.terms.packSize;
          const spare = inventoryPosition + suggestedOrderQuantity - orderUpToLevel;
          expect(isMinimum || spare < input.terms.packSize).toBe(true);
        }
      }),
    );
  });

  it("holds no NaN, no Infinity and no -0", () => {
    fc.assert(
      fc.property(planInputs, (input) => {
        const { inputs: _inputs, ...results } = planVariant(input);
        for (const value of Object.values(results)) {
          if (typeof value !== "number") continue;
          expect(Number.isFinite(value)).toBe(true);
          expect(Object.is(value, -0)).toBe(false);
        }
      }),
    );
  });

  it("never changes its inputs and says the same twice", () => {
    fc.assert(
      fc.property(planInputs, (input) => {
        const before = structuredClone(input);
        expect(planVariant(input)).toEqual(planVariant(input));
        expect(input).toEqual(before);
      }),
    );
  });
});
