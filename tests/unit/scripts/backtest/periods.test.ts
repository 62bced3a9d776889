import { describe, expect, it } from "vitest";
import { toIsoDay } from "../../../../scripts/backtest/demand-records";
import { FaultyInputError } from "../../../../scripts/backtest/faults";
import { sumByPeriod, type Period } from "../../../../scripts/backtest/periods";
import { demandOf } from "./demand-of";

async function periodsOf(period: Period, ...rows: string[]) {
  const { items, firstDay, lastDay, lastDays, notes } = sumByPeriod(
    await demandOf(["sku,date,units", ...rows].join("\n")),
    period,
  );
  return {
    units: Object.fromEntries(items.map((item) => [item.sku, [...item.units]])),
    span: `${toIsoDay(firstDay)} ${toIsoDay(lastDay)}`,
    ends: lastDays.map(toIsoDay),
    notes,
  };
}

const daily = (...days: string[]) => days.map((day) => `A,${day},1`);

describe("demand by day", () => {
  it("is zero where the file has no row, and the sum where it has several", async () => {
    expect(
      await periodsOf("day", "A,2011-01-03,2", "B,2011-01-01,1", "A,2011-01-03,0.5", "B,2011-01-04,4"),
    ).toMatchObject({ units: { A: [0, 0, 2.5, 0], B: [1, 0, 0, 4] }, span: "2011-01-01 2011-01-04", notes: [] });
  });

  it("refuses dates so far apart that no memory holds the days between", async () => {
    const rows = Array.from({ length: 200 }, (_, sku) => `${sku},2011-01-01,1`);
    await expect(periodsOf("day", ...rows, "0,0011-01-01,1", "0,9011-01-01,1")).rejects.toThrow(FaultyInputError);
  });
});

describe("demand by week", () => {
  it("is summed over seven days from the file's first one; a last week that is incomplete is left out", async () => {
    // 2011-01-05 is a Wednesday; 19 days are two weeks and five days.
    expect(await periodsOf("week", ...daily("2011-01-05", "2011-01-11", "2011-01-12", "2011-01-23"))).toEqual({
      units: { A: [2, 1] },
      span: "2011-01-05 2011-01-18",
      ends: ["2011-01-11", "2011-01-18"],
      notes: ["The last week, from 2011-01-19 on, is incomplete and left out: the file ends on 2011-01-23."],
    });
  });

  it("keeps all of a file that has a row a week, on any weekday", async () => {
    expect(await periodsOf("week", ...daily("2011-01-05", "2011-01-12", "2011-01-26"))).toMatchObject({
      units: { A: [1, 1, 0, 1] },
      notes: [],
    });
  });
});

describe("demand by month", () => {
  it("leaves out a first and a last month that are incomplete", async () => {
    const days = ["2010-12-02", "2010-12-20", "2011-01-01", "2011-01-31", "2011-03-01", "2011-03-30"];
    expect(await periodsOf("month", ...daily(...days))).toEqual({
      units: { A: [2, 0] },
      span: "2011-01-01 2011-02-28",
      ends: ["2011-01-31", "2011-02-28"],
      notes: [
        "The first month is incomplete and left out: the file begins on 2010-12-02, inside of it.",
        "The last month, from 2011-03-01 on, is incomplete and left out: the file ends on 2011-03-30.",
      ],
    });
  });

  it("keeps months that the file fills from their first day to their last", async () => {
    expect(await periodsOf("month", ...daily("2011-01-01", "2011-01-02", "2011-02-28"))).toMatchObject({
      units: { A: [2, 1] },
      notes: [],
    });
  });

  it("keeps all of a file that has a row a month, on any of its days", async () => {
    expect(await periodsOf("month", ...daily("2011-01-15", "2011-02-03", "2011-04-30"))).toMatchObject({
      units: { A: [1, 1, 0, 1] },
      notes: [],
    });
  });

  it("has nothing left of a few days of a single month", async () => {
    expect((await periodsOf("month", ...daily("2011-01-15", "2011-01-16"))).units).toEqual({ A: [] });
    expect((await periodsOf("month", ...daily("2011-01-01", "2011-01-16"))).units).toEqual({ A: [] });
  });
});
