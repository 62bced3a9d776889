import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { DecileChart } from "~/components/fast-movers/decile-chart";
import { FastMoversControl } from "~/components/fast-movers/fast-movers-control";
import { MoversCards } from "~/components/fast-movers/movers";
import type { StandingOut, VelocitySummary } from "~/reports/fast-movers";
import { renderInPolaris } from "./render-in-polaris";

// 60 of 100 units in the fastest tenth, 25 in the second, 15 in the rest.
const velocity: VelocitySummary = {
  deciles: [
    {
      decile: 1,
      skus: 25,
      units: 60,
      shareOfUnits: 0.6,
      cumulativeShareOfUnits: 0.6,
      shareOfRevenue: 0.4,
      daysOfCover: 12.3,
      stockValue: 900,
    },
    {
      decile: 2,
      skus: 25,
      units: 25,
      shareOfUnits: 0.25,
      cumulativeShareOfUnits: 0.85,
      shareOfRevenue: 0.6,
      daysOfCover: 80,
      stockValue: 50,
    },
    {
      decile: 3,
      skus: 25,
      units: 15,
      shareOfUnits: 0.15,
      cumulativeShareOfUnits: 1,
      shareOfRevenue: null,
      daysOfCover: null,
      stockValue: 0,
    },
  ],
  units: 100,
  skusWithSales: 75,
  skusWithoutSales: 48,
  noSales: { skus: 40, stockValue: 1_234 },
  stockedWithoutCost: 2,
  currency: "GBP",
};

describe("FastMoversControl", () => {
  it("says how much of the sales the chosen deciles make", () => {
    renderInPolaris(<FastMoversControl deciles={[1, 2]} velocity={velocity} onLastDecileChange={() => undefined} />);
    expect(
      screen.getByText("50 SKUs of the 75 that sell made 85% of all units sold in the demand window."),
    ).toBeDefined();
  });

  it("asks for the deciles from 1 to another one", () => {
    const onLastDecileChange = vi.fn();
    renderInPolaris(<FastMoversControl deciles={[1]} velocity={velocity} onLastDecileChange={onLastDecileChange} />);
    fireEvent.change(screen.getByLabelText("Show"), { target: { value: "3" } });
    expect(onLastDecileChange).toHaveBeenCalledExactlyOnceWith(3);
  });

  it("shows deciles out of an address that are no row from 1 on", () => {
    renderInPolaris(<FastMoversControl deciles={[2, 5]} velocity={velocity} onLastDecileChange={() => undefined} />);
    expect(screen.getByRole<HTMLSelectElement>("combobox").selectedOptions[0]?.textContent).toBe("Deciles 2, 5");
  });

  it("does not divide by no sales", () => {
    const none = { ...velocity, deciles: [], units: 0, skusWithSales: 0, skusWithoutSales: 12 };
    renderInPolaris(<FastMoversControl deciles={[1]} velocity={none} onLastDecileChange={() => undefined} />);
    expect(screen.getByText("Nothing was sold in the demand window, so no SKU has a speed.")).toBeDefined();
  });
});

describe("DecileChart", () => {
  function renderChart(shown: readonly number[]) {
    const onShownChange = vi.fn();
    renderInPolaris(<DecileChart velocity={velocity} shown={shown} onShownChange={onShownChange} />);
    return { onShownChange };
  }
  const group = (decile: number) => screen.getByRole("button", { name: new RegExp(`^Decile ${decile}:`) });

  it("says what each group sells and how long its stock lasts, in words as in bars", () => {
    renderChart([1]);
    expect(
      screen.getByText(/^The fastest tenth of the SKUs that sell makes 60% of units and 40% of revenue\./),
    ).toBeDefined();
    expect(group(1).firstElementChild?.textContent).toBe(
      "Decile 1: 25 SKUs, 60% of units, 40% of revenue, stock for 12.3 days",
    );
    expect(group(3).firstElementChild?.textContent).toBe("Decile 3: 25 SKUs, 15% of units");
    expect([1, 2, 3].map((decile) => group(decile).getAttribute("aria-pressed"))).toEqual(["true", "false", "false"]);
  });

  it("adds a group to the list and takes it out again, but never the last one", () => {
    const { onShownChange } = renderChart([2]);
    fireEvent.click(group(1));
    expect(onShownChange).toHaveBeenLastCalledWith([1, 2]);
    fireEvent.click(group(2));
    expect(onShownChange).toHaveBeenLastCalledWith([2]);
  });

  it("has a table with the same figures, and what does not sell", async () => {
    renderChart([1]);
    fireEvent.click(screen.getByRole("button", { name: "Show the data of the ten groups" }));
    const rows = within(await screen.findByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toEqual([
      "DecileSKUsUnitsOf unitsOf revenueDays of coverStock value",
      "1256060%40%12.3£900.00",
      "2252525%60%80£50.00",
      "3251515%––£0.00",
      "No sales400–––£1,234.00",
    ]);
    expect(screen.getByText("The stock values leave out 2 SKUs without a unit cost.")).toBeDefined();
  });
});

describe("MoversCards", () => {
  const mug: StandingOut = {
    variantId: "7",
    sku: "MUG",
    productTitle: "Mug",
    variantTitle: "Red",
    unitsSold: 405,
    formerUnitsSold: 1_120,
    onHand: 3,
    stockValue: 30,
  };

  it("shows what sells more and less than before, and where money lies", () => {
    renderInPolaris(
      <MoversCards
        movers={{ up: [mug], down: [], slow: [{ ...mug, variantId: "8", onHand: 1 }] }}
        velocity={velocity}
      />,
    );
    expect(screen.getByText("1,120 → 405")).toBeDefined();
    expect(screen.getByText(/Nothing changed, or the sales of the window before are not known yet/)).toBeDefined();
    expect(screen.getByText("£30.00 · 1 unit")).toBeDefined();
    const links = screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
    expect(links).toEqual([
      ["Mug · Red", "/app/items/7"],
      ["Mug · Red", "/app/items/8"],
      ["£1,234.00 in 40 SKUs without sales", "/app?status=no-sales&sort=on_hand"],
    ]);
  });
});
