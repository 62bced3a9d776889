// @vitest-environment jsdom
import "./browser-stand-ins";
import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FastMoversControl } from "~/components/fast-movers-control";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { ReorderTotals } from "~/components/reorder-totals";
import { VendorTable } from "~/components/vendor-table";
import type { VelocitySummary } from "~/reports/fast-movers";
import { DEFAULT_VENDOR_QUERY } from "~/reports/vendor-query";
import type { VendorRow } from "~/reports/vendor-report";
import { renderInPolaris } from "./render-in-polaris";

const totals = {
  skus: 300,
  skusToReorder: 65,
  unitsToOrder: 16_472,
  orderValue: 15_468.78,
  skusToReorderWithoutCost: 0,
  outOfStock: 23,
  currency: "GBP",
};

describe("ReorderTotals", () => {
  function figures(): Record<string, string> {
    const terms = screen.getAllByRole("term").map((term) => term.textContent);
    const values = screen.getAllByRole("definition").map((value) => value.textContent);
    return Object.fromEntries(terms.map((term, index) => [term, values[index] ?? ""]));
  }

  it("adds the whole list up", () => {
    renderInPolaris(<ReorderTotals totals={totals} />);
    expect(figures()).toEqual({
      "SKUs to reorder": "65 of 300",
      "Units to order": "16,472",
      "Order value": "£15,468.78",
      "Out of stock": "23",
    });
  });

  it("says how many SKUs the order value leaves out", () => {
    renderInPolaris(<ReorderTotals totals={{ ...totals, skusToReorderWithoutCost: 3 }} />);
    expect(figures()["Order value"]).toBe("£15,468.78 without 3 that have no cost");
  });

  it("has no order value where no SKU has a cost, instead of a false 0", () => {
    renderInPolaris(<ReorderTotals totals={{ ...totals, orderValue: 0, skusToReorderWithoutCost: 65 }} />);
    expect(figures()["Order value"]).toBe("–None. None of the SKUs to reorder has a unit cost in Shopify.");
  });
});

describe("VendorTable", () => {
  const rows: VendorRow[] = [
    { ...totals, vendorId: "7", vendor: "Northlight", skus: 12 },
    { ...totals, vendorId: null, vendor: null, skus: 4, orderValue: 0, skusToReorder: 2, skusToReorderWithoutCost: 2 },
  ];

  function renderTable(query = DEFAULT_VENDOR_QUERY) {
    const onQueryChange = vi.fn();
    renderInPolaris(
      <VendorTable
        rows={rows}
        page={1}
        pages={2}
        query={query}
        onQueryChange={onQueryChange}
        loading={false}
        isPhone={false}
        emptyState={null}
      />,
    );
    return onQueryChange;
  }

  it("leads to each vendor's SKUs, and to those without a vendor", () => {
    renderTable();
    expect(screen.getByRole("link", { name: "Northlight" }).getAttribute("href")).toBe("/app/vendors/7");
    expect(screen.getByRole("link", { name: "Unassigned" }).getAttribute("href")).toBe("/app/vendors/none");
  });

  it("shows a dash where no SKU of a vendor has a cost", () => {
    renderTable();
    const row = screen.getByRole("link", { name: "Unassigned" }).closest("tr");
    if (!row) throw new Error("The line is not in the table");
    expect(within(row).getAllByRole("cell")[1]?.textContent).toContain("None of the SKUs to reorder has a unit cost");
  });

  it("asks for another order from the first page, and for the next page", () => {
    const onQueryChange = renderTable();
    fireEvent.click(within(screen.getByRole("table")).getByRole("button", { name: "Vendor" }));
    expect(onQueryChange).toHaveBeenLastCalledWith({ q: "", sort: "vendor", direction: "asc", page: 1 }, undefined);
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(onQueryChange).toHaveBeenLastCalledWith({ ...DEFAULT_VENDOR_QUERY, page: 2 }, undefined);
  });
});

describe("FastMoversControl", () => {
  // 60 of 100 units in the fastest tenth, 25 in the second, 15 in the rest.
  const velocity: VelocitySummary = {
    deciles: [
      { decile: 1, skus: 25, units: 60, shareOfUnits: 0.6, cumulativeShareOfUnits: 0.6 },
      { decile: 2, skus: 25, units: 25, shareOfUnits: 0.25, cumulativeShareOfUnits: 0.85 },
      { decile: 3, skus: 25, units: 15, shareOfUnits: 0.15, cumulativeShareOfUnits: 1 },
    ],
    units: 100,
    skusWithSales: 75,
    skusWithoutSales: 48,
  };

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
    const none = { deciles: [], units: 0, skusWithSales: 0, skusWithoutSales: 12 };
    renderInPolaris(<FastMoversControl deciles={[1]} velocity={none} onLastDecileChange={() => undefined} />);
    expect(screen.getByText("Nothing was sold in the demand window, so no SKU has a speed.")).toBeDefined();
  });
});

describe("IgnoredParamsBanner", () => {
  it("names what was ignored and why", () => {
    renderInPolaris(
      <IgnoredParamsBanner ignored={[{ name: "decile", value: "11", reason: "is not a decile from 1 to 10" }]} />,
    );
    expect(screen.getByText("decile “11” is not a decile from 1 to 10.")).toBeDefined();
  });

  it("shows nothing where all was understood", () => {
    const { container } = renderInPolaris(<IgnoredParamsBanner ignored={[]} />);
    expect(container.textContent).toBe("");
  });
});
