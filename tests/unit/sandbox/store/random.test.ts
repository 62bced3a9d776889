import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../sandbox/store/random";

function draw<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("createRandom", () => {
  it("repeats itself for the same seed and stream", () => {
    const once = createRandom(7, "orders");
    const again = createRandom(7, "orders");
    expect(draw(100, once.fraction)).toEqual(draw(100, again.fraction));
  });

  it("differs by seed, by stream, and by seeds that agree in their lower 32 bits", () => {
    const first = [
      createRandom(7, "orders"),
      createRandom(8, "orders"),
      createRandom(7, "stock"),
      createRandom(7 + 2 ** 32, "orders"),
    ].map((random) => random.fraction());
    expect(new Set(first).size).toBe(4);
  });

  it("spreads fractions evenly: chi-square of 100 cells stays below its 99.99% quantile", () => {
    const random = createRandom(1, "uniform");
    const cells = new Array<number>(100).fill(0);
    for (const fraction of draw(100_000, random.fraction)) {
      const cell = Math.floor(fraction * 100);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // Quantile of the chi-square distribution with 99 degrees of freedom (R: qchisq(0.9999, 99)).
    expect(chiSquare).toBeLessThan(161.3);
  });

  it("draws normal values of mean 0 and standard deviation 1", () => {
    const random = createRandom(1, "normal");
    const values = draw(100_000, random.normal);
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(values.filter((value) => value > 1.959964).length / values.length).toBeCloseTo(0.025, 2);
  });

  it("rounds to the neighbours of a number so that the mean stays", () => {
    const random = createRandom(1, "round");
    const values = draw(50_000, () => random.round(2.3));
    expect(new Set(values)).toEqual(new Set([2, 3]));
    expect(mean(values)).toBeCloseTo(2.3, 1);
  });

  it("draws integers of both ends", () => {
    const random = createRandom(1, "integer");
    expect(new Set(draw(1000, () => random.integer(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
  });

  it("shuffles without losing anything", () => {
    const items = draw(50, () => 0).map((_, index) => index);
    const shuffled = createRandom(1, "shuffle").shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((one, other) => one - other)).toEqual(items);
  });

  it("refuses to pick from nothing", () => {
    expect(() => createRandom(1, "pick").pick([])).toThrow(RangeError);
  });
});
