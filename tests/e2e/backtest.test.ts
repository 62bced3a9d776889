import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backtest-"));
  await writeFile(join(folder, "daily.csv.gz"), gzipSync(generateDemand()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** 40 SKUs of every speed over 300 days: lumpy, some in tenths of a unit, one with a spike, rows in no order. */
function generateDemand(): string {
  const random = startRandom(20101201);
  const rows: string[] = [];
  for (let index = 0; index < 40; index++) {
    const chance = 0.02 + 0.9 * random() ** 2;
    const largest = 1 + Math.floor(random() * 30);
    for (let day = 0; day < 300; day++) {
      if (random() > chance) continue;
      const units = Math.ceil(random() ** 3 * largest) / (index % 5 === 0 ? 10 : 1);
      const date = new Date(Date.UTC(2010, 11, 1 + day)).toISOString().slice(0, 10);
      rows.push(`SKU ${index},${date},${units}`);
      if (random() < 0.1) rows.push(`SKU ${index},${date},${index === 7 && day > 200 ? 5000 : 1}`);
    }
  }
  return ["sku,date,units", ...rows.sort(() => random() - 0.5)].join("\r\n");
}

/** Numbers from 0 to 1, the same from run to run (mulberry32). */
function startRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Achieved {
  items: number;
  origins: number;
  leadTimes: number;
  methods: { normal: Record<string, number> };
}

describe("a backtest of the plain formula, replayed in Python by a program that shares no code", () => {
  it.each([
    "--lead-time 14 --service-level 0.95",
    "--lead-time 7 --service-level 0.8 --history 60 --review 5 --step 3 --cover 7.5 --min-sales-periods 12",
    "--lead-time 10 --service-level 0.99 --history 90 --lead-time-std-dev 2.5 --origins-from 2011-06-01",
    "--lead-time 2 --service-level 0.9 --period week --history 20",
  ])("achieves the same with %s", async (options) => {
    const args = ["--demand", join(folder, "daily.csv.gz"), ...options.split(" ")];
    const [ours, theirs] = await Promise.all([
      run(process.execPath, ["--import", "tsx", "scripts/backtest.ts", ...args, "--method", "normal", "--json"]),
      run("python3", ["tests/recompute/backtest.py", ...args]),
    ]).then((outcomes) => outcomes.map(({ stdout }) => JSON.parse(stdout) as Achieved));
    if (!ours || !theirs) throw new Error("A program printed nothing.");
    expect(ours).toMatchObject({ items: theirs.items, origins: theirs.origins, leadTimes: theirs.leadTimes });
    expect(theirs.leadTimes).toBeGreaterThan(100);
    expect(Object.keys(ours.methods.normal)).toEqual(Object.keys(theirs.methods.normal));
    for (const [name, figure] of Object.entries(theirs.methods.normal)) {
      expect(ours.methods.normal[name], name).toBeCloseTo(figure, 10);
    }
  });
});
