import type { ListRow } from "~/reports/reorder-row";
import type { WrittenFigure } from "./reorder-columns";
import type { ShopFormats } from "./shop-formats";

/** What the picture of a row's weekly demand says, or why there is none. */
export function writeWeeklyDemand({ weeklyDemand }: ListRow, formats: ShopFormats): WrittenFigure {
  // Of a column that was chosen just now, the values are on their way.
  if (weeklyDemand === undefined) return "";
  const { t, quantity } = formats;
  const known = weeklyDemand.filter((units) => units !== null);
  if (known.length === 0) return { absence: t("absence.weeklyDemand") };
  const course = describeCourse(known, weeklyDemand.at(-1) ?? null, formats);
  const weeks = quantity(weeklyDemand.length);
  if (known.length === weeklyDemand.length) return t("list.weeklyDemand.ofAll", { weeks, course });
  return t("list.weeklyDemand.ofSome", { known: quantity(known.length), weeks, course });
}

/** @param latest of the last week; null where that is not known */
function describeCourse(known: readonly number[], latest: number | null, { t, quantity }: ShopFormats): string {
  const least = Math.min(...known);
  const most = Math.max(...known);
  if (most === 0) return t("list.weeklyDemand.nothing");
  if (least === most) return t("list.weeklyDemand.even", { units: quantity(most) });
  const range = { least: quantity(least), most: quantity(most) };
  if (latest === null) return t("list.weeklyDemand.range", range);
  return t("list.weeklyDemand.rangeLately", { ...range, latest: quantity(latest) });
}
