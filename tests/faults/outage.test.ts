import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trafficSchema } from "../../sandbox/traffic/traffic-settings";
import { deliver, samplePayload } from "../integration/sync/signed-delivery";
import { DatabaseProxy, type Outage } from "./database-proxy";
import { FIRST_PULL_DONE, NOTHING_PENDING, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { expectShopsTruth, orderLinesThatDiffered } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let proxy: DatabaseProxy;
let faulty: FaultyShop;

const HEALTH_LIMIT_MS = 2_000;
/** Shopify waits five seconds. */
const RECEIPT_LIMIT_MS = 4_000;
/** So long it may take until it is clear that a database that says nothing will say nothing. */
const PAGE_LIMIT_MS = 8_000;
const RECOVERY_LIMIT_MS = 30_000;
const SETTLE_LIMIT_MS = 600_000;

describe.skipIf(!DATABASES.includes("server"))("a database whose connections", () => {
  beforeAll(openShop);
  afterAll(async () => {
    await faulty.close();
    await proxy.close();
  });

  it.each<Outage>(["refused", "hanging"])(
    "are %s is missed by health, pages and webhooks at once, and comes back without a loss or a restart",
    async (outage) => {
      const { webhooks, traffic, faults } = faulty.sandbox.installation;
      faults.set({ latencyMs: 200 }); // So that a reconciliation takes its time.
      traffic.start(trafficSchema.parse({ ordersPerSecond: 5, seed: 3 }));
      await untilServed(wishForReconciliation);
      await sleep(1_000);

      await proxy.begin(outage);
      const end = Date.now() + SIZE.outageMs;
      await Promise.all([expectHealthToSay(end), expectReceiptsToBeRefused(end), expectPagesToSay(end)]);
      await proxy.end();

      await expectRecovery();
      await sleep(1_000);
      traffic.stop();
      faults.clear();
      expect(await webhooks.settled(SETTLE_LIMIT_MS)).toBe(true);
      await faulty.until(NOTHING_PENDING, [faulty.shop]);
      expect(webhooks.counts.total.failed).toBe(0);
      await faulty.until(
        "SELECT WHERE NOT EXISTS (SELECT FROM sync_runs WHERE shop = $1 AND (status = 'running' OR status = 'failed'))",
        [faulty.shop],
      );
      await faulty.until("SELECT FROM replan_requests WHERE shop = $1 HAVING count(*) = 0", [faulty.shop]);

      await faulty.reconcile();
      expect(await orderLinesThatDiffered(faulty)).toEqual({ missing: 0, different: 0, extra: 0 });
      await expectShopsTruth(faulty);
    },
  );
});

async function openShop(): Promise<void> {
  faulty = await startFaultyShop({
    on: "server",
    skus: SIZE.skus,
    reach: async (databaseUrl) => {
      const started = await DatabaseProxy.start(databaseUrl);
      proxy = started.proxy;
      return started.url;
    },
  });
  await faulty.open();
  await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
}

async function wishForReconciliation() {
  const body = new URLSearchParams({ kind: "reconciliation" });
  const { status } = await fetch(new Request(await faulty.request("/app/status"), { method: "POST", body }));
  return { status };
}

async function expectHealthToSay(end: number): Promise<void> {
  const answers = await askUntil(end, readHealth);
  for (const answer of answers) expect(answer).toMatchObject({ status: 503, database: "down" });
  expect(fastest(answers)).toBeLessThan(HEALTH_LIMIT_MS);
}

async function expectReceiptsToBeRefused(end: number): Promise<void> {
  const answers = await askUntil(end, receive);
  for (const answer of answers) expect(answer.status).toBe(503);
  expect(fastest(answers)).toBeLessThan(RECEIPT_LIMIT_MS);
}

async function expectPagesToSay(end: number): Promise<void> {
  const answers = await askUntil(end, readPage);
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(answer.text).toContain("cannot reach its database");
  }
  expect(fastest(answers)).toBeLessThan(PAGE_LIMIT_MS);
}

/** One after the other, twice at least: the first may find out. The outage lasts until the last has its answer. */
async function askUntil<Answer>(end: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers = [await ask(), await ask()];
  while (Date.now() < end) {
    await sleep(200);
    answers.push(await ask());
  }
  return answers;
}

/** The others may have come late for what else the machine has to do. */
function fastest(answers: readonly { elapsedMs: number }[]): number {
  return Math.min(...answers.map(({ elapsedMs }) => elapsedMs));
}

async function expectRecovery(): Promise<void> {
  for (const ask of [readHealth, receive, readPage]) await untilServed(ask);
}

/** An app that hardly gets the processor takes its database for gone now and then, for a moment. */
async function untilServed(ask: () => Promise<{ status: number }>): Promise<void> {
  const deadline = Date.now() + RECOVERY_LIMIT_MS;
  while ((await ask()).status !== 200) {
    expect(Date.now()).toBeLessThan(deadline);
    await sleep(100);
  }
}

async function readHealth() {
  const { status, text, elapsedMs } = await ask(() => fetch(`${faulty.app.address}/healthz`));
  const report = JSON.parse(text) as { checks: { database: { status: string } } };
  return { status, elapsedMs, database: report.checks.database.status };
}

/** Of a product that is not the shop's: the app asks Shopify for it, in vain. */
async function receive() {
  const begin = performance.now();
  const payload = samplePayload("products/delete");
  const status = await deliver(({ request }) => fetch(new Request(`${faulty.app.address}/webhooks/data`, request)), {
    topic: "products/delete",
    shop: faulty.shop,
    payload,
  });
  return { status, elapsedMs: performance.now() - begin };
}

async function readPage() {
  const request = await faulty.request("/app");
  return ask(() => fetch(request, { headers: { ...Object.fromEntries(request.headers), Accept: "text/html" } }));
}

async function ask(send: () => Promise<Response>) {
  const begin = performance.now();
  const answer = await send();
  const text = await answer.text();
  return { status: answer.status, text, elapsedMs: performance.now() - begin };
}
