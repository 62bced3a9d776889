import { describe, expect, it } from "vitest";
import { readOptions } from "../../../../scripts/backtest/options";
import { sumByPeriod } from "../../../../scripts/backtest/periods";
import { Progress } from "../../../../scripts/backtest/progress";
import { runBacktest } from "../../../../scripts/backtest/run-backtest";
import { formatReport } from "../../../../scripts/backtest/table";
import { demandOf } from "./demand-of";

const dayOf = (index: number) => new Date(Date.UTC(2011, 0, 1 + index)).toISOString().slice(0, 10);

async function run(series: Record<string, number[]>, ...args: string[]) {
  const rows = Object.entries(series).flatMap(([sku, units]) =>
    units.map((sold, index) => `${sku},${dayOf(index)},${sold}`),
  );
  const command = readOptions(["--demand", "x", "--lead-time", "3", "--service-level", "0.95", ...args]);
  if (command === "help") throw new Error("The arguments ask for help.");
  const demand = sumByPeriod(await demandOf(["sku,date,units", ...rows].join("\n"), 65_536), command.period);
  return runBacktest(demand, command, new Progress(process.stderr));
}

const THIRTY = Array.from({ length: 30 }, (_, index) => index);

describe("a backtest of a strange file", () => {
  it.each([
    ["one item that always sells the same", { A: THIRTY.map(() => 2) }],
    ["nothing sold", { A: THIRTY.map(() => 0), B: THIRTY.map(() => 0) }],
    ["one huge spike", { A: THIRTY.map((day) => (day === 25 ? 9e15 : 0)), B: THIRTY.map((day) => day % 3) }],
    ["fractional units", { A: THIRTY.map((day) => (day % 4) * 0.1), B: THIRTY.map((day) => (day % 7) / 3) }],
  ])("with %s has figures or none, never NaN", async (_, series) => {
    const report = await run(series, "--history", "10");
    const figures = [report, ...report.classes]
      .flatMap(({ methods }) => Object.values(methods))
      .concat(
        report.curve.flatMap(({ normal, calibrated }) => [normal, calibrated].filter((one) => one !== undefined)),
      );
    for (const value of figures.flatMap((one) => Object.values(one) as (number | null)[])) {
      expect(value === null || Number.isFinite(value)).toBe(true);
    }
    expect(report).toMatchObject({ origins: 18, leadTimes: 18 * report.items });
    expect(formatReport(report)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("measures coverage and nothing else where nothing is sold", async () => {
    const { methods } = await run({ A: THIRTY.map(() => 0) }, "--history", "10", "--method", "normal");
    expect(methods).toEqual({ normal: { coverage: 1, cycleService: null, fillRate: null, stock: null } });
  });

  it("says for how many lead times, and why, the calibrated method planned as normal", async () => {
    const { notes } = await run({ A: THIRTY.map((day) => day % 2), B: THIRTY.map(() => 0) }, "--history", "10");
    expect(notes).toEqual([
      "calibrated planned 18 of 36 lead times as normal: fewer than 200 replayed lead times were over, from which to learn.",
      "calibrated planned 18 of 36 lead times as normal: the SKU sold nothing in its history.",
    ]);
  });
});

describe("a backtest", () => {
  const halves = { A: THIRTY.map((day) => Number(day < 15)), B: THIRTY.map((day) => Number(day >= 15)) };

  it("takes items that sell enough in the first history, whatever they sell later", async () => {
    expect(await run(halves, "--history", "10", "--min-sales-periods", "10")).toMatchObject({ items: 1 });
    await expect(run({ B: halves.B }, "--history", "10", "--min-sales-periods", "1")).rejects.toThrow(
      "None of the 1 SKUs has sales in 1 of the first 10 periods",
    );
  });

  it("takes an origin for the last day of its period, and judges from the asked day on", async () => {
    // The last origin is day 26 of 0 to 29: 2011-01-27.
    expect(await run(halves, "--history", "10", "--origins-from", "2011-01-27")).toMatchObject({ origins: 1 });
    await expect(run(halves, "--history", "10", "--origins-from", "2011-01-28")).rejects.toThrow(
      "the last one is 2011-01-27",
    );
  });

  it("covers the review period too", async () => {
    // 3 + 5 - 1 = 7 periods after each origin: 30 - 10 - 7 + 1 origins.
    expect(await run(halves, "--history", "10", "--review", "5")).toMatchObject({ origins: 14 });
  });

  it("refuses a file shorter than a history and a lead time", async () => {
    await expect(run(halves, "--history", "28")).rejects.toThrow(
      "The file has 30 periods; needs history 28 + lead time 3: give more of them, or a shorter --history.",
    );
  });
});
