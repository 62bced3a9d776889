import { describe, expect, it } from "vitest";
import { chartStock } from "~/components/item-stock-chart";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import { planVariant, type VariantPlanInput } from "~/planning/plan";
import { projectStock } from "~/planning/stock-projection";

const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, wordsOf("en"));

/** 2 units every day: the reorder point is 14 · 2 = 28, the order-up-to level 28 + 10 · 2 = 48. */
function chartOf(stock: VariantPlanInput["stock"]) {
  const plan = planVariant({
    tracked: true,
    demand: { observedDays: 90, units: 180, sumOfSquaredUnits: 360, sellingDays: 90 },
    stock,
    terms: {
      leadTimeDays: 14,
      leadTimeStdDevDays: 0,
      reviewPeriodDays: 0,
      serviceLevel: 0.95,
      coverageDays: 10,
      overstockDays: 180,
      minimumOrderQuantity: 0,
      packSize: 1,
    },
    unitCost: null,
    today: "2026-03-10",
  });
  const projection = projectStock(plan);
  if ("kind" in projection) throw new Error(`There is no projection: ${projection.kind}`);
  return chartStock(plan, projection, formats);
}

const labels = (things: readonly { label: string }[] = []) => things.map(({ label }) => label);

describe("the chart of projected stock", () => {
  it("says when the stock runs out and how much later an order of today arrives", () => {
    const chart = chartOf({ available: 20, incoming: 0 });
    expect(chart.summary).toBe(
      "At the mean daily demand, what is available runs out about 20 Mar 2026. " +
        "An order of 28 units placed today arrives about 24 Mar 2026, 4 days later.",
    );
    expect(labels(chart.series)).toEqual(["Available", "With the suggested order"]);
    expect(labels(chart.marks)).toEqual(["Reorder point: 28", "Order up to: 48", "Runs out: 20 Mar"]);
  });

  it("draws what is incoming apart, and says that nobody knows when it arrives", () => {
    const chart = chartOf({ available: 20, incoming: 5 });
    expect(labels(chart.series)).toEqual(["Available", "If incoming were here", "With the suggested order"]);
    expect(chart.summary).toContain(
      "Shopify does not say when the 5 incoming units arrive: one line counts them as here today, another as here when the order is.",
    );
    const [today] = chart.points;
    expect(today?.values).toEqual([20, 25, 20]);
    // 20 units are gone by then; 5 are incoming, and 48 − 25 = 23 are ordered.
    expect(chart.points[14]).toEqual({ x: 14, values: [0, 0, 28], note: "The order arrives" });
  });

  it("says when to order next where no order is due", () => {
    const chart = chartOf({ available: 60, incoming: 0 });
    expect(chart.summary).toBe(
      "At the mean daily demand, what is available runs out about 9 Apr 2026. " +
        "The next order is due about 26 Mar 2026.",
    );
    expect(labels(chart.series)).toEqual(["Available"]);
    expect(labels(chart.marks)).toEqual([
      "Reorder point: 28",
      "Order up to: 48",
      "Runs out: 9 Apr",
      "Order due: 26 Mar",
    ]);
    expect(chart.points.every(({ note }) => note === undefined)).toBe(true);
  });

  it("does not mark days that lie beyond the picture", () => {
    const chart = chartOf({ available: 2000, incoming: 0 });
    expect(chart.points).toHaveLength(366);
    expect(labels(chart.marks)).toEqual(["Reorder point: 28", "Order up to: 48"]);
  });

  it("has no day of running out where nothing is left", () => {
    const chart = chartOf({ available: -3, incoming: 0 });
    expect(chart.summary).toBe(
      "Nothing is available now. An order of 51 units placed today arrives about 24 Mar 2026, 14 days later.",
    );
    expect(labels(chart.marks)).toEqual(["Reorder point: 28", "Order up to: 48"]);
  });
});
