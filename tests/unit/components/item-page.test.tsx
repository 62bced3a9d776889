import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ItemPage } from "~/components/item-page";
import type { ItemLevel } from "~/components/item-levels-table";
import { recoverPlanInputs } from "~/planning/plan-columns";
import type { ReorderRow } from "~/reports/reorder-row";
import { renderInPolaris } from "./render-in-polaris";
import { newVariantRow, reorderRow } from "./reorder-rows";

const warehouse: ItemLevel = {
  locationId: "31",
  location: "Warehouse",
  active: true,
  countsInPlanning: true,
  available: 10,
  onHand: 12,
  committed: 2,
  incoming: 0,
  reserved: 0,
};

/** The page of a variant that has no history yet. */
function renderPage(row: ReorderRow, levels: ItemLevel[]) {
  const planInputs = recoverPlanInputs(row, { overstockDays: 180, today: "2026-03-10" });
  const history = { days: [], windowDays: 0 };
  const inputs = { planInputs, history, pastPlans: [], stockKnownFrom: "2026-02-20" };
  renderInPolaris(
    <ItemPage row={row} levels={levels} backAction={{ content: "Reorder list", url: "/app" }} {...inputs} />,
  );
}

describe("ItemPage", () => {
  it("gives the answer first, then how it is worked out", () => {
    renderPage(reorderRow(), [warehouse]);
    expect(screen.getByRole("heading", { name: "Order 155 units now." })).toBeDefined();
    expect(screen.getByText("44.8 + 25.23 = 70.03, rounded up to 71.")).toBeDefined();
    expect(screen.getByText("20 Feb 2026")).toBeDefined();
    expect(screen.getByRole("link", { name: "Northlight" }).getAttribute("href")).toBe("/app/vendors/7");
  });

  it("says once that stock is not tracked, and compares none with a reorder point", () => {
    const planned = { suggestedOrderQuantity: null, orderValue: null, daysOfCover: null, projectedStockoutDate: null };
    renderPage(reorderRow({ status: "untracked", ...planned }), [warehouse]);
    const answer = screen.getByRole("heading", { name: /^No order can be suggested\./ }).parentElement;
    expect(answer?.textContent).toBe("No order can be suggested. Shopify does not track this variant's stock.");
    expect(screen.queryByText(/^You have .* reorder point/)).toBeNull();
  });

  it("adds up the locations that count, and marks those that do not", () => {
    const levels = [
      warehouse,
      { ...warehouse, locationId: "32", location: "Shop floor", available: 2 },
      { ...warehouse, locationId: "33", location: "Repairs", available: 500, countsInPlanning: false },
      { ...warehouse, locationId: "34", location: "Old shop", available: 70, active: false },
    ];
    renderPage(reorderRow(), levels);
    const totals = screen.getByText("Counted in the plan").closest("tr");
    if (!totals) throw new Error("There is no line of totals");
    expect(within(totals).getAllByRole("cell")[0]?.textContent).toBe("12");
    expect(screen.getByText("Not counted")).toBeDefined();
    expect(screen.getByText("Deactivated")).toBeDefined();
  });

  it("explains each missing number of a variant without history", () => {
    renderPage(newVariantRow(), []);
    expect(screen.getByRole("heading", { name: /^No order can be suggested/ })).toBeDefined();
    expect(screen.getByText("No location stocks this variant.")).toBeDefined();
    expect(screen.getByText(/^No complete day of this variant is known yet/)).toBeDefined();
    expect(
      screen.getByText("The stock can't be projected. Only 0 days of history; planning needs at least 2."),
    ).toBeDefined();
    expect(screen.queryByText(/NaN|Infinity|undefined|null/)).toBeNull();
  });
});
