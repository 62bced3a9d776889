import { describe, expect, it } from "vitest";
import { summariseArithmetic } from "~/components/plan-summary";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import { newVariantRow, reorderRow } from "./reorder-rows";

const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, wordsOf("en"));

describe("the arithmetic of a plan in one sentence", () => {
  it("goes from the sales to the reorder point", () => {
    expect(summariseArithmetic(reorderRow(), formats)).toBe(
      "Sells 3.2 a day, varies by 4.1; 14 days' lead time needs about 45 + 25 for safety, so order at 71.",
    );
  });

  it("keeps the fractions of few units, and names the days between orders", () => {
    const row = reorderRow({
      meanDailyDemand: 0.2,
      demandStdDev: 0.5,
      leadTimeDays: 1,
      reviewPeriodDays: 2,
      leadTimeDemand: 0.6,
      safetyStock: 1.42448,
      reorderPoint: 3,
    });
    expect(summariseArithmetic(row, formats)).toBe(
      "Sells 0.2 a day, varies by 0.5; 1 day's lead time and 2 between orders need about 0.6 + 1.42 for safety, so order at 3.",
    );
  });

  it("names no safety where a calibrated plan holds less than the lead time's demand", () => {
    const row = reorderRow({ method: "calibrated", safetyStock: -3.8, reorderPoint: 41 });
    expect(summariseArithmetic(row, formats)).toBe(
      "Sells 3.2 a day, varies by 4.1; 14 days' lead time needs about 41, so order at 41.",
    );
  });

  it("is not there without history, nor without sales", () => {
    expect(summariseArithmetic(newVariantRow(), formats)).toBeNull();
    expect(summariseArithmetic(reorderRow({ unitsSold: 0, meanDailyDemand: 0 }), formats)).toBeNull();
  });
});
