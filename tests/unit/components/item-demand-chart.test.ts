import { describe, expect, it } from "vitest";
import { chartDemand } from "~/components/item-demand-chart";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import type { ItemDemandHistory } from "~/reports/item-report";
import { reorderRow } from "./reorder-rows";

const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, wordsOf("en"));

/** Two days before a window of four, of which the second and third are out of stock: 3 + 1 units in 2 observed days. */
const history: ItemDemandHistory = {
  days: [
    { day: "2026-03-04", units: 2, outOfStock: false },
    { day: "2026-03-05", units: 0, outOfStock: true },
    { day: "2026-03-06", units: 3, outOfStock: false },
    { day: "2026-03-07", units: 0, outOfStock: true },
    { day: "2026-03-08", units: 0, outOfStock: true },
    { day: "2026-03-09", units: 1, outOfStock: false },
  ],
  windowDays: 4,
};
const row = reorderRow({ meanDailyDemand: 2, unitsSold: 4, observedDays: 2, windowEnd: "2026-03-09" });

describe("the chart of daily demand", () => {
  it("marks the window and each run of days out of stock", () => {
    expect(chartDemand(row, history, formats).bands).toEqual([
      { from: 1.5, to: 5.5, label: "Demand window", fill: "tint" },
      { from: 0.5, to: 1.5, label: "Out of stock", fill: "hatch" },
      { from: 2.5, to: 4.5, label: "Out of stock", fill: "hatch" },
    ]);
  });

  it("has a bar a day, and says of each what the marks show", () => {
    const { points, x } = chartDemand(row, history, formats);
    expect(points.map((point) => [x.write(point.x), point.values[0], point.note])).toEqual([
      ["4 Mar 2026", 2, "Before the window"],
      ["5 Mar 2026", 0, "Out of stock, before the window"],
      ["6 Mar 2026", 3, undefined],
      ["7 Mar 2026", 0, "Out of stock"],
      ["8 Mar 2026", 0, "Out of stock"],
      ["9 Mar 2026", 1, undefined],
    ]);
  });

  it("sums up the window alone", () => {
    const { summary, marks } = chartDemand(row, history, formats);
    expect(summary).toBe("4 units sold on 2 of the 4 days to 9 Mar 2026. Out of stock on 2 days, which do not count.");
    expect(marks).toEqual([{ y: 2, label: "Mean: 2 a day", look: "second" }]);
  });

  it("has no mean to show where nothing was sold", () => {
    const nothing = history.days.map((day) => ({ ...day, units: 0, outOfStock: false }));
    const chart = chartDemand(
      reorderRow({ meanDailyDemand: 0, unitsSold: 0, windowEnd: "2026-03-09" }),
      { days: nothing, windowDays: 4 },
      formats,
    );
    expect(chart.summary).toBe("Nothing was sold in the 4 days to 9 Mar 2026.");
    expect(chart.marks).toEqual([]);
  });
});
