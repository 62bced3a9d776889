import { addDays } from "~/planning/calendar";
import type { ShopFormats } from "../shop-formats";
import type { ChartAxis } from "./chart";

/** Whole weeks between the days that are written below the axis, and up to how many days of axis they suit. */
const TICK_STEPS = [
  { upToDays: 35, stepDays: 7 },
  { upToDays: 100, stepDays: 14 },
  { upToDays: 200, stepDays: 28 },
  { upToDays: Infinity, stepDays: 56 },
];

/** An axis of calendar days: x is the number of days after `firstDay`. */
export function dayAxis(firstDay: string, days: number, formats: ShopFormats): ChartAxis {
  const { stepDays = 56 } = TICK_STEPS.find(({ upToDays }) => days <= upToDays) ?? {};
  return {
    label: formats.t("charts.day"),
    write: (x) => formats.day(addDays(firstDay, x)),
    writeTick: (x) => formats.dayAndMonth(addDays(firstDay, x)),
    ticks: Array.from({ length: Math.ceil(days / stepDays) }, (_, index) => index * stepDays),
  };
}
