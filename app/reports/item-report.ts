import { CALIBRATION } from "~/data/calibrations";
import { historyStart, itemHistory, type HistoryDay } from "~/data/item-history";
import { itemLevels, type ItemLevel } from "~/data/item-levels";
import { findPlans } from "~/data/plan-queries";
import { pastPlans, type PastPlan } from "~/data/plan-history";
import { askTogether } from "~/data/questions";
import { SETTINGS, type ShopSettings } from "~/data/shop-settings";
import { stockKnownFrom } from "~/data/stock-history";
import { addDays } from "~/planning/calendar";
import type { DemandSeries } from "~/planning/demand-history";
import type { VariantPlanInput } from "~/planning/plan";
import { recoverPlanInputs } from "~/planning/plan-columns";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { isNumericId } from "./numeric-id";
import type { ReorderRow } from "./reorder-row";

/** One variant's plan with what it was made from. */
export interface ItemReport {
  row: ReorderRow;
  /** Stock at each location, by name; the plan sums the active ones that count in planning. */
  levels: ItemLevel[];
  history: ItemDemandHistory;
  /** The days on which the plan became another one, the last first. */
  pastPlans: PlanChange[];
  /** What the plan was made from, so that a page can make it again, as it is or on other terms. */
  planInputs: VariantPlanInput;
  /** First day of which is known whether the variant was in stock; null when none is. */
  stockKnownFrom: string | null;
  /** What the calibrated method needs of this variant and its shop, to try it out where the plan is by the other one. */
  calibrated: CalibratedDemand | null;
}

/** The days that a plan's demand window has, and some before it, as far as they are known. */
export interface ItemDemandHistory {
  /** Every day up to the window's last, in order; none for a variant that was created today. */
  days: HistoryDay[];
  /** How many of them, at the end, are the window. */
  windowDays: number;
}

/** A plan of the past, and the one before it; null where that is not known any more. */
export interface PlanChange {
  plan: PastPlan;
  before: PastPlan | null;
}

const PAST_PLANS_SHOWN = 30;

/** Context for the window: as long again before it, but no less than this many days in all. */
const LEAST_HISTORY_DAYS = 90;

/** Reads one variant for its page; null when the shop has no such variant, or none planned yet. */
export async function readItem(shop: string, variantId: string): Promise<ItemReport | null> {
  if (!isNumericId(variantId)) return null;
  const [row] = await findPlans(shop, [variantId]);
  if (row === undefined) return null;
  const [levels, days, knownFrom, plans, stockKnown, settings, calibration] = await askTogether(shop, [
    itemLevels(row.inventoryItemId),
    itemHistory(variantId, { firstDay: findFirstDay(row), lastDay: row.windowEnd }),
    historyStart(variantId),
    pastPlans(variantId, PAST_PLANS_SHOWN + 1),
    stockKnownFrom(variantId),
    SETTINGS,
    CALIBRATION,
  ]);
  const windowDays = windowDaysOf(row);
  const calibrated = {
    // Without a calibration nobody looks at the days.
    history: calibration === null ? { units: [] } : toDemandSeries(days.slice(days.length - windowDays)),
    windowDays: settings.demandWindowDays,
    calibration,
  };
  return {
    row,
    levels,
    history: { days: days.filter(({ day }) => knownFrom !== null && day >= knownFrom), windowDays },
    pastPlans: plans.slice(0, PAST_PLANS_SHOWN).map((plan, index) => ({ plan, before: plans[index + 1] ?? null })),
    stockKnownFrom: stockKnown,
    planInputs: recoverInputs(row, settings, calibrated),
    calibrated,
  };
}

/** The first day of the history that is shown, should it be known as far back. */
function findFirstDay(row: ReorderRow): string {
  return addDays(row.windowEnd, 1 - Math.max(2 * windowDaysOf(row), LEAST_HISTORY_DAYS));
}

/** The window of a variant, which may have been created inside the shop's. */
function windowDaysOf({ observedDays, outOfStockDays }: ReorderRow): number {
  return observedDays + outOfStockDays;
}

function toDemandSeries(days: readonly HistoryDay[]): DemandSeries {
  const units = days.map((day) => day.units);
  if (!days.some(({ outOfStock }) => outOfStock)) return { units };
  return { units, stockouts: days.map(({ outOfStock }) => Number(outOfStock)) };
}

function recoverInputs(
  row: ReorderRow,
  { overstockDays }: ShopSettings,
  calibrated: CalibratedDemand,
): VariantPlanInput {
  const inputs = recoverPlanInputs(row, { overstockDays, today: addDays(row.windowEnd, 1) });
  const isCalibrated = row.method === "calibrated" || row.calibrationGap !== null;
  return { ...inputs, calibrated: isCalibrated ? calibrated : null };
}
