// `npm run bench`: what the app costs, measured on this machine. docs/performance.md explains the figures.
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { needsBuild } from "../../sandbox/demo/app-build";
import { helpText, parseOptions, type BenchOptions } from "./bench-options";
import type { Figure, WorkFigure } from "./figure";
import { toTable } from "./figures-table";
import { describeMachine } from "./machine";
import { EMBEDDED, onEmptyDatabase, startServer, type DatabaseKind } from "./shops/databases";
import { startShop, type MeasuredShop } from "./shops/measured-shop";
import { findPostgres } from "./shops/postgres-server";
import type { DatabaseWork, LoneWork, ShopWork, Work } from "./work";
import { WORKS } from "./works";

// What answers cost is measured, not how many a token may ask for; the apps that are started see it.
process.env.API_REQUESTS_A_MINUTE = "1000000";

try {
  const options = parseOptions(process.argv.slice(2), WORKS);
  if (options) await bench(options);
  else console.log(helpText(WORKS));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function bench(options: BenchOptions): Promise<void> {
  const date = new Date().toISOString();
  const machine = describeMachine();
  if (await needsBuild(process.cwd())) execFileSync("npm", ["run", "build", "--silent"], { stdio: "ignore" });
  const figures = await measureAll(options);
  const json = () => `${JSON.stringify({ date, machine, figures }, null, 2)}\n`;
  if (options.json === "standard output") process.stdout.write(json());
  else {
    const { processors, memoryGigabytes, load } = machine;
    console.log(`${date}, ${processors} processors, ${memoryGigabytes} GB, load ${load.toFixed(1)} at the start\n`);
    console.log(toTable(figures));
    if (options.json) await writeFile(options.json.file, json());
  }
}

async function measureAll(options: BenchOptions): Promise<WorkFigure[]> {
  const figures: WorkFigure[] = [];
  for (const work of options.works.filter(needsNothing)) {
    figures.push(...(await measured(work, () => work.measure(options.scale))));
  }
  const needingDatabases = options.works.filter((work) => !needsNothing(work));
  if (needingDatabases.length === 0) return figures;
  for (const name of options.databases) {
    const database = await startDatabase(name);
    if (database === null) continue;
    try {
      figures.push(...(await measureOn(database, needingDatabases, options)));
    } finally {
      await database.stop();
    }
  }
  return figures;
}

async function startDatabase(name: DatabaseKind["name"]): Promise<DatabaseKind | null> {
  if (name === "PGlite") return EMBEDDED;
  const programs = findPostgres();
  if (programs !== null) return startServer(programs);
  say("No PostgreSQL server is installed: nothing is measured on one");
  return null;
}

async function measureOn(
  database: DatabaseKind,
  works: readonly Work[],
  { shops, scale }: BenchOptions,
): Promise<WorkFigure[]> {
  const figures: WorkFigure[] = [];
  for (const work of works.filter(needsEmptyDatabase)) {
    const measure = () => onEmptyDatabase(database, (empty) => work.measure(empty, scale));
    figures.push(...(await measured(work, measure, database)));
  }
  const ofShops = works.filter(needsShops);
  if (ofShops.length === 0) return figures;
  const started: MeasuredShop[] = [];
  try {
    for (const shop of shops) {
      say(`Starting ${"skus" in shop ? `a shop of ${shop.skus} SKUs` : shop.storeFolder} on ${database.name} …`);
      started.push(await startShop(shop, database));
    }
    for (const work of ofShops) {
      figures.push(...(await measured(work, () => work.measure(started, scale), database)));
    }
  } finally {
    for (const shop of started) await shop.stop();
  }
  return figures;
}

/** A work that breaks off leaves no figures; the others, of an hour perhaps, are printed all the same. */
async function measured(work: Work, measure: () => Promise<Figure[]>, database?: DatabaseKind): Promise<WorkFigure[]> {
  const what = `${work.name}${database ? ` on ${database.name}` : ""}`;
  say(`Measuring ${what} …`);
  try {
    return (await measure()).map((figure) => ({ work: work.name, ...figure }));
  } catch (error) {
    say(`${what} could not be measured: ${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 1;
    return [];
  }
}

function needsNothing(work: Work): work is LoneWork {
  return work.on === "nothing";
}

function needsEmptyDatabase(work: Work): work is DatabaseWork {
  return work.on === "an empty database";
}

function needsShops(work: Work): work is ShopWork {
  return work.on === "shops";
}

/** Beside the table and JSON on standard output. */
function say(text: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)}  ${text}`);
}
