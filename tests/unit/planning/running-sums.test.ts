import { expect, it } from "vitest";
import { RunningSums } from "~/planning/running-sums";

it("running sums keep what comes after a huge value: 1 and 2 after 1e18 are 3", () => {
  const sums = new RunningSums(3);
  [1e18, 1, 2].forEach((value, period) => {
    sums.add(period, value);
  });
  expect(sums.between(1, 2)).toBe(3);
  expect(sums.between(2, 2)).toBe(2);
});
