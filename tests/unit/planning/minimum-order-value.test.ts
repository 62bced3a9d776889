import { describe, expect, it } from "vitest";
import { compareWithMinimum } from "~/planning/minimum-order-value";

describe("an order's value", () => {
  it("is below the minimum by what is missing, as in the docstring", () => {
    expect(compareWithMinimum(380, 500)).toEqual({ kind: "below", by: 120 });
  });

  it("has reached the minimum when it is exactly that, or more", () => {
    expect(compareWithMinimum(500, 500)).toEqual({ kind: "reached", by: 0 });
    expect(compareWithMinimum(530, 500)).toEqual({ kind: "reached", by: 30 });
  });

  it("is compared without the noise of the arithmetic", () => {
    // 0.1 + 0.2 is a little more than 0.3 in floating point.
    expect(compareWithMinimum(0.1 + 0.2, 0.3)).toEqual({ kind: "reached", by: 0 });
  });

  it.each([null, 0])("is compared with nothing where the minimum is %s", (minimum) => {
    expect(compareWithMinimum(380, minimum)).toBeNull();
  });
});
