import { describe, expect, it } from "vitest";
import { chartBacktestCurve } from "~/components/backtest-curve";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";

const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, wordsOf("en"));
const achieved = (coverage: number | null, stockDays: number | null) => ({
  coverage,
  stockDays,
  cycleService: null,
  fillRate: null,
});

type Judged = Parameters<typeof chartBacktestCurve>[0];

function chartOf(curve: Judged["curve"]) {
  return chartBacktestCurve({ curve, total: { promised: 0.95 } } as Judged, formats);
}

describe("the curve of stock against service", () => {
  it("has each method's stock at the service that it achieved, in the order of service", () => {
    const { points, marks } = chartOf([
      { serviceLevel: 0.9, methods: { normal: achieved(0.83, 20), calibrated: achieved(0.9, 28) } },
      { serviceLevel: 0.95, methods: { normal: achieved(0.87, 23), calibrated: achieved(0.95, 42) } },
    ]);
    expect(points.map(({ x, values }) => [x, ...values])).toEqual([
      [0.83, 20, null],
      [0.87, 23, null],
      [0.9, null, 28],
      [0.95, null, 42],
    ]);
    expect(marks).toMatchObject([{ x: 0.95 }]);
  });

  it("shows both methods where they achieved the same, such as without a calibration", () => {
    const same = achieved(0.88, 21);
    const { points } = chartOf([{ serviceLevel: 0.9, methods: { normal: same, calibrated: same } }]);
    expect(points).toMatchObject([{ x: 0.88, values: [21, 21] }]);
  });

  it("leaves out what could not be measured", () => {
    expect(
      chartOf([{ serviceLevel: 0.9, methods: { normal: achieved(null, null), calibrated: achieved(0.9, null) } }])
        .points,
    ).toEqual([]);
  });
});
