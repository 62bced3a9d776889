import { describe, expect, it } from "vitest";
import { curveThrough, logValueAtScore, valueAtScore } from "../../../../sandbox/store/percentile-curve";

const curve = curveThrough([10, 20, 40, 80, 160]);

describe("percentile curves", () => {
  it("pass through the percentiles: the median is at score 0, the 90th percentile at 1.281552", () => {
    expect(valueAtScore(curve, 0)).toBeCloseTo(40, 9);
    expect(valueAtScore(curve, 1.281552)).toBeCloseTo(160, 9);
    expect(logValueAtScore(curve, -0.67449)).toBeCloseTo(20, 9);
  });

  it("lie half way between two percentiles at half the distance", () => {
    expect(valueAtScore(curve, 0.67449 / 2)).toBeCloseTo(60, 9);
    expect(logValueAtScore(curve, 0.67449 / 2)).toBeCloseTo(Math.sqrt(40 * 80), 9);
  });

  it("go on beyond the outer percentiles, by factors on the logarithmic scale", () => {
    const oneStepOn = 1.281552 + (1.281552 - 0.67449);
    expect(valueAtScore(curve, oneStepOn)).toBeCloseTo(240, 9);
    expect(logValueAtScore(curve, oneStepOn)).toBeCloseTo(320, 9);
  });
});
