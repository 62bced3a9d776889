import { readItemBacktest as readStoredItemBacktest, readLatestBacktest, type StoredBacktest } from "~/data/backtests";
import { readSettings, type ShopSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { readLatestRun, type SyncRun } from "~/data/sync-runs";
import { addDays } from "~/planning/calendar";
import type { BacktestOutcome, ItemBacktest, ShopBacktest } from "~/planning/shop-backtest";
import { isNumericId } from "./numeric-id";

export type { BacktestOutcome, ItemBacktest };

/** What a shop's sales say of its plans; the days are ISO days, the times ISO 8601. */
export interface BacktestReport {
  verdict: BacktestVerdict | null;
  /** The replay under way. */
  running: { judged: number; items: number } | null;
  /** Why the latest replay failed, and what to do: for the merchant. */
  failure: string | null;
}

/** What the latest replay has found. */
export type BacktestVerdict = JudgedShop | { kind: "no-sales" } | ShortHistory;

interface JudgedShop extends Pick<ShopBacktest, "kind" | "total" | "byDemandClass" | "byVendor" | "curve"> {
  computedAt: string;
  /** The days whose plans were judged by what sold in the lead time after each. */
  firstPlanDay: string;
  lastPlanDay: string;
  itemsSold: number;
  /** Whether it is a sample of the items that sold. */
  isSample: boolean;
  /** Whether the shop's settings, which it was made by, are others now. */
  isOutdated: boolean;
  /** ISO 4217 code. */
  currency: string | null;
}

interface ShortHistory {
  kind: "short-history";
  /** The first day of which the sales are known. */
  knownFrom: string;
  missingDays: number;
  /** When the plans can be judged. */
  enoughOn: string;
}

/** Those that sold most; of the others, the list of vendors tells. */
const VENDORS_SHOWN = 10;

/** Reads what the latest replay found, and whether another one is under way. */
export async function readBacktestReport(shop: string): Promise<BacktestReport> {
  const [stored, run, settings, facts] = await Promise.all([
    readLatestBacktest(shop),
    readLatestRun(shop, "backtest"),
    readSettings(shop),
    readShop(shop),
  ]);
  return {
    verdict: stored && describeVerdict(stored, settings, facts?.currency ?? null),
    running: run?.status === "running" ? describeProgress(run) : null,
    failure: run?.status === "failed" ? (run.error ?? "") : null,
  };
}

/** What the latest replay says of one item; null when it could not judge the item. */
export async function readItemBacktest(shop: string, variantId: string): Promise<ItemBacktest | null> {
  return isNumericId(variantId) ? readStoredItemBacktest(shop, variantId) : null;
}

function describeProgress({ state }: SyncRun): BacktestReport["running"] {
  return { judged: state.backtest?.judged ?? 0, items: state.backtest?.items ?? 0 };
}

function describeVerdict(stored: StoredBacktest, settings: ShopSettings, currency: string | null): BacktestVerdict {
  const { verdict, firstDay, windowEnd, computedAt, items, itemsSold } = stored;
  if (verdict.kind === "no-sales") return verdict;
  if (verdict.kind === "short-history") {
    const { missingDays } = verdict;
    // Known in the night after the last missing day.
    return { kind: "short-history", knownFrom: firstDay, missingDays, enoughOn: addDays(windowEnd, missingDays + 1) };
  }
  const { kind, total, byDemandClass, byVendor, curve } = verdict;
  return {
    kind,
    total,
    byDemandClass,
    byVendor: byVendor.slice(0, VENDORS_SHOWN),
    curve,
    computedAt: computedAt.toISOString(),
    firstPlanDay: addDays(firstDay, verdict.firstOrigin),
    lastPlanDay: addDays(firstDay, verdict.lastOrigin),
    itemsSold,
    isSample: items < itemsSold,
    isOutdated: !isMadeBy(stored.settings, settings),
    currency,
  };
}

function isMadeBy(chosen: StoredBacktest["settings"], settings: ShopSettings): boolean {
  return Object.entries(chosen).every(([name, value]) => settings[name as keyof typeof chosen] === value);
}
