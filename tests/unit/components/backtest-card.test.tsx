import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { BacktestCard } from "~/components/backtest-card";
import { ItemBacktestCard } from "~/components/item-backtest-card";
import type { BacktestOutcome, BacktestReport } from "~/reports/backtest-report";
import { renderInPolaris } from "./render-in-polaris";

const outcome: BacktestOutcome = {
  items: 3_790,
  itemsWithCost: 3_700,
  leadTimes: 1_012_000,
  promised: 0.95,
  methods: {
    normal: {
      coverage: 0.8703,
      cycleService: 0.69,
      fillRate: 0.84,
      stockDays: 36.1,
      stockUnits: 50_000,
      stockValue: 90_000,
    },
    calibrated: {
      coverage: 0.9497,
      cycleService: 0.958,
      fillRate: 0.93,
      stockDays: 77.8,
      stockUnits: 110_000,
      stockValue: 200_000,
    },
  },
};

const judged: BacktestReport["verdict"] = {
  kind: "judged",
  total: outcome,
  byDemandClass: [{ demandClass: "lumpy", outcome }],
  byVendor: [{ vendorId: null, vendor: null, outcome }],
  curve: [
    { serviceLevel: 0.9, methods: outcome.methods },
    {
      serviceLevel: 0.95,
      methods: { ...outcome.methods, normal: { ...outcome.methods.normal, coverage: 0.9, stockDays: 40 } },
    },
  ],
  computedAt: "2026-11-25T01:35:00Z",
  firstPlanDay: "2026-02-24",
  lastPlanDay: "2026-11-10",
  itemsSold: 3_790,
  isSample: false,
  isOutdated: false,
  currency: "GBP",
};

function renderCard(report: Partial<BacktestReport>) {
  const onCheck = vi.fn();
  renderInPolaris(
    <BacktestCard
      report={{ verdict: null, running: null, failure: null, ...report }}
      method="normal"
      onCheck={onCheck}
      checking={false}
    />,
  );
  return onCheck;
}

const cellsOf = (row: RegExp) =>
  within(screen.getByRole("row", { name: row }))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

describe("BacktestCard", () => {
  it("sets what was promised beside what either method would have kept, and the stock that it costs", () => {
    renderCard({ verdict: judged });
    expect(cellsOf(/^Lead times covered, of 95% promised/)).toEqual(["87%", "95%"]);
    expect(cellsOf(/^Mean stock, days/)).toEqual(["36.1", "77.8"]);
    expect(cellsOf(/^Mean stock at cost \(of the 3,700 with a cost\)/)).toEqual(["£90,000.00", "£200,000.00"]);
    expect(screen.getByText(/from 24 Feb 2026 to 10 Nov 2026, for 3,790 SKUs/)).toBeDefined();
    expect(screen.getByText("Formula (in use)")).toBeDefined();
    expect(screen.getByRole("heading", { name: "Stock against service" })).toBeDefined();
  });

  it("says when it rests on a sample, and when the settings have changed since", () => {
    renderCard({ verdict: { ...judged, itemsSold: 50_000, isSample: true, isOutdated: true } });
    expect(screen.getByText(/an evenly spread sample of 3,790 of the 50,000 SKUs that sold/)).toBeDefined();
    expect(screen.getByText(/settings have changed since/)).toBeDefined();
  });

  it("has a replay started", () => {
    const onCheck = renderCard({});
    expect(screen.getByText(/not been replayed yet/)).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Check now" }));
    expect(onCheck).toHaveBeenCalledOnce();
  });

  it("shows how far a replay has come, and starts no second one", () => {
    renderCard({ running: { judged: 1_500, items: 3_000 } });
    expect(screen.getByText("1,500 of 3,000 SKUs judged")).toBeDefined();
    expect(screen.getByRole("button", { name: "Check now" }).getAttribute("aria-disabled")).toBe("true");
  });

  it("keeps the last result when a replay fails, and says why it did", () => {
    renderCard({ verdict: judged, failure: "The app could not process the shop's data." });
    expect(screen.getByText("The app could not process the shop's data.")).toBeDefined();
    expect(cellsOf(/^Lead times covered, of 95% promised/)).toEqual(["87%", "95%"]);
  });

  it("says from when on there will be enough history", () => {
    renderCard({
      verdict: { kind: "short-history", knownFrom: "2026-09-26", missingDays: 71, enoughOn: "2027-02-04" },
    });
    expect(screen.getByText(/known from 26 Sept 2026 on.*71 more days, until 4 Feb 2027/)).toBeDefined();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("says that there is nothing to judge where nothing sold", () => {
    renderCard({ verdict: { kind: "no-sales" } });
    expect(screen.getByText(/Nothing was sold yet/)).toBeDefined();
  });
});

describe("ItemBacktestCard", () => {
  it("shows one item's promise, and nothing where the item could not be judged", () => {
    const { rerender } = renderInPolaris(
      <ItemBacktestCard
        backtest={{ variantId: "7", promised: 0.98, leadTimes: 267, methods: outcome.methods }}
        method="calibrated"
        currency="GBP"
      />,
    );
    expect(cellsOf(/^Lead times covered, of 98% promised/)).toEqual(["87%", "95%"]);
    expect(screen.getByText(/267 lead times judged/)).toBeDefined();
    rerender(<ItemBacktestCard backtest={null} method="calibrated" currency="GBP" />);
    expect(screen.queryByRole("table")).toBeNull();
  });
});
