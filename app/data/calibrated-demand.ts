import type { Calibration } from "~/planning/calibration";
import type { DemandSeries } from "~/planning/demand-history";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { readDemandSeries } from "./demand-series";

/** A variant and how many days of the demand window it was there for. */
export interface VariantWindow {
  variantId: string;
  days: number;
}

/**
 * What the calibrated method needs of these variants: the demand of each day of their windows.
 *
 * @param lastDay ISO day: the last one of the demand window
 * @param windowDays length of a whole window
 * @param calibration the shop's; null while there is none
 * @returns by variant id, an entry for each
 */
export async function readCalibratedDemands(
  shop: string,
  variants: readonly VariantWindow[],
  { lastDay, windowDays, calibration }: { lastDay: string; windowDays: number; calibration: Calibration | null },
): Promise<Map<string, CalibratedDemand>> {
  const longest = Math.max(1, ...variants.map(({ days }) => days));
  const ids = variants.map(({ variantId }) => variantId);
  // Without a calibration nobody looks at the days.
  const span = { lastDay, days: longest };
  const series = calibration === null ? new Map<string, DemandSeries>() : await readDemandSeries(shop, ids, span);
  return new Map(
    variants.map(({ variantId, days }) => {
      const history = lastPeriods(series.get(variantId) ?? { units: [] }, days);
      return [variantId, { history, windowDays, calibration }];
    }),
  );
}

/** As plain arrays, which travel to the browser. */
function lastPeriods({ units, stockouts }: DemandSeries, periods: number): DemandSeries {
  const last = (values: ArrayLike<number>) => Array.from(values).slice(Math.max(0, values.length - periods));
  return stockouts ? { units: last(units), stockouts: last(stockouts) } : { units: last(units) };
}
