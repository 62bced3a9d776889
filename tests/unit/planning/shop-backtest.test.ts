import { describe, expect, it } from "vitest";
import { backtest, calculateFigures, CURVE_TARGETS, sumTallies } from "~/planning/backtest";
import { replayShop, type ShopBacktestItem, type ShopReplay } from "~/planning/shop-backtest";
import { shopLikeDemand } from "./shop-like-demand";

const WINDOW_DAYS = 60;
const DAYS = 180;

function shopItems(count: number, days = DAYS): ShopBacktestItem[] {
  return shopLikeDemand({ items: count, periods: days, seed: 7 }).map((units, index) => ({
    variantId: String(index),
    series: { units },
    firstPeriod: 0,
    periodsToCover: 7,
    leadTimePeriods: 7,
    leadTimeStdDev: 0,
    coverPeriods: 14,
    reviewPeriods: 1,
    serviceLevel: 0.95,
    demandClass: index % 2 === 0 ? "lumpy" : "intermittent",
    vendorId: index % 3 === 0 ? null : String(index % 3),
    vendor: index % 3 === 0 ? null : `Vendor ${index % 3}`,
    unitCost: index % 2 === 0 ? 2 : null,
  }));
}

function replay(items: ShopBacktestItem[], windowDays = WINDOW_DAYS): ShopReplay & { steps: number[] } {
  const generator = replayShop(items, windowDays);
  const steps: number[] = [];
  let step = generator.next();
  while (!step.done) {
    steps.push(step.value);
    step = generator.next();
  }
  return { ...step.value, steps };
}

function judgedOf({ verdict }: ShopReplay) {
  if (verdict.kind !== "judged") throw new Error(`Not judged: ${verdict.kind}`);
  return verdict;
}

describe("replayShop", () => {
  const items = shopItems(40);
  const replayed = replay(items);
  const verdict = judgedOf(replayed);
  const [expected] = backtest(items, [0.95], { windowPeriods: WINDOW_DAYS });

  it("gives the figures of the backtest for the whole shop, and its mean stock in units and at cost", () => {
    const normal = calculateFigures(sumTallies(expected?.normal ?? []));
    const unitsOf = (chosen: (index: number) => boolean) =>
      (expected?.normal ?? [])
        .filter((_, index) => chosen(index))
        .reduce((sum, { unitPeriodsOnHand, periods }) => sum + unitPeriodsOnHand / periods, 0);
    expect(verdict.total.methods.normal).toMatchObject({
      coverage: normal.coverage,
      cycleService: normal.cycleService,
      fillRate: normal.fillRate,
      stockDays: normal.stock,
    });
    expect(verdict.total.methods.normal.stockUnits).toBeCloseTo(
      unitsOf(() => true),
      6,
    );
    expect(verdict.total.methods.normal.stockValue).toBeCloseTo(2 * unitsOf((index) => index % 2 === 0), 6);
    expect(verdict.total).toMatchObject({ items: 40, itemsWithCost: 20 });
    expect(verdict.total.promised).toBe(0.95);
    // 180 days: the first window ends on day 59, and 7 days follow the days up to 172.
    expect(verdict).toMatchObject({ firstOrigin: 59, lastOrigin: 172 });
    expect(verdict.total.leadTimes).toBe(40 * 114);
  });

  it("divides them by class and by vendor, the one that sold most first", () => {
    expect(verdict.byDemandClass.map(({ demandClass, outcome }) => [demandClass, outcome.items])).toEqual([
      ["intermittent", 20],
      ["lumpy", 20],
    ]);
    const sold = new Map<string | null, number>();
    for (const { vendorId, series } of items) {
      const units = Array.from(series.units).slice(WINDOW_DAYS + 14);
      sold.set(vendorId, (sold.get(vendorId) ?? 0) + units.reduce((sum, day) => sum + day, 0));
    }
    const bySales = [...sold].sort(([, first], [, second]) => second - first).map(([vendorId]) => vendorId);
    expect(verdict.byVendor.map(({ vendorId }) => vendorId)).toEqual(bySales);
    expect(verdict.byVendor.reduce((sum, { outcome }) => sum + outcome.leadTimes, 0)).toBe(verdict.total.leadTimes);
  });

  it("draws the curve through the targets, the shop's own among them", () => {
    expect(verdict.curve.map(({ serviceLevel }) => serviceLevel)).toEqual(CURVE_TARGETS);
    const own = verdict.curve.find(({ serviceLevel }) => serviceLevel === 0.95);
    expect(own?.methods.calibrated.coverage).toBe(verdict.total.methods.calibrated.coverage);
    expect(own?.methods.calibrated.stockDays).toBeCloseTo(verdict.total.methods.calibrated.stockDays ?? 0, 9);
  });

  it("judges each item at its own service level", () => {
    const own = items.map((item, index) => ({ ...item, serviceLevel: index === 3 ? 0.99 : 0.9 }));
    const { itemBacktests, verdict } = replay(own);
    const [at99] = backtest(own, [0.99, 0.9], { windowPeriods: WINDOW_DAYS });
    expect(itemBacktests[3]).toMatchObject({ variantId: "3", promised: 0.99, leadTimes: 114 });
    expect(itemBacktests[3]?.methods.normal.coverage).toBe(
      calculateFigures(at99?.normal[3] ?? sumTallies([])).coverage,
    );
    expect(judgedOf({ ...replayed, verdict }).total.promised).toBeCloseTo((39 * 0.9 + 0.99) / 40, 9);
  });

  it("takes the nearest of the twelve levels that are asked for most", () => {
    const many = items.map((item, index) => ({ ...item, serviceLevel: index < 26 ? 0.6 + 0.02 * (index % 13) : 0.9 }));
    const promised = new Set(replay(many).itemBacktests.map((item) => item.promised));
    expect(promised.size).toBe(12);
  });

  it("simulates each item with its own review period", () => {
    const weekly = items.map((item, index) => ({ ...item, reviewPeriods: index < 20 ? 7 : 1 }));
    const [ofWeek] = backtest(weekly, [0.95], { windowPeriods: WINDOW_DAYS, reviewPeriods: 7 });
    const { itemBacktests } = replay(weekly);
    const first = itemBacktests.find(({ variantId }) => variantId === "0");
    expect(first?.methods.normal.stockDays).toBe(calculateFigures(ofWeek?.normal[0] ?? sumTallies([])).stock);
    expect(first?.methods.normal.stockDays).not.toBe(replayed.itemBacktests[0]?.methods.normal.stockDays);
  });

  it("goes on step by step", () => {
    expect(replayed.steps).toEqual([0, 40]);
  });

  it("learns the calibration that holds after the last day", () => {
    expect(replayed.calibration?.targets).toContain(0.95);
    expect(replayed.calibration?.replayedLeadTimes).toBeGreaterThan(1_000);
  });
});

describe("a history that is too short", () => {
  it("says how many days are missing until four weeks of plans can be judged, and what is learnt so far", () => {
    // 60 days of window, 28 of plans and 7 that follow the last one, less one: the first window ends with its last day.
    const { verdict, itemBacktests, calibration } = replay(shopItems(40, 80));
    expect(verdict).toEqual({ kind: "short-history", missingDays: 60 + 28 + 7 - 1 - 80 });
    expect(itemBacktests).toEqual([]);
    expect(calibration).not.toBeNull();
    expect(replay(shopItems(40, 94)).verdict.kind).toBe("judged");
    expect(replay(shopItems(40, 93)).verdict).toEqual({ kind: "short-history", missingDays: 1 });
  });

  it("leaves out items that were added too late, as long as others can be judged", () => {
    const items = shopItems(10).map((item, index) => ({ ...item, firstPeriod: index < 4 ? 150 : 0 }));
    expect(judgedOf(replay(items)).total.items).toBe(6);
  });

  it("is told from a shop that sold nothing", () => {
    expect(replay([])).toEqual({ verdict: { kind: "no-sales" }, itemBacktests: [], calibration: null, steps: [] });
  });
});
