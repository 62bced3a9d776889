import { DataTable } from "@shopify/polaris";
import { PLAN_METHODS, type PlanMethod } from "~/planning/plan-method";
import type { BacktestOutcome } from "~/reports/backtest-report";
import { useShopFormats } from "./shop-formats";

interface BacktestFiguresTableProps {
  outcome: Pick<BacktestOutcome, "items" | "promised" | "methods"> & { itemsWithCost: number };
  /** The method that is planned by, when one of them is. */
  method: PlanMethod;
  /** ISO 4217 code; null where it is not known, and no value is shown. */
  currency: string | null;
}

/** Short, so that both fit beside each other on the page of a SKU. */
const HEADINGS: Record<PlanMethod, string> = { normal: "Formula", calibrated: "Calibrated" };

/** What was promised and what either method would have kept of it, at which stock. */
export function BacktestFiguresTable({ outcome, method, currency }: BacktestFiguresTableProps) {
  const { percent, quantity, days, money } = useShopFormats();
  const { items, itemsWithCost, promised, methods } = outcome;
  const share = (value: number | null) => (value === null ? "–" : percent(Math.round(value * 1_000) / 1_000));
  const of = (write: (achieved: BacktestOutcome["methods"][PlanMethod]) => string) =>
    PLAN_METHODS.map((name) => write(methods[name]));
  const costed = itemsWithCost < items ? ` (of the ${quantity(itemsWithCost)} with a cost)` : "";
  const value = (stockValue: number | null) =>
    stockValue === null || currency === null ? "–" : money(stockValue, currency);
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric"]}
      headings={["Replayed", ...PLAN_METHODS.map((name) => `${HEADINGS[name]}${name === method ? " (in use)" : ""}`)]}
      rows={[
        [`Lead times covered, of ${share(promised)} promised`, ...of(({ coverage }) => share(coverage))],
        ["Order cycles without shortage", ...of(({ cycleService }) => share(cycleService))],
        ["Units served from stock", ...of(({ fillRate }) => share(fillRate))],
        ["Mean stock, days of demand", ...of(({ stockDays }) => (stockDays === null ? "–" : days(stockDays)))],
        ["Mean stock, units", ...of(({ stockUnits }) => quantity(stockUnits))],
        ...(itemsWithCost > 0 ? [[`Mean stock at cost${costed}`, ...of(({ stockValue }) => value(stockValue))]] : []),
      ]}
      increasedTableDensity
    />
  );
}
