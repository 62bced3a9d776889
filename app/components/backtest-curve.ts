import type { BacktestReport } from "~/reports/backtest-report";
import { PLAN_METHODS, type PlanMethod } from "~/planning/plan-method";
import type { Chart, ChartPoint } from "./chart/chart";
import { toTenthsOfPercent } from "./percent";
import { nameMethod } from "./term-words";
import type { ShopFormats } from "./shop-formats";

type JudgedShop = Extract<BacktestReport["verdict"], { kind: "judged" }>;

/** The chart of the stock that each service level would have cost, as either method would have kept it. */
export function chartBacktestCurve({ curve, total }: JudgedShop, formats: ShopFormats): Chart {
  const { t, percent, days } = formats;
  const points = mergeByPlace(
    PLAN_METHODS.flatMap((method, index) =>
      curve.flatMap(({ serviceLevel, methods }): ChartPoint[] => {
        const { coverage, stockDays } = methods[method];
        if (coverage === null || stockDays === null) return [];
        const values = PLAN_METHODS.map((_, place) => (place === index ? stockDays : null));
        return [{ x: coverage, values, note: t("backtest.curve.plannedFor", { level: percent(serviceLevel) }) }];
      }),
    ),
  );
  return {
    title: t("backtest.curve.title"),
    summary: summariseCurve(curve, formats),
    x: {
      label: t("backtest.curve.covered"),
      write: percent,
      ticks: ticksBetween(points.at(0)?.x ?? 0, points.at(-1)?.x ?? 1),
    },
    y: { label: t("backtest.curve.stock"), write: days },
    series: [
      { label: nameMethod("normal", t), kind: "line", look: "first" },
      { label: nameMethod("calibrated", t), kind: "line", look: "second" },
    ],
    points,
    marks: [
      {
        x: total.promised,
        label: t("backtest.curve.promised", { level: percent(total.promised) }),
        look: "quiet",
      },
    ],
  };
}

/** In their order, those at the same place as one: such as where the calibrated method had to plan by the formula. */
function mergeByPlace(points: readonly ChartPoint[]): ChartPoint[] {
  const merged = new Map<number, ChartPoint>();
  for (const point of points) {
    const other = merged.get(point.x);
    const values = point.values.map((value, index) => value ?? other?.values[index] ?? null);
    merged.set(point.x, { ...point, values });
  }
  return [...merged.values()].sort((first, second) => first.x - second.x);
}

function summariseCurve(curve: JudgedShop["curve"], { t, percent }: ShopFormats): string {
  const reached = (method: PlanMethod) => {
    const coverages = curve.flatMap(({ methods }) => methods[method].coverage ?? []);
    const write = (coverage: number) => percent(toTenthsOfPercent(coverage));
    return { least: write(Math.min(...coverages)), most: write(Math.max(...coverages)) };
  };
  const [formula, calibrated] = [reached("normal"), reached("calibrated")];
  return t("backtest.curve.summary", {
    first: percent(curve.at(0)?.serviceLevel ?? 0),
    last: percent(curve.at(-1)?.serviceLevel ?? 0),
    formulaLeast: formula.least,
    formulaMost: formula.most,
    calibratedLeast: calibrated.least,
    calibratedMost: calibrated.most,
  });
}

/** Whole steps of 5 per cent. */
function ticksBetween(first: number, last: number): number[] {
  const steps = Array.from({ length: 21 }, (_, step) => step / 20);
  return steps.filter((tick) => tick >= first && tick <= last);
}
