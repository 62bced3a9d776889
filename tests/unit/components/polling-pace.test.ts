import { describe, expect, it } from "vitest";
import { pollingPace } from "~/routes/pull/use-pull";

describe("pollingPace", () => {
  it.each([
    ["often during a first pull", { isFirst: true, underWay: true, failed: false }, 1_500],
    ["now and then during a refresh", { isFirst: false, underWay: true, failed: false }, 5_000],
    [
      "slowly after a failed first pull, which may go on by itself",
      { isFirst: true, underWay: false, failed: true },
      10_000,
    ],
    ["slowly after a failed refresh", { isFirst: false, underWay: false, failed: true }, 10_000],
  ])("asks %s", (_, pull, intervalMs) => {
    expect(pollingPace(pull)).toEqual({ active: true, intervalMs });
  });

  it("asks no more while all is well", () => {
    expect(pollingPace({ isFirst: false, underWay: false, failed: false }).active).toBe(false);
  });
});
