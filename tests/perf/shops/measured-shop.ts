import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { decode } from "turbo-stream";
import { z } from "zod";
import { openDatabase } from "../../../app/data/embedded-database";
import { makeApiToken, openInAdmin, readSandboxState } from "../../e2e/shop-session";
import { startDemo, type Demo } from "../../e2e/start-demo";
import type { DatabaseName } from "../figure";
import { childrenOf, commandOf, cpuSeconds } from "../process-figures";
import { timedSeconds } from "../turns";
import { AdminRequests } from "./admin-requests";
import { makeDatabase, type DatabaseKind } from "./databases";
import { Floor } from "./floor";

/** A generated shop's size, or a real shop's folder. */
export type ShopToMeasure = { skus: number } | { storeFolder: string };

/** What it took until there was something to measure. */
export interface StartFigures {
  /** From the start of `npm run demo`'s program to the address printed; the build is up to date. */
  secondsToAddress: number;
  /** From the first opening of the page to a plan for every variant. */
  secondsToPlan: number;
  /** Admin API points spent by then. */
  pointsToPlan: number;
  orderLines: number;
}

/** A running shop, planned and at rest, with the app on it and the pages from memory beside it. */
export interface MeasuredShop {
  shop: string;
  skus: number;
  database: DatabaseName;
  demo: Demo;
  start: StartFigures;
  /** A connection string of the app's own database. */
  databaseUrl: string;
  query: <Row extends pg.QueryResultRow>(text: string) => Promise<Row[]>;
  /** The client's program for a server; null for the embedded database. */
  psql: string | null;
  /** Process id of the app. */
  pid: number;
  /** For the API. */
  token: string;
  requests: AdminRequests;
  paths: PagePaths;
  /** The rows of the list's default page. */
  rows: () => Promise<ListedRow[]>;
  floor: Floor;
  stop: () => Promise<void>;
}

/** The pages on which a merchant waits for inventory: of vendors, the one with the most to order; of items, the list's first. */
export const PAGES = ["list", "vendor", "fast movers", "item"] as const;
export type PagePaths = Record<(typeof PAGES)[number], string>;

/** The sandbox's only shop. */
const SHOP = "sandbox-store.myshopify.com";

/** Starts the demo as a stranger would, and waits until the shop is planned and the background has ended its work. */
export async function startShop(wanted: ShopToMeasure, { name, server }: DatabaseKind): Promise<MeasuredShop> {
  const databaseName = "skus" in wanted ? `shop_${wanted.skus}` : "real_shop";
  const databaseUrl = server ? await makeDatabase(server, databaseName) : undefined;
  const begin = performance.now();
  const demo = await startDemo({ ...wanted, databaseUrl });
  const secondsToAddress = (performance.now() - begin) / 1_000;
  try {
    const { url } = await openDatabase({ databaseUrl, dataDir: demo.dataDir });
    const query: MeasuredShop["query"] = (text) => queryOnce(url, text);
    const secondsToPlan = await timedSeconds(async () => {
      await openInAdmin(demo, "/app");
      await untilPlanned(query);
    });
    // As in a shop that works with the app: what is asked of a new one pushes the list out of sight.
    await query(`UPDATE shops SET setup = '{"isLeft": true}'`);
    const { counts, pointsSpent } = await readSandboxState(demo);
    const pid = findApp(demo);
    await untilQuiet(pid);
    const floor = await Floor.start(url);
    const requests = new AdminRequests(demo, demo.appAddress);
    return {
      shop: SHOP,
      skus: counts.variants,
      database: name,
      demo,
      start: { secondsToAddress, secondsToPlan, pointsToPlan: pointsSpent, orderLines: counts.orderLines },
      databaseUrl: url,
      query,
      psql: server?.psql ?? null,
      pid,
      token: await makeApiToken({ ...demo, databaseUrl }),
      requests,
      paths: await holdPages(requests, floor, query),
      rows: () => readRows(requests),
      floor,
      stop: async () => {
        floor.stop();
        await demo.stop();
      },
    };
  } catch (error) {
    await demo.stop();
    throw error;
  }
}

const PLAN_LIMIT_MS = 30 * 60_000;

/** Waits until the first pull has ended, with a plan for every variant. */
async function untilPlanned(query: MeasuredShop["query"]): Promise<void> {
  const deadline = Date.now() + PLAN_LIMIT_MS;
  while (Date.now() < deadline) {
    const [run] = await query<{ status: string; error: string | null }>(
      "SELECT status, error FROM sync_runs WHERE kind = 'first-pull' AND status IN ('succeeded', 'failed')",
    );
    if (run?.status === "succeeded") return;
    if (run) throw new Error(`The first pull failed: ${run.error}`);
    await sleep(250);
  }
  throw new Error(`The first pull did not end within ${PLAN_LIMIT_MS / 60_000} minutes`);
}

async function queryOnce<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

function findApp({ pid }: Demo): number {
  const app = childrenOf(pid).find((child) => commandOf(child).includes("server.ts"));
  if (app === undefined) throw new Error("The demo has no process that runs server.ts");
  return app;
}

const QUIET_SECONDS = 5;

/** Waits until the background has ended its work (older orders, the first replay): hardly any processor time is used. */
export async function untilQuiet(pid: number): Promise<void> {
  for (let quietSeconds = 0; quietSeconds < QUIET_SECONDS;) {
    const before = cpuSeconds(pid);
    await sleep(1_000);
    quietSeconds = cpuSeconds(pid) - before < 0.1 && !replays(pid) ? quietSeconds + 1 : 0;
  }
}

/** Whether the app has a process under way that replays a shop's history. */
export function replays(pid: number): boolean {
  return childrenOf(pid).some((child) => commandOf(child).includes("backtest-process"));
}

const listSchema = z.object({
  "routes/app._index": z.object({
    data: z.object({
      rows: z
        .array(
          z.object({
            variantId: z.string(),
            sku: z.string().nullable(),
            productTitle: z.string(),
            available: z.number(),
          }),
        )
        .min(1),
    }),
  }),
});

/** What measurements need of a row. */
export type ListedRow = z.infer<typeof listSchema>["routes/app._index"]["data"]["rows"][number];

async function readRows(requests: AdminRequests): Promise<ListedRow[]> {
  const { value } = await decode(new Blob([await readData(requests, "/app")]).stream());
  return listSchema.parse(value)["routes/app._index"].data.rows;
}

/** Has the floor keep what the pages load. */
async function holdPages(requests: AdminRequests, floor: Floor, query: MeasuredShop["query"]): Promise<PagePaths> {
  const rows = await readRows(requests);
  // Its page has as many lines in a small shop as in a large one.
  const [vendor] = await query<{ vendorId: string }>(
    `SELECT vendor_id AS "vendorId" FROM vendor_order_sums WHERE vendor_id <> 0 ORDER BY lines DESC, vendor_id LIMIT 1`,
  );
  const paths: PagePaths = {
    list: "/app",
    vendor: `/app/vendors/${vendor?.vendorId ?? "none"}`,
    "fast movers": "/app/fast-movers",
    item: `/app/items/${rows[0]?.variantId}`,
  };
  for (const page of PAGES) await floor.hold(paths[page], await readData(requests, paths[page]));
  return paths;
}

async function readData(requests: AdminRequests, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(await requests.data(path));
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}
