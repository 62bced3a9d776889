// `npm run bench`: what the main job costs, measured on this machine by starting the demo as a stranger would.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  downloadReorderCsv,
  makeApiToken,
  openInAdmin,
  readSandboxState,
  requestInAdmin,
  untilPlanned,
} from "../e2e/shop-session";
import { startDemo, type Demo } from "../e2e/start-demo";

const HELP = `Measures the main job: start, first plan, CSV and page, on shops of several sizes.

Usage: npm run bench -- [--skus 3800,100000] [--store FOLDER] [--requests 200] [--json]

  --skus       sizes of the generated shop, comma-separated
  --store      a real shop's folder, measured too (products.csv, invoice-lines.csv.gz)
  --requests   requests of the page, after ten that warm it up
  --json       prints JSON instead of a table`;

interface Figures {
  shop: string;
  skus: number;
  orderLines: number;
  /** From the start of \`npm run demo\`'s program to the address printed; the build is up to date. */
  secondsToAddress: number;
  /** From the first opening of the page to a plan for every variant. */
  secondsToPlan: number;
  /** Admin API points spent by then. */
  pointsToPlan: number;
  csvSeconds: number;
  csvFirstByteSeconds: number;
  csvMegabytes: number;
  /** Resident memory of the app at its highest during the download, over what it had before. */
  csvMemoryMegabytes: number;
  pageMedianMs: number;
  pageP95Ms: number;
  /** From the wish to replay the shop's history to the end of the process that does. */
  backtestSeconds: number;
  /** The page meanwhile, and in relation to the page at rest. */
  pageP95MsDuringBacktest: number;
  pageP95RatioDuringBacktest: number;
}

const { values } = parseArgs({
  options: {
    skus: { type: "string", default: "3800,100000" },
    store: { type: "string" },
    requests: { type: "string", default: "200" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(HELP);
} else {
  execFileSync("npm", ["run", "build", "--silent"], { stdio: "ignore" }); // So that no start includes it.
  const figures: Figures[] = [];
  if (values.store) figures.push(await measure("real", { storeFolder: values.store }));
  for (const skus of values.skus.split(",").map(Number)) figures.push(await measure("generated", { skus }));
  if (values.json) console.log(JSON.stringify(figures, null, 2));
  else console.log(toTable(figures));
}

async function measure(shop: string, store: { skus?: number; storeFolder?: string }): Promise<Figures> {
  const begin = performance.now();
  const demo = await startDemo(store);
  try {
    const secondsToAddress = secondsSince(begin);
    const opened = performance.now();
    await openInAdmin(demo, "/app");
    const token = await makeApiToken(demo);
    await untilPlanned(demo, token);
    const secondsToPlan = secondsSince(opened);
    const { counts, pointsSpent } = await readSandboxState(demo);
    await untilQuiet(demo);
    const csv = await measureCsv(demo, token);
    const page = await measurePage(demo, Number(values.requests));
    const { backtestSeconds, pageP95MsDuringBacktest } = await measureBacktest(demo);
    return {
      shop,
      skus: counts.variants,
      orderLines: counts.orderLines,
      secondsToAddress,
      secondsToPlan,
      pointsToPlan: pointsSpent,
      ...csv,
      ...page,
      backtestSeconds,
      pageP95MsDuringBacktest,
      pageP95RatioDuringBacktest: pageP95MsDuringBacktest / page.pageP95Ms,
    };
  } finally {
    await demo.stop();
  }
}

/** Waits until the background has ended its work (older orders, the first replay): hardly any processor time is used. */
async function untilQuiet(demo: Demo): Promise<void> {
  const pid = appProcess(demo);
  for (let quietSeconds = 0; quietSeconds < 5;) {
    const before = cpuSeconds(pid);
    await new Promise((later) => setTimeout(later, 1_000));
    quietSeconds = cpuSeconds(pid) - before < 0.1 && !replays(demo) ? quietSeconds + 1 : 0;
  }
}

async function measureCsv(demo: Demo, token: string) {
  await downloadReorderCsv(demo, token); // Warms it up.
  const pid = appProcess(demo);
  const before = residentMegabytes(pid);
  let highest = before;
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes(pid))), 20);
  const begin = performance.now();
  const response = await fetch(new URL("/api/reorder.csv?view=all", demo.appAddress), {
    headers: { Authorization: `Bearer ${token}`, "Accept-Encoding": "identity" },
  });
  let bytes = 0;
  let csvFirstByteSeconds = 0;
  for await (const part of response.body ?? []) {
    csvFirstByteSeconds ||= secondsSince(begin);
    bytes += (part as Uint8Array).length;
  }
  const csvSeconds = secondsSince(begin);
  clearInterval(watch);
  return { csvSeconds, csvFirstByteSeconds, csvMegabytes: bytes / 1e6, csvMemoryMegabytes: highest - before };
}

async function measurePage(demo: Demo, requests: number) {
  for (let warm = 0; warm < 10; warm++) await timePage(demo);
  const times: number[] = [];
  for (let request = 0; request < requests; request++) times.push(await timePage(demo));
  times.sort((first, second) => first - second);
  return { pageMedianMs: percentile(times, 0.5), pageP95Ms: percentile(times, 0.95) };
}

async function measureBacktest(demo: Demo) {
  const begin = performance.now();
  const wish = new Request(await requestInAdmin(demo, "/app/backtest", demo.appAddress), { method: "POST" });
  const { ok, status } = await fetch(wish);
  if (!ok) throw new Error(`/app/backtest answered ${status}`);
  while (!replays(demo)) await new Promise((later) => setTimeout(later, 20));
  const times: number[] = [];
  while (replays(demo)) times.push(await timePage(demo));
  times.sort((first, second) => first - second);
  return { backtestSeconds: secondsSince(begin), pageP95MsDuringBacktest: percentile(times, 0.95) };
}

/** Whether the app has a process under way that replays a shop's history. */
function replays(demo: Demo): boolean {
  return childrenOf(appProcess(demo)).some((child) => commandOf(child).includes("backtest-process"));
}

/** To the last byte of the document, live quantities included: they stream in at its end. */
async function timePage(demo: Demo): Promise<number> {
  const request = await requestInAdmin(demo, "/app", demo.appAddress);
  const begin = performance.now();
  const response = await fetch(request);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`/app answered ${response.status}`);
  return performance.now() - begin;
}

function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function appProcess({ pid }: Demo): number {
  const app = childrenOf(pid).find((child) => commandOf(child).includes("server.ts"));
  if (app === undefined) throw new Error("The demo has no process that runs server.ts");
  return app;
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}

/** Empty for a process that has just ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1_000;
}

/** User and system time; Linux counts a hundred ticks a second. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function secondsSince(begin: number): number {
  return (performance.now() - begin) / 1_000;
}

function toTable(figures: Figures[]): string {
  const names = Object.keys(figures[0] ?? {}) as (keyof Figures)[];
  const rows = names.map((name) => [name, ...figures.map((column) => shown(column[name]))]);
  return rows
    .map(([name = "", ...cells]) => name.padEnd(28) + cells.map((cell) => cell.padStart(14)).join(""))
    .join("\n");
}

function shown(value: string | number): string {
  return typeof value === "string" || Number.isInteger(value) ? String(value) : value.toFixed(2);
}
