import { describe, expect, it } from "vitest";
import { FaultyInputError } from "../../../../scripts/backtest/faults";
import { HELP } from "../../../../scripts/backtest/help";
import { readOptions } from "../../../../scripts/backtest/options";

const NEEDED = ["--demand", "daily.csv", "--lead-time", "14", "--service-level", "0.95"];

function faultsOf(...args: string[]): readonly string[] {
  try {
    readOptions(args);
    return [];
  } catch (error) {
    if (error instanceof FaultyInputError) return error.faults;
    throw error;
  }
}

describe("the options of npm run backtest", () => {
  it("have defaults, the history by period", () => {
    expect(readOptions(NEEDED)).toEqual({
      file: "daily.csv",
      leadTime: 14,
      serviceLevel: 0.95,
      methods: ["normal", "calibrated"],
      json: false,
      period: "day",
      history: 180,
      step: 1,
      review: 1,
      cover: 14,
      minSalesPeriods: 0,
      originsFrom: null,
      leadTimeStdDev: 0,
    });
    expect(readOptions([...NEEDED, "--period", "week"])).toMatchObject({ history: 26 });
    expect(readOptions([...NEEDED, "--period=month", "--method=normal"])).toMatchObject({
      history: 12,
      methods: ["normal"],
    });
  });

  it("are all refused together, each with what to do", () => {
    expect(
      faultsOf("more", "--lead-time", "14.5", "--service-level", "95", "--method", "best", "--step", "0", "--quick"),
    ).toEqual([
      '"more" belongs to no option',
      "--quick is no option of this command",
      "--demand is missing: name a file with the columns sku,date,units",
      "--lead-time must be a whole number, 1 or more",
      "--service-level must be less than 1, such as 0.95",
      "--method must be normal or calibrated",
      "--step must be 1 or more",
    ]);
  });

  it.each([
    [["--service-level", "1"], "--service-level is given twice"],
    [["--history", "1"], "--history must be 2 or more"],
    [["--cover", "-3"], "--cover must be a number, 0 or more, such as 2.5"],
    [["--period", "year"], "--period must be day, week or month"],
    [["--origins-from", "2011-02-30"], "--origins-from must be a day such as 2011-08-01"],
    [["--min-sales-periods", "181"], "--min-sales-periods must be at most --history"],
    [["--json=yes"], "--json takes no value"],
    [["--review", "--json"], "--review has no value"],
  ])("%j are refused", (args, fault) => {
    expect(faultsOf(...NEEDED, ...args)).toEqual([fault]);
  });

  it("are all in the help", () => {
    const options =
      "demand lead-time service-level method period history step review cover min-sales-periods origins-from";
    for (const name of [...options.split(" "), "lead-time-std-dev", "json", "help"])
      expect(HELP).toContain(`  --${name} `);
  });
});
