// Plans BENCH_VARIANTS variants in memory, in turns with the same arithmetic in numpy where python3 has it.
import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isAbsent } from "../../../app/planning/absence";
import { planVariant } from "../../../app/planning/plan";
import type { Measured } from "../run-program";
import { takeTurns } from "../turns";

const { BENCH_VARIANTS: count, BENCH_REPETITIONS: repetitions } = z
  .object({ BENCH_VARIANTS: z.coerce.number(), BENCH_REPETITIONS: z.coerce.number() })
  .parse(process.env);

const TODAY = "2026-11-25";

const answerSchema = z.object({ seconds: z.number(), unitsToOrder: z.number() });

/** In the order in which `plan_variants.py` reads them. */
const COLUMNS = {
  tracked: (id: number) => (id % 50 === 0 ? 0 : 1),
  observedDays: (id: number) => (id % 100 === 0 ? 1 : id % 10 === 0 ? 40 : 90),
  units: (id: number) => sellingDays(id) * unitsOnMostDays(id) + (sellingDays(id) > 0 ? id % 7 : 0),
  sumOfSquaredUnits: (id: number) => {
    if (sellingDays(id) === 0) return 0;
    return (sellingDays(id) - 1) * unitsOnMostDays(id) ** 2 + (unitsOnMostDays(id) + (id % 7)) ** 2;
  },
  available: (id: number) => (id % 23) * 4 - 3,
  incoming: (id: number) => (id % 5 === 0 ? 24 : 0),
  leadTimeDays: (id: number) => 5 + (id % 40),
  leadTimeStdDevDays: (id: number) => id % 3,
  reviewPeriodDays: (id: number) => (id % 2) * 7,
  serviceLevel: (id: number) => 0.9 + (id % 9) / 100,
  coverageDays: (id: number) => 14 + (id % 30),
  overstockDays: () => 180,
  minimumOrderQuantity: (id: number) => (id % 4) * 6,
  packSize: (id: number) => 1 + (id % 12),
  unitCost: (id: number) => (id % 997) / 10,
};

type Columns = Record<keyof typeof COLUMNS, Float64Array>;

function sellingDays(id: number): number {
  return id % 100 === 0 ? 1 : id % 20;
}

function unitsOnMostDays(id: number): number {
  return 1 + (id % 3);
}

const columns = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, valueOf]) => [
    name,
    Float64Array.from({ length: count }, (_, id) => valueOf(id)),
  ]),
) as Columns;

const numpy = startNumpy();
const measures = [async () => planAll().seconds, ...(numpy ? [async () => (await numpy.plan()).seconds] : [])];
if (numpy) assertSame(planAll().unitsToOrder, (await numpy.plan()).unitsToOrder);
const [ours = [], beside = []] = await takeTurns(measures, repetitions, { warmUpRounds: 1 });
numpy?.stop();
const measured: Measured = { ours, beside, memoryMegabytes: 0 };
process.send?.({ plans: measured });

function planAll(): { seconds: number; unitsToOrder: number } {
  const begin = performance.now();
  let unitsToOrder = 0;
  for (let id = 0; id < count; id++) {
    const { suggestedOrderQuantity } = planVariant(inputOf(id));
    if (!isAbsent(suggestedOrderQuantity)) unitsToOrder += suggestedOrderQuantity;
  }
  return { seconds: (performance.now() - begin) / 1_000, unitsToOrder };
}

/** Written out, so that next to nothing is measured but the plan. */
function inputOf(id: number): Parameters<typeof planVariant>[0] {
  return {
    tracked: columns.tracked[id] === 1,
    demand: {
      observedDays: columns.observedDays[id] ?? 0,
      units: columns.units[id] ?? 0,
      sumOfSquaredUnits: columns.sumOfSquaredUnits[id] ?? 0,
      sellingDays: sellingDays(id),
    },
    stock: { available: columns.available[id] ?? 0, incoming: columns.incoming[id] ?? 0 },
    terms: {
      leadTimeDays: columns.leadTimeDays[id] ?? 0,
      leadTimeStdDevDays: columns.leadTimeStdDevDays[id] ?? 0,
      reviewPeriodDays: columns.reviewPeriodDays[id] ?? 0,
      serviceLevel: columns.serviceLevel[id] ?? 0,
      coverageDays: columns.coverageDays[id] ?? 0,
      overstockDays: columns.overstockDays[id] ?? 0,
      minimumOrderQuantity: columns.minimumOrderQuantity[id] ?? 0,
      packSize: columns.packSize[id] ?? 0,
    },
    unitCost: columns.unitCost[id] ?? 0,
    today: TODAY,
  };
}

/** Of a million ceilings of sums in another order, a few differ by one unit; more would be another arithmetic. */
function assertSame(ours: number, theirs: number): void {
  if (Math.abs(ours - theirs) > ours / 100_000)
    throw new Error(`Not the same plans: ${ours} and ${theirs} units to order`);
}

/** Null where python3 has no numpy. */
function startNumpy() {
  if (spawnSync("python3", ["-c", "import numpy"]).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "bench-plans-"));
  const file = join(folder, "columns");
  writeFileSync(file, Buffer.concat(Object.values(columns).map(({ buffer }) => Buffer.from(buffer))));
  const program = fileURLToPath(new URL("plan_variants.py", import.meta.url));
  const python: ChildProcessByStdio<Writable, Readable, null> = spawn("python3", [program, file, String(count)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const ready = lines.next();
  return {
    plan: async () => {
      await ready;
      python.stdin.write("plan\n");
      const line = await lines.next();
      return answerSchema.parse(JSON.parse(String(line.value)));
    },
    stop: () => {
      python.kill();
      rmSync(folder, { recursive: true });
    },
  };
}
