import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BacktestReport } from "../../../scripts/backtest/run-backtest";

interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

function runBacktest(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "scripts/backtest.ts", ...args], (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const TERMS = ["--lead-time", "14", "--service-level", "0.95"];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backtest-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeDemand(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Three SKUs over 70 weeks, the one for which each week sells less often than the one before. */
function weeklyDemand(): string {
  const weeks = Array.from({ length: 70 }, (_, week) => new Date(Date.UTC(2010, 0, 4 + 7 * week)));
  const rows = weeks.flatMap((day, week) =>
    [1, 2, 5].map(
      (every, sku) => `S${sku},${day.toISOString().slice(0, 10)},${week % every === 0 ? every + (week % 4) : 0}`,
    ),
  );
  return ["sku,date,units", ...rows, ""].join("\n");
}

const FIGURES = {
  coverage: expect.any(Number) as number,
  cycleService: expect.any(Number) as number,
  fillRate: expect.any(Number) as number,
  stock: expect.any(Number) as number,
};

describe("npm run backtest", () => {
  it("prints JSON alone, of a gzipped file whatever its name", async () => {
    const file = await writeDemand("weekly.csv", gzipSync(weeklyDemand()));
    const args = ["--demand", file, "--lead-time", "3", "--service-level", "0.95", "--period", "week", "--json"];
    const { exitCode, stdout, stderr } = await runBacktest(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const report = JSON.parse(stdout) as BacktestReport;
    const both = { normal: FIGURES, calibrated: FIGURES };
    // 70 weeks, the first origin after 26 and the last before 3: 42 origins of 3 SKUs.
    expect(report).toMatchObject({
      items: 3,
      origins: 42,
      leadTimes: 126,
      methods: both,
      periods: 70,
      lastDay: "2011-05-02",
    });
    const targets = [0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995];
    expect(report.curve).toEqual(targets.map((target) => ({ target, ...both })));
    expect(report.curve.find(({ target }) => target === 0.95)).toMatchObject(report.methods);
  });

  it("prints a table, of one method where one is named", async () => {
    const file = await writeDemand("weekly.csv", weeklyDemand());
    const args = ["--demand", file, "--lead-time", "3", "--service-level", "0.9", "--period", "week"];
    const { exitCode, stdout } = await runBacktest(...args, "--method", "normal");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^3 SKUs, 70 weeks from 2010-01-04 to 2011-05-02$/m);
    expect(stdout).toMatch(/^normal +90\.0%( +\d+\.\d%){3} +\d+\.\d$/m);
    expect(stdout).not.toContain("calibrated");
  });

  it.each([
    ["does not exist", () => join(folder, "none.csv"), "The file does not exist."],
    ["is a folder", () => folder, "The file is a folder."],
    ["has faulty lines", () => writeDemand("faulty.csv", "sku,date,units\nA,2011-02-30,1\n"), "line 2: the date"],
    [
      "is cut off",
      () => writeDemand("cut.csv.gz", gzipSync(weeklyDemand()).subarray(0, -20)),
      "The file is gzipped and ends too early",
    ],
    ["is short", () => writeDemand("short.csv", "sku,date,units\nA,2011-02-28,1\n"), "The file has 1 periods; needs"],
  ])("ends with 2 and computes nothing for a file that %s", async (_, file, fault) => {
    const path = await file();
    const { exitCode, stdout, stderr } = await runBacktest("--demand", path, ...TERMS, "--json");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`${path}:\n${fault}`);
  });

  it("ends with 2 for options that cannot be, and with 0 after its help", async () => {
    expect(await runBacktest("--lead-time", "0")).toMatchObject({ exitCode: 2, stdout: "" });
    const { exitCode, stdout } = await runBacktest("--help");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("--min-sales-periods");
  });
});

/** The folder of the Online Retail data (UCI; Daqing Chen, CC BY 4.0), which is no part of the project. */
const realShopFolder = process.env.REAL_SHOP_FOLDER;
const dailyFile = realShopFolder === undefined ? "" : join(realShopFolder, "daily.csv.gz");

describe.skipIf(!existsSync(dailyFile))("on a real shop (skipped unless REAL_SHOP_FOLDER has daily.csv.gz)", () => {
  const run = async (...args: string[]) => {
    const { stdout } = await runBacktest(
      "--demand",
      dailyFile,
      ...TERMS,
      "--min-sales-periods",
      "10",
      "--json",
      ...args,
    );
    return JSON.parse(stdout) as BacktestReport;
  };
  /** Coverage of the calibrated method, less what was promised. */
  const errorsOf = ({ curve }: BacktestReport) =>
    curve
      .filter(({ target }) => [0.9, 0.95, 0.98].includes(target))
      .map(({ target, calibrated }) => Math.abs((calibrated?.coverage ?? NaN) - target));

  it("the plain formula misses its promise as it was measured elsewhere, and the calibrated method keeps it", async () => {
    const report = await run();
    expect(report.items).toBe(2345);
    const { normal, calibrated } = report.methods;
    expect(Math.abs((normal?.coverage ?? NaN) - 0.866)).toBeLessThanOrEqual(0.002);
    expect(Math.abs((normal?.fillRate ?? NaN) - 0.816)).toBeLessThanOrEqual(0.005);
    expect(Math.abs((normal?.stock ?? NaN) - 23)).toBeLessThanOrEqual(0.2);
    expect(Math.max(...errorsOf(report))).toBeLessThanOrEqual(0.01);
    expect(calibrated?.stock).toBeLessThanOrEqual(45);
  });

  it("the calibrated method keeps its promise before Christmas too", async () => {
    expect(Math.max(...errorsOf(await run("--origins-from", "2011-08-01")))).toBeLessThanOrEqual(0.01);
  });
});
