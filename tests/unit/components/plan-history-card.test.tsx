import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PlanHistoryCard } from "~/components/plan-history-card";
import type { PlanChange } from "~/reports/item-report";
import { renderInPolaris } from "./render-in-polaris";

const first: PlanChange["plan"] = {
  day: "2026-03-01",
  meanDailyDemand: null,
  reorderPoint: null,
  orderUpToLevel: null,
  leadTimeDays: 14,
  leadTimeStdDevDays: 0,
  reviewPeriodDays: 0,
  serviceLevel: 0.95,
  coverageDays: 30,
  minimumOrderQuantity: 0,
  packSize: 1,
  method: "normal",
};
const second = { ...first, day: "2026-03-08", meanDailyDemand: 3.2, reorderPoint: 71, orderUpToLevel: 1167 };
const third = { ...second, day: "2026-03-09", leadTimeDays: 1, serviceLevel: 0.975, method: "calibrated" as const };

describe("PlanHistoryCard", () => {
  it("tells of each day what the plan was, and which terms were other than before", () => {
    const changes = [
      { plan: third, before: second },
      { plan: second, before: first },
      { plan: first, before: null },
    ];
    renderInPolaris(<PlanHistoryCard changes={changes} />);
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ["Day", "Reorder point", "Order up to", "Mean a day", "Method", "Terms that changed"],
      [
        "9 Mar 2026",
        "71",
        "1,167",
        "3.20",
        "Calibrated on your sales",
        "Lead time 1 day, before 14 days; Service level 97.5%, before 95%",
      ],
      ["8 Mar 2026", "71", "1,167", "3.20", "Formula for normal demand", ""],
      ["1 Mar 2026", "–", "–", "–", "Formula for normal demand", ""],
    ]);
  });

  it("says that there is none before the first plan is recorded", () => {
    renderInPolaris(<PlanHistoryCard changes={[]} />);
    expect(screen.getByText("No plan is on record yet.")).toBeDefined();
    expect(screen.queryByRole("table")).toBeNull();
  });
});
