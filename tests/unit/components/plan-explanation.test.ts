import { describe, expect, it } from "vitest";
import { explainPlan, summarisePlan } from "~/components/plan-explanation";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import type { ReorderRow } from "~/reports/reorder-row";
import { newVariantRow, reorderRow } from "./reorder-rows";

const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, wordsOf("en"));

function sentences(row: ReorderRow): Record<string, string> {
  return Object.fromEntries(explainPlan(row, formats).map((step) => [step.title, step.sentence]));
}

describe("explainPlan", () => {
  it("tells what the replayed sales taught a calibrated plan, and at which level the shop sells", () => {
    // 1.08 × (44.8 + 3.1 × 14.2) = 1.08 × 88.82 = 95.9256, of which 51.1256 lie beyond the lead time's demand.
    const calibrated = reorderRow({
      method: "calibrated",
      leadTimeDemandStdDev: 14.2,
      safetyFactor: 3.1,
      demandLevel: 1.08,
      safetyStock: 51.1256,
      exactReorderPoint: 95.9256,
      reorderPoint: 96,
    });
    const learnt =
      "The demand of 14 days in a row varies by 14.2. Replayed on your own sales, items that sell like this one needed 3.1 " +
      "times as much to be covered in 95% of lead times: ";
    expect(sentences(calibrated)["Safety stock"]).toBe(
      learnt +
        "3.1 × 14.2; and your shop now sells 1.08 times what its demand windows say, so 1.08 × (44.8 + 3.1 × 14.2) − 44.8 = 51.13.",
    );
    const steady = { ...calibrated, demandLevel: 1, safetyStock: 44.02 };
    expect(sentences(steady)["Safety stock"]).toBe(`${learnt}3.1 × 14.2 = 44.02.`);
  });

  it("says why a plan is by the formula though the calibrated method was asked for", () => {
    const sentence = sentences(reorderRow({ calibrationGap: "short-history" }))["Safety stock"];
    expect(sentence).toMatch(/= 25\.23\. This is the formula for normal demand: two lead times of history are needed/);
  });

  it("tells a plan worked out by hand from the sales to the order", () => {
    expect(sentences(reorderRow())).toEqual({
      Demand:
        "Sells 3.2 a day on average: 288 units in the 90 days to 9 Mar 2026. From day to day it varies by 4.1 (standard deviation).",
      "Demand class": "Sold on 60 of 90 days. It sells now and then, in very different amounts.",
      "Lead-time demand": "14 days of lead time need 3.2 × 14 = 44.8.",
      "Safety stock": "Safety stock for 95% service is 1.645 × 4.1 × √14 = 25.23.",
      "Reorder point": "44.8 + 25.23 = 70.03, rounded up to 71.",
      "Available and incoming": "You have 12 available + 0 incoming = 12, below the reorder point of 71.",
      "Suggested order": "Order up to 70.03 + 30 days × 3.2 = 167, rounded up: 167 − 12 = 155.",
      "Order value": "155 × £2.10 = £325.50.",
      "Days of cover": "12 available ÷ 3.2 a day last 3.8 days, until about 13 Mar 2026.",
      "Velocity decile": "It is in the fastest tenth of the variants that sell.",
    });
  });

  it("says what days out of stock do to the mean", () => {
    // 288 units in 75 days are 3.84 a day; with the 15 days out of stock they would be 3.2.
    const row = reorderRow({ observedDays: 75, outOfStockDays: 15, meanDailyDemand: 3.84 });
    expect(sentences(row).Demand).toBe(
      "Sells 3.84 a day on average: 288 units in the 75 days to 9 Mar 2026 on which it could be sold. " +
        "From day to day it varies by 4.1 (standard deviation). " +
        "It was out of stock on 15 days of the demand window, which are left out: " +
        "without this correction it would be 3.2 a day.",
    );
  });

  it("names days out of stock as the reason for a short history", () => {
    const row = newVariantRow({ observedDays: 1, outOfStockDays: 89 });
    expect(sentences(row)["Reorder point"]).toBe(
      "Only 1 day of history, since it was out of stock on 89 days; planning needs at least 2.",
    );
  });

  it("adds the days between orders to the lead time", () => {
    const row = reorderRow({ reviewPeriodDays: 7, leadTimeDemand: 67.2 });
    expect(sentences(row)["Lead-time demand"]).toBe(
      "14 days of lead time and 7 days between orders need 3.2 × 21 = 67.2.",
    );
    expect(sentences(row)["Safety stock"]).toContain("4.1 × √21");
  });

  it("writes the formula of a lead time that varies", () => {
    // 1.645 × √(14 × 4.1² + 3.2² × 2²) = 1.644854 × √276.3 = 27.3410
    expect(sentences(reorderRow({ safetyStock: 27.341, leadTimeStdDevDays: 2 }))["Safety stock"]).toBe(
      "Safety stock for 95% service is 1.645 × √(14 × 4.1² + 3.2² × 2²) = 27.34.",
    );
  });

  it("does not speak of rounding where there is nothing to round", () => {
    const row = reorderRow({
      demandStdDev: 0,
      safetyStock: 0,
      leadTimeDemand: 42,
      exactReorderPoint: 42,
      reorderPoint: 42,
    });
    expect(sentences(row)["Reorder point"]).toBe("42 + 0 = 42.");
  });

  it("says when to order while no order is needed", () => {
    const row = reorderRow({ available: 80, suggestedOrderQuantity: 0, orderValue: 0, status: "reorder-soon" });
    expect(sentences(row)["Available and incoming"]).toBe(
      "You have 80 available + 0 incoming = 80, above the reorder point of 71.",
    );
    expect(sentences(row)["Suggested order"]).toBe("Order when available and incoming together fall to 71.");
    expect(summarisePlan(row, formats)).toBe("No order is needed today, but soon.");
  });

  it("explains the vendor's minimum and packs where they enlarge the order", () => {
    const row = reorderRow({
      available: 135,
      exactReorderPoint: 140,
      reorderPoint: 140,
      orderUpToLevel: 167,
      minimumOrderQuantity: 40,
      packSize: 12,
      suggestedOrderQuantity: 48,
    });
    expect(sentences(row)["Suggested order"]).toContain(
      "167 − 135 = 32. The smallest order is 40 units. Whole packs of 12 make it 48.",
    );
  });

  it("says where a term was set that is not the shop's", () => {
    const row = reorderRow({
      leadTimeStdDevDays: 2,
      reviewPeriodDays: 7,
      minimumOrderQuantity: 160,
      packSize: 12,
      suggestedOrderQuantity: 168,
      termSources: {
        ...reorderRow().termSources,
        leadTimeDays: "item",
        leadTimeStdDevDays: "vendor",
        reviewPeriodDays: "vendor",
        serviceLevel: "item",
        coverageDays: "vendor",
        minimumOrderQuantity: "item",
        packSize: "vendor-item",
      },
    });
    expect(sentences(row)).toMatchObject({
      "Lead-time demand": expect.stringMatching(
        /^14 days of lead time \(set for this SKU\) and 7 days between orders \(from the vendor\) need /,
      ) as string,
      "Safety stock": expect.stringMatching(
        /^Safety stock for 95% service \(set for this SKU\) is .* The lead time varies by 2 days \(from the vendor\)\.$/,
      ) as string,
      "Suggested order":
        "Order up to 70.03 + 30 days (from the vendor) × 3.2 = 167, rounded up: 167 − 12 = 155." +
        " The smallest order (set for this SKU) is 160 units." +
        " Whole packs of 12 (agreed with the vendor for this SKU) make it 168.",
    });
  });

  it("puts a negative position into parentheses, since customers are owed those units", () => {
    const row = reorderRow({ available: -5, suggestedOrderQuantity: 172, orderValue: 361.2, daysOfCover: -1.5625 });
    expect(sentences(row)["Available and incoming"]).toContain("You have -5 available + 0 incoming = -5");
    expect(sentences(row)["Suggested order"]).toContain("167 − (-5) = 172.");
    expect(sentences(row)["Days of cover"]).toBe(
      "Nothing is available to sell now: 5 units are sold already that are not there.",
    );
  });

  it("keeps a small rate readable: one unit in 90 days is 0.0111 a day", () => {
    const row = reorderRow({ meanDailyDemand: 1 / 90, unitsSold: 1, leadTimeDemand: 14 / 90 });
    expect(sentences(row).Demand).toContain("Sells 0.0111 a day on average: 1 unit in the 90 days");
    expect(sentences(row)["Lead-time demand"]).toBe("14 days of lead time need 0.0111 × 14 = 0.156.");
  });

  it("says why there are no numbers for a variant without history, and never shows a false 0", () => {
    const steps = explainPlan(newVariantRow(), formats);
    const reorderPoint = steps.find((step) => step.title === "Reorder point");
    expect(reorderPoint?.result).toEqual({ absence: "Only 0 days of history; planning needs at least 2." });
    expect(summarisePlan(newVariantRow(), formats)).toBe(
      "No order can be suggested. Only 0 days of history; planning needs at least 2.",
    );
  });

  it("says that untracked stock cannot run out", () => {
    const row = reorderRow({
      status: "untracked",
      suggestedOrderQuantity: null,
      orderValue: null,
      daysOfCover: null,
      projectedStockoutDate: null,
    });
    expect(sentences(row)["Available and incoming"]).toBe("Shopify does not track this variant's stock.");
    expect(sentences(row)["Suggested order"]).toBe("Shopify does not track this variant's stock.");
    expect(sentences(row)["Days of cover"]).toBe("Shopify does not track this variant's stock.");
  });

  it("names the missing cost as the reason for a missing value", () => {
    const row = reorderRow({ unitCost: null, orderValue: null });
    expect(sentences(row)["Order value"]).toBe("No unit cost is entered in Shopify.");
  });

  it("says that nothing was sold", () => {
    const row = reorderRow({
      status: "no-sales",
      unitsSold: 0,
      sellingDays: 0,
      demandClass: "no-sales",
      meanDailyDemand: 0,
      demandStdDev: 0,
      leadTimeDemand: 0,
      safetyStock: 0,
      exactReorderPoint: 0,
      reorderPoint: 0,
      orderUpToLevel: 0,
      available: 0,
      suggestedOrderQuantity: 0,
      orderValue: 0,
      daysOfCover: null,
      projectedStockoutDate: null,
      velocityDecile: null,
    });
    expect(sentences(row).Demand).toBe("Nothing was sold in the 90 days to 9 Mar 2026.");
    expect(sentences(row)["Demand class"]).toBe("Nothing was sold in the demand window.");
    expect(sentences(row)["Suggested order"]).toBe(
      "Nothing sells and nothing is owed to customers, so there is nothing to order.",
    );
    expect(sentences(row)["Days of cover"]).toBe("Nothing was sold in the demand window.");
  });

  it("speaks and counts in the merchant's language", () => {
    const german = createShopFormats({ locale: "de-DE", timeZone: "Europe/Berlin" }, wordsOf("de"));
    const [demand, , leadTimeDemand] = explainPlan(reorderRow(), german);
    expect(demand).toMatchObject({
      result: "3,2 am Tag",
      sentence:
        "Im Schnitt 3,2 am Tag: 288 Stück in den 90 Tagen bis zum 09.03.2026. " +
        "Von Tag zu Tag schwankt der Absatz um 4,1 (Standardabweichung).",
    });
    expect(leadTimeDemand?.sentence).toBe("14 Tage Lieferzeit brauchen 3,2 × 14 = 44,8.");
  });
});
