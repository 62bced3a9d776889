import { describe, expect, it } from "vitest";
import { demandFacts } from "../../../../sandbox/store/demand-facts";
import { generateStore } from "../../../../sandbox/store/generate-store";
import { startLocalClock } from "./local-time";

/** What the facts were measured on, measured on the generated shop of the same size. */
const store = generateStore({ skus: demandFacts.skus, now: new Date("2026-11-22T12:00:00Z") });
const DAYS = 400;

const localTime = startLocalClock(store.shop.ianaTimezone);
const orders = store.orders.filter((order) => !order.test && order.cancelledAt === null);
const unitsByVariant = new Map<string, number>();
const unitsByWeekday = new Map<string, number>();
const unitsByMonth = new Map<string, number>();
const skuDays = new Set<string>();
for (const order of orders) {
  const { date, weekday } = localTime(order.createdAt);
  for (const { variantId, quantity } of order.lines) {
    if (variantId === null) continue;
    add(unitsByVariant, variantId, quantity);
    add(unitsByWeekday, weekday, quantity);
    add(unitsByMonth, date.slice(0, 7), quantity);
    skuDays.add(`${variantId} ${date}`);
  }
}
const totalUnits = [...unitsByVariant.values()].reduce((sum, units) => sum + units, 0);

function add(totals: Map<string, number>, key: string, units: number): void {
  totals.set(key, (totals.get(key) ?? 0) + units);
}

function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.floor(share * (ascending.length - 1))] ?? 0;
}

/** Within this relative distance of the real figure, either way. */
function expectNear(actual: number, real: number, tolerance: number, what: string): void {
  expect(actual / real, what).toBeGreaterThan(1 - tolerance);
  expect(actual / real, what).toBeLessThan(1 + tolerance);
}

describe("the generated demand, beside the real shop's", () => {
  it("is zero on the same share of days of the SKUs that sell, to 0.02", () => {
    const zeroShare = 1 - skuDays.size / (unitsByVariant.size * DAYS);
    expect(Math.abs(zeroShare - demandFacts.zeroDemandShareOfSkuDays)).toBeLessThan(0.02);
  });

  it("comes from the velocity deciles in the same shares, to 0.04 of all units", () => {
    const fastestFirst = [...unitsByVariant.values()].sort((one, other) => other - one);
    demandFacts.shareOfUnitsByVelocityDecile.forEach((real, decile) => {
      const [from, to] = [decile, decile + 1].map((edge) => Math.round((edge * fastestFirst.length) / 10));
      const units = fastestFirst.slice(from, to).reduce((sum, unit) => sum + unit, 0);
      expect(Math.abs(units / totalUnits - real), `decile ${decile + 1}`).toBeLessThan(0.04);
    });
  });

  it("amounts to as many lines, orders and units a day, to 20%", () => {
    const lines = orders.reduce((sum, order) => sum + order.lines.length, 0);
    expectNear(lines / DAYS, demandFacts.orderLines / demandFacts.days, 0.2, "lines");
    expectNear(orders.length / DAYS, demandFacts.invoices / demandFacts.days, 0.2, "orders");
    const realUnitsPerWeek = demandFacts.unitsPerWeekdayMondayToSunday.reduce((sum, units) => sum + units, 0);
    expectNear(totalUnits / DAYS, realUnitsPerWeek / 7, 0.2, "units");
  });

  it("follows the weekdays, to 0.03 of the week's units, and rests on Saturdays", () => {
    const real = demandFacts.unitsPerWeekdayMondayToSunday;
    const realWeek = real.reduce((sum, units) => sum + units, 0);
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].forEach((weekday, index) => {
      const share = (unitsByWeekday.get(weekday) ?? 0) / totalUnits;
      expect(Math.abs(share - (real[index] ?? 0) / realWeek), weekday).toBeLessThan(0.03);
    });
    expect(unitsByWeekday.has("Sat")).toBe(false);
  });

  it("follows the seasons: each whole month of 2026 lies within 20% of the real one's share of January to October", () => {
    const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"] as const;
    const daysOfMonth = (month: string): number => new Date(Date.UTC(2026, Number(month), 0)).getUTCDate();
    const generated = months.map((month) => (unitsByMonth.get(`2026-${month}`) ?? 0) / daysOfMonth(month));
    const real = months.map((month) => demandFacts.meanDailyUnitsByMonth[`2011-${month}`]);
    const [generatedSum, realSum] = [generated, real].map((levels) => levels.reduce((sum, level) => sum + level, 0));
    months.forEach((month, index) => {
      expectNear((generated[index] ?? 0) / (generatedSum ?? 0), (real[index] ?? 0) / (realSum ?? 0), 0.2, month);
    });
  });

  it("peaks before Christmas: November sells more than twice as much as January after it", () => {
    expect(unitsByMonth.get("2025-11") ?? 0).toBeGreaterThan(2 * (unitsByMonth.get("2026-01") ?? 0));
  });

  it("comes in orders of as many lines: every percentile within 25% or one line", () => {
    const sizes = orders.map((order) => order.lines.length).sort((one, other) => one - other);
    const { p5, p10, p25, p50, p75, p90, p95, p99 } = demandFacts.linesPerInvoice;
    const real = { 0.05: p5, 0.1: p10, 0.25: p25, 0.5: p50, 0.75: p75, 0.9: p90, 0.95: p95, 0.99: p99 };
    for (const [share, lines] of Object.entries(real)) {
      const tolerance = Math.max(1, 0.25 * lines);
      expect(Math.abs(percentile(sizes, Number(share)) - lines), `percentile ${share}`).toBeLessThanOrEqual(tolerance);
    }
  });

  it("is as uneven among speed groups: the share of selling days of each group's median SKU within 25% or two days", () => {
    const sellingDays = new Map<string, number>();
    for (const key of skuDays) add(sellingDays, key.split(" ")[0] ?? "", 1);
    const slowestFirst = [...sellingDays.values()].sort((one, other) => one - other);
    demandFacts.groupsFromSlowestToFastest.forEach((group, index, groups) => {
      const median = percentile(slowestFirst, (index + 0.5) / groups.length);
      const real = group.shareOfDaysWithSale[2] * DAYS;
      expect(Math.abs(median - real), `group ${index + 1}`).toBeLessThanOrEqual(Math.max(2, 0.25 * real));
    });
  });
});
