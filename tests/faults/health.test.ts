import { afterAll, beforeAll, describe, expect, it, type ExpectStatic } from "vitest";
import type { HealthReport } from "../../app/ops/health";
import { trafficSchema } from "../../sandbox/traffic/traffic-settings";
import type { AppProcess } from "./app-process";
import { DatabaseProxy } from "./database-proxy";
import { FIRST_PULL_DONE, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { DATABASES, SIZE } from "./size";

/** So soon a fault has to be told, and its end. */
const TELL_LIMIT_MS = 60_000;
/** A page asks its database several times: longer than this, if it answers so late, and shorter, whatever the machine has to do. */
const PAGE_TARGET_MS = 1_500;
const LATENCY_MS = 500;
const WEBHOOK_TARGET_SECONDS = 20;
/** Fewer say little. */
const REQUESTS_TO_JUDGE = 20;
/** More than one in twenty. */
const SLOW_REQUESTS = 3;

let faulty: FaultyShop;
/** Two processes serve pages alone, one of them with a database that is far away; a third one has the jobs. */
let web: AppProcess;
let farWeb: AppProcess;
let worker: AppProcess;
let way: DatabaseProxy;

describe.skipIf(!DATABASES.includes("server"))("/healthz and /metrics tell the begin and the end of", () => {
  beforeAll(startProcesses);
  afterAll(async () => {
    worker.goOn();
    await faulty.close();
    await way.close();
  });

  // They concern different processes.
  it.concurrent("a worker that hangs in the middle of its work, and data that get old", async ({ expect }) => {
    await hangAtWork();
    await letDataBeOld();
    await untilTold(expect, web, {
      httpStatus: 200,
      status: "degraded",
      checks: {
        database: { status: "ok" },
        queue: { status: "degraded", target: 300, unit: "s", problem: contains("no worker takes the jobs") },
        sync: { status: "degraded", target: 93_600, unit: "s", problem: contains("not pulled for longer") },
        webhooks: {
          status: "degraded",
          target: WEBHOOK_TARGET_SECONDS,
          unit: "s",
          problem: contains("wait to be acted on"),
        },
      },
      metrics: { all: 0.5, queue: 0.5, sync: 0.5, webhooks: 0.5 },
    });
    worker.goOn();
    await faulty.pull("refresh");
    const well = { status: "ok" };
    await untilTold(expect, web, {
      checks: { queue: well, sync: well, webhooks: well },
      metrics: { queue: 1, sync: 1, webhooks: 1 },
    });
  });

  it.concurrent("a database that is slow, is stopped, and hangs", async ({ expect }) => {
    await readPages(expect, REQUESTS_TO_JUDGE);
    way.latencyMs = LATENCY_MS;
    await readPages(expect, SLOW_REQUESTS);
    way.latencyMs = 0;
    const slow = { status: "degraded", target: PAGE_TARGET_MS, unit: "ms", problem: "slower than the target: /app" };
    await untilTold(expect, farWeb, {
      httpStatus: 200,
      checks: { inventoryRoutes: slow },
      metrics: { inventoryRoutes: 0.5 },
    });
    // Among many others, they are no longer one in twenty.
    const readOn = () => readPages(expect, REQUESTS_TO_JUDGE);
    const well = { checks: { inventoryRoutes: { status: "ok" } }, metrics: { inventoryRoutes: 1 } };
    await untilTold(expect, farWeb, well, readOn);

    for (const outage of ["refused", "hanging"] as const) {
      await way.begin(outage);
      await untilTold(expect, farWeb, {
        httpStatus: 503,
        status: "down",
        checks: {
          database: { status: "down", observed: null, target: 800, unit: "ms", problem: contains("database") },
        },
        metrics: { all: 0, database: 0 },
      });
      await way.end();
      await untilTold(expect, farWeb, {
        httpStatus: 200,
        checks: { database: { status: "ok" } },
        metrics: { database: 1 },
      });
    }
  });
});

async function startProcesses(): Promise<void> {
  const environment = {
    ROLE: "web",
    HEALTH_PAGE_P95_MS: String(PAGE_TARGET_MS),
    HEALTH_WEBHOOK_WAIT_SECONDS: String(WEBHOOK_TARGET_SECONDS),
  };
  const reach = async (databaseUrl: string) => {
    const { proxy, url } = await DatabaseProxy.start(databaseUrl);
    way = proxy;
    return url;
  };
  faulty = await startFaultyShop({ on: "server", skus: SIZE.skus, environment });
  web = faulty.app;
  [farWeb, worker] = await Promise.all([
    faulty.anotherApp({ reach, environment }),
    faulty.anotherApp({ environment: { ROLE: "worker" } }),
  ]);
  await faulty.open();
  await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
}

/** The worker has the shop's deliveries under way, and further ones wait behind them. */
async function hangAtWork(): Promise<void> {
  const { traffic, faults } = faulty.sandbox.installation;
  faults.set({ latencyMs: 300 }); // So that it takes its time.
  traffic.start(trafficSchema.parse({ ordersPerSecond: 5, seed: 4 }));
  do {
    worker.goOn();
    await faulty.until(UNDER_WAY);
    worker.hang();
    await faulty.until(WAITING_BEHIND);
  } while ((await faulty.query(UNDER_WAY)).length === 0);
  traffic.stop();
  faults.clear();
}

const UNDER_WAY = "SELECT FROM pgboss.job WHERE name = 'deliveries' AND state = 'active'";
const WAITING_BEHIND = "SELECT FROM pgboss.job WHERE name = 'deliveries' AND state = 'created'";

/** As if nothing had been pulled for 27 hours. */
async function letDataBeOld(): Promise<void> {
  await faulty.query("UPDATE sync_runs SET started_at = started_at - interval '27 hours' WHERE status = 'succeeded'");
}

/** Some at a time, so that connections are left for other questions. */
async function readPages(expect: ExpectStatic, requests: number): Promise<void> {
  const { url, headers } = await faulty.request("/app");
  const { pathname, search } = new URL(url);
  let left = requests;
  const read = async () => {
    while (left-- > 0) {
      const answer = await fetch(new URL(pathname + search, farWeb.address), { headers });
      expect(answer.status).toBe(200);
      await answer.text();
    }
  };
  await Promise.all([read(), read(), read()]);
}

async function untilTold(
  expect: ExpectStatic,
  process: AppProcess,
  expected: object,
  meanwhile = () => Promise.resolve(),
): Promise<void> {
  const look = async () => {
    await meanwhile();
    return ask(process);
  };
  await expect.poll(look, { timeout: TELL_LIMIT_MS, interval: 500 }).toMatchObject(expected);
}

async function ask({ address }: AppProcess) {
  const answer = await fetch(`${address}/healthz`);
  const { status, checks } = (await answer.json()) as HealthReport;
  const scraped = await (await fetch(`${address}/metrics`)).text();
  const gauges = scraped.matchAll(/^inventory_health\{.*check="(\w+)".*\} (\S+)$/gm);
  const metrics = Object.fromEntries([...gauges].map(([, check = "", value]) => [check, Number(value)] as const));
  return { httpStatus: answer.status, status, checks, metrics };
}

function contains(words: string): string {
  return expect.stringContaining(words) as string;
}
