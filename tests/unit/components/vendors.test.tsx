import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { ReorderTotals } from "~/components/reorder-totals";
import { VendorTable } from "~/components/vendor-table";
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

  it("leads to what it counts, where it is told how", () => {
    const links = { skusToReorder: "/a", orderValue: "/b", outOfStock: "/c" };
    renderInPolaris(<ReorderTotals totals={totals} links={links} />);
    const found = screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
    expect(found).toEqual([
      ["65", "/a"],
      ["£15,468.78", "/b"],
      ["23", "/c"],
    ]);
  });

  it("says how many SKUs the order value leaves out", () => {
    renderInPolaris(<ReorderTotals totals={{ ...totals, skusToReorderWithoutCost: 3 }} />);
    expect(figures()["Order value"]).toBe("£15,468.78 3 more have no cost");
  });

  it("has no order value where no SKU has a cost, instead of a false 0", () => {
    renderInPolaris(<ReorderTotals totals={{ ...totals, orderValue: 0, skusToReorderWithoutCost: 65 }} />);
    expect(figures()["Order value"]).toBe("–None. None of the SKUs to reorder has a unit cost in Shopify.");
  });
});

describe("VendorTable", () => {
  const northlight: VendorRow = {
    ...totals,
    vendorId: "7",
    vendor: "Northlight",
    skus: 12,
    isArchived: false,
    leadTime: { days: 30, source: "vendor" },
    minimumOrder: { value: 500, currency: "GBP", comparison: { kind: "below", by: 120 } },
    achieved: { promised: 0.95, coverage: 0.93127 },
  };
  const unassigned: VendorRow = {
    ...northlight,
    vendorId: null,
    vendor: null,
    skus: 4,
    orderValue: 0,
    skusToReorder: 2,
    skusToReorderWithoutCost: 2,
    leadTime: { days: 14, source: "shop" },
    minimumOrder: null,
    achieved: null,
  };
  const rows = [northlight, unassigned];

  function renderTable(shown = rows, query = DEFAULT_VENDOR_QUERY) {
    const onQueryChange = vi.fn();
    renderInPolaris(
      <VendorTable
        rows={shown}
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

  function cellsOf(vendor: string): (string | null)[] {
    const row = screen.getByRole("link", { name: vendor }).closest("tr");
    if (!row) throw new Error("The line is not in the table");
    return within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent);
  }

  it("leads to each vendor's SKUs, and to those without a vendor", () => {
    renderTable();
    expect(screen.getByRole("link", { name: "Northlight" }).getAttribute("href")).toBe("/app/vendors/7");
    expect(screen.getByRole("link", { name: "Unassigned" }).getAttribute("href")).toBe("/app/vendors/none");
  });

  it("shows a dash where no SKU of a vendor has a cost", () => {
    renderTable();
    expect(cellsOf("Unassigned")[1]).toContain("None of the SKUs to reorder has a unit cost");
  });

  it("says whose lead time it is, and what service was achieved of what was promised", () => {
    renderTable();
    expect(cellsOf("Northlight").slice(6)).toEqual(["30 daysthe vendor’s", "93.1%of 95% promised"]);
    expect(cellsOf("Unassigned")[6]).toBe("14 daysshop setting");
    expect(cellsOf("Unassigned")[7]).toContain("The latest replay of your sales has no figure for this vendor.");
  });

  it.each([
    [{ kind: "below", by: 120 } as const, "£15,468.78AttentionBelow minimum by £120.00"],
    [{ kind: "reached", by: 0 } as const, "£15,468.78Minimum $500.00, reached"],
    ["no-rate" as const, "£15,468.78Minimum $500.00, no exchange rate"],
    ["no-value" as const, "£15,468.78Minimum $500.00"],
  ])("says how the order stands to the vendor's minimum: %o", (comparison, told) => {
    renderTable([{ ...northlight, minimumOrder: { value: 500, currency: "USD", comparison } }]);
    expect(cellsOf("Northlight")[1]?.replace("US$", "$")).toBe(told);
  });

  it("marks archived vendors", () => {
    renderTable([{ ...northlight, isArchived: true }]);
    expect(cellsOf("Northlight")[0]).toBe("NorthlightArchived");
  });

  it("asks for another order from the first page, and for the next page", () => {
    const onQueryChange = renderTable();
    fireEvent.click(within(screen.getByRole("table")).getByRole("button", { name: "Vendor" }));
    expect(onQueryChange).toHaveBeenLastCalledWith(
      { q: "", archived: false, sort: "vendor", direction: "asc", page: 1 },
      undefined,
    );
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(onQueryChange).toHaveBeenLastCalledWith(
      { q: "", archived: false, sort: "vendor", direction: "asc", page: 2 },
      undefined,
    );
  });
});

describe("IgnoredParamsBanner", () => {
  it("names what was ignored and why", () => {
    renderInPolaris(<IgnoredParamsBanner ignored={["There is no status “ill”: the filter does without it."]} />);
    expect(screen.getByRole("listitem").textContent).toBe("There is no status “ill”: the filter does without it.");
  });

  it("shows nothing where all was understood", () => {
    const { container } = renderInPolaris(<IgnoredParamsBanner ignored={[]} />);
    expect(container.textContent).toBe("");
  });
});
