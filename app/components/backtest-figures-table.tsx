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

/** What was promised and what either method would have kept of it, at which stock. */
export function BacktestFiguresTable({ outcome, method, currency }: BacktestFiguresTableProps) {
  const { t, percent, quantity, days, money } = useShopFormats();
  const { items, itemsWithCost, promised, methods } = outcome;
  const share = (value: number | null) => (value === null ? "–" : percent(Math.round(value * 1_000) / 1_000));
  const of = (write: (achieved: BacktestOutcome["methods"][PlanMethod]) => string) =>
    PLAN_METHODS.map((name) => write(methods[name]));
  const valueLabel =
    itemsWithCost < items
      ? t("backtest.figures.stockValueOfSome", { written: quantity(itemsWithCost) })
      : t("backtest.figures.stockValue");
  const headings = PLAN_METHODS.map((name) => {
    // Short, so that both fit beside each other on the page of a SKU.
    const heading = t(`backtest.figures.method.${name}`);
    return name === method ? t("backtest.figures.inUse", { method: heading }) : heading;
  });
  const value = (stockValue: number | null) =>
    stockValue === null || currency === null ? "–" : money(stockValue, currency);
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric"]}
      headings={[t("backtest.figures.replayed"), ...headings]}
      rows={[
        [t("backtest.figures.coverage", { promised: share(promised) }), ...of(({ coverage }) => share(coverage))],
        [t("backtest.figures.cycleService"), ...of(({ cycleService }) => share(cycleService))],
        [t("backtest.figures.fillRate"), ...of(({ fillRate }) => share(fillRate))],
        [t("backtest.figures.stockDays"), ...of(({ stockDays }) => (stockDays === null ? "–" : days(stockDays)))],
        [t("backtest.figures.stockUnits"), ...of(({ stockUnits }) => quantity(stockUnits))],
        ...(itemsWithCost > 0 ? [[valueLabel, ...of(({ stockValue }) => value(stockValue))]] : []),
      ]}
      increasedTableDensity
    />
  );
}
