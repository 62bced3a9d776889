import { describe, expect, it } from "vitest";
import { demandFacts } from "../../../../sandbox/store/demand-facts";
import type { DemandShape } from "../../../../sandbox/store/demand-shape";
import { createRandom } from "../../../../sandbox/store/random";
import { drawRange } from "../../../../sandbox/store/range-demand";

const DAYS = 400;

function draw(skus: number): DemandShape[] {
  return drawRange(skus, DAYS, createRandom(1, "range"));
}

/** Expected days with a sale, summed over the SKUs. */
function countSkuDays(shapes: readonly DemandShape[]): number {
  return shapes.reduce((sum, shape) => sum + shape.shareOfDaysWithSale * DAYS, 0);
}

describe("the demand of a range", () => {
  it("grows with the number of SKUs up to the real shop's size", () => {
    const perSku = 1 - demandFacts.zeroDemandShareOfSkuDays;
    for (const skus of [1000, 3800]) {
      expect(countSkuDays(draw(skus)) / (skus * DAYS)).toBeGreaterThan(0.9 * perSku);
      expect(countSkuDays(draw(skus)) / (skus * DAYS)).toBeLessThan(1.1 * perSku);
    }
  });

  it("goes on growing beyond, but never past the real shop's and 640,000 SKU-days", () => {
    const [ten, twenty, hundred] = [10_000, 20_000, 100_000].map((skus) => countSkuDays(draw(skus)));
    expect(ten).toBeGreaterThan(1.5 * countSkuDays(draw(3800)));
    expect(twenty).toBeGreaterThan(ten ?? Infinity);
    expect(hundred).toBeLessThan(3800 * DAYS * 0.2 + 640_000);
  });

  it("keeps the fast movers of a large range as fast as the real shop's", () => {
    const fastestFirst = draw(100_000)
      .map((shape) => shape.shareOfDaysWithSale)
      .sort((one, other) => other - one);
    const fastestGroup = demandFacts.groupsFromSlowestToFastest.at(-1);
    expect(fastestFirst[150]).toBeGreaterThan(fastestGroup?.shareOfDaysWithSale[0] ?? Infinity);
  });

  it("has SKUs that never sell and SKUs launched in the last three weeks", () => {
    const shapes = draw(3800);
    expect(shapes.filter((shape) => shape.shareOfDaysWithSale === 0)).toHaveLength(114);
    const recent = shapes.filter((shape) => shape.launch > 1 - 21 / DAYS && shape.shareOfDaysWithSale > 0).length;
    expect(recent / shapes.length).toBeGreaterThan(0.01);
    expect(recent / shapes.length).toBeLessThan(0.025);
  });
});
