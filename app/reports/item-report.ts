import { readCalibratedDemands } from "~/data/calibrated-demand";
import { readCalibration } from "~/data/calibrations";
import { readHistoryStart, readItemHistory, type HistoryDay } from "~/data/item-history";
import { readItemLevels, type ItemLevel } from "~/data/item-levels";
import { findPlans } from "~/data/plan-queries";
import { readPlanHistory, type PastPlan } from "~/data/plan-history";
import { readSettings } from "~/data/shop-settings";
import { readStockKnownFrom } from "~/data/stock-history";
import { addDays } from "~/planning/calendar";
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
  const [levels, history, pastPlans, stockKnownFrom, planning] = await Promise.all([
    readItemLevels(shop, row.inventoryItemId),
    readDemandHistory(shop, row),
    readPlanChanges(shop, variantId),
    readStockKnownFrom(shop, variantId),
    readPlanInputs(shop, row),
  ]);
  return { row, levels, history, pastPlans, stockKnownFrom, ...planning };
}

async function readPlanInputs(shop: string, row: ReorderRow): Promise<Pick<ItemReport, "planInputs" | "calibrated">> {
  const [{ overstockDays, demandWindowDays }, calibration] = await Promise.all([
    readSettings(shop),
    readCalibration(shop),
  ]);
  const variant = { variantId: row.variantId, days: windowDaysOf(row) };
  const demands = await readCalibratedDemands(shop, [variant], {
    lastDay: row.windowEnd,
    windowDays: demandWindowDays,
    calibration,
  });
  const calibrated = demands.get(row.variantId) ?? null;
  const isCalibrated = row.method === "calibrated" || row.calibrationGap !== null;
  const inputs = recoverPlanInputs(row, { overstockDays, today: addDays(row.windowEnd, 1) });
  return { planInputs: { ...inputs, calibrated: isCalibrated ? calibrated : null }, calibrated };
}

/** The window of a variant, which may have been created inside the shop's. */
function windowDaysOf({ observedDays, outOfStockDays }: ReorderRow): number {
  return observedDays + outOfStockDays;
}

async function readPlanChanges(shop: string, variantId: string): Promise<PlanChange[]> {
  const plans = await readPlanHistory(shop, variantId, PAST_PLANS_SHOWN + 1);
  return plans.slice(0, PAST_PLANS_SHOWN).map((plan, index) => ({ plan, before: plans[index + 1] ?? null }));
}

async function readDemandHistory(shop: string, row: ReorderRow): Promise<ItemDemandHistory> {
  const windowDays = windowDaysOf(row);
  const knownFrom = await readHistoryStart(shop, row.variantId);
  if (knownFrom === null) return { days: [], windowDays };
  const wantedFrom = addDays(row.windowEnd, 1 - Math.max(2 * windowDays, LEAST_HISTORY_DAYS));
  const days = await readItemHistory(shop, row.variantId, {
    firstDay: knownFrom > wantedFrom ? knownFrom : wantedFrom,
    lastDay: row.windowEnd,
  });
  return { days, windowDays };
}
