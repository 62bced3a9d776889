import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { MeasuredShop } from "../shops/measured-shop";
import { OpenPage } from "./open-page";
import type { SandboxControls } from "./sandbox-controls";

/** SKUs that nobody else buys, on one page: those that never sold, of which the shop has some. */
const PAGE = "/app?sort=units_sold&direction=asc";
/** So that none runs out. */
const LEAST_AVAILABLE = 3;
const LOOK_INTO_DATABASE_MS = 100;
/** Sales come this often, and half as long earlier or later, so that they meet the page's questions at any moment. */
const BETWEEN_SALES_MS = 1_000;
const LONGEST_LAG_MS = 60_000;

interface Sale {
  variantId: string;
  /** What is available after it. */
  available: number;
  at: number;
  plannedAt?: number;
  shownAt?: number;
}

export interface ProbedSales {
  /** From the sale to the stored plan that knows of it. */
  toPlanMs: number[];
  /** From the sale to the row in an open page's hands. */
  toPageMs: number[];
  /** That did not reach the page within a minute. */
  unseen: number;
  /** How often the page was read. */
  timesRead: number;
}

/** Sells single units, one SKU after the other, while something goes on, and watches them arrive. */
export async function probeSales(
  shop: MeasuredShop,
  controls: SandboxControls,
  meanwhile: () => Promise<void>,
): Promise<ProbedSales> {
  const sales: Sale[] = [];
  const page = new OpenPage(shop, PAGE, (rows) => {
    const now = performance.now();
    const shown = new Map(rows.map(({ variantId, available }) => [variantId, available]));
    for (const sale of sales) if ((shown.get(sale.variantId) ?? Infinity) <= sale.available) sale.shownAt ??= now;
  });
  await page.open();
  const probes = page.rows
    .filter(({ available, status }) => available >= LEAST_AVAILABLE && status !== "untracked")
    .map(({ variantId, available }) => ({ variantId, available }));
  if (probes.length === 0) throw new Error("The shop has no SKU in stock that never sold");

  const end = new AbortController();
  const watching = [page.follow(end.signal), watchPlans(shop, sales, end.signal)];
  const traded = meanwhile();
  let hasTraded = false;
  void traded.finally(() => (hasTraded = true));
  for (let turn = 0; !hasTraded; turn++) {
    await sleep(BETWEEN_SALES_MS * (0.5 + Math.random()));
    const probe = probes[turn % probes.length];
    if (!probe || probe.available === 0) continue;
    probe.available -= 1;
    const sale: Sale = { ...probe, at: performance.now() };
    await controls.sellOne(probe.variantId);
    sales.push(sale);
  }
  await traded;
  await untilSeen(sales);
  end.abort();
  await Promise.all(watching);
  return {
    toPlanMs: sales.flatMap(({ at, plannedAt }) => (plannedAt === undefined ? [] : plannedAt - at)),
    toPageMs: sales.flatMap(({ at, shownAt }) => (shownAt === undefined ? [] : shownAt - at)),
    unseen: sales.filter(({ shownAt }) => shownAt === undefined).length,
    timesRead: page.timesRead,
  };
}

async function untilSeen(sales: readonly Sale[]): Promise<void> {
  const deadline = performance.now() + LONGEST_LAG_MS;
  while (performance.now() < deadline && sales.some(({ shownAt }) => shownAt === undefined)) await sleep(100);
}

async function watchPlans({ databaseUrl }: MeasuredShop, sales: readonly Sale[], signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    while (!signal.aborted) {
      await sleep(LOOK_INTO_DATABASE_MS);
      const waiting = sales.filter(({ plannedAt }) => plannedAt === undefined);
      if (waiting.length === 0) continue;
      const { rows } = await client.query<{ variantId: string; available: number }>(
        `SELECT variant_id AS "variantId", available FROM plans WHERE variant_id = ANY($1::bigint[])`,
        [waiting.map(({ variantId }) => variantId)],
      );
      const now = performance.now();
      const planned = new Map(rows.map(({ variantId, available }) => [variantId, available]));
      for (const sale of waiting) {
        if ((planned.get(sale.variantId) ?? Infinity) <= sale.available) sale.plannedAt = now;
      }
    }
  } finally {
    await client.end();
  }
}
