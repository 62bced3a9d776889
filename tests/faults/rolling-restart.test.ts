import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trafficSchema } from "../../sandbox/traffic/traffic-settings";
import type { WebhookCounts } from "../../sandbox/webhook-counts";
import type { AppProcess } from "./app-process";
import { startLoad } from "./constant-load";
import { FIRST_PULL_DONE, NOTHING_PENDING, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { LoadBalancer } from "./load-balancer";
import { expectShopsTruth, orderLinesThatDiffered } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

const STOP_LIMIT_MS = 25_000;
const SETTLE_LIMIT_MS = 600_000;
/** The machine may have much else to do. */
const RETURN_LIMIT_MS = 60_000;
/** While one process is away, and before. */
const REQUESTS_BETWEEN = 40;

let balancer: LoadBalancer;
let faulty: FaultyShop;
let processes: AppProcess[];

describe.skipIf(!DATABASES.includes("server"))("two processes behind a load balancer", () => {
  beforeAll(async () => {
    balancer = await LoadBalancer.start();
    faulty = await startFaultyShop({ on: "server", skus: SIZE.skus, front: balancer.address });
    processes = [faulty.app, await faulty.anotherApp()];
    for (const { address } of processes) balancer.add(address);
    await faulty.open();
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
  });
  afterAll(async () => {
    await faulty.close();
    await balancer.close();
  });

  it("are restarted one after the other, without a failed request or a lost webhook", async () => {
    const { traffic, webhooks } = faulty.sandbox.installation;
    const before = { ...webhooks.counts.total };
    const load = await startLoad(faulty);
    traffic.start(trafficSchema.parse({ ordersPerSecond: 2, seed: 9 }));
    for (const process of processes) {
      await load.more(REQUESTS_BETWEEN);
      await restart(process, () => load.more(REQUESTS_BETWEEN));
      await untilAsked(process);
    }
    traffic.stop();
    await load.end();
    expect(balancer.failures).toEqual([]);
    expect(load.failures).toEqual([]);
    expect(await webhooks.settled(SETTLE_LIMIT_MS)).toBe(true);
    await expectEachDeliveryKeptAtOnce(webhooks.counts.total, before);
    await faulty.until(NOTHING_PENDING, [faulty.shop]);
    await faulty.reconcile();
    expect(await orderLinesThatDiffered(faulty)).toEqual({ missing: 0, different: 0, extra: 0 });
    await expectShopsTruth(faulty);
  });
});

async function restart(process: AppProcess, whileAway: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  expect(await process.stop()).toBe(0);
  expect(performance.now() - begin).toBeLessThan(STOP_LIMIT_MS);
  await whileAway();
  await process.start();
}

/** The balancer has found out that it is there again. */
async function untilAsked({ address }: AppProcess): Promise<void> {
  const before = balancer.answeredBy(address);
  await expect.poll(() => balancer.answeredBy(address), { timeout: RETURN_LIMIT_MS }).toBeGreaterThan(before + 5);
}

async function expectEachDeliveryKeptAtOnce(counts: Readonly<WebhookCounts>, before: Readonly<WebhookCounts>) {
  const more = (name: keyof WebhookCounts) => counts[name] - before[name];
  expect(more("due")).toBeGreaterThan(REQUESTS_BETWEEN);
  // None was refused, nor went unanswered: Shopify would repeat it, and after some of them send no more.
  expect({ attempts: more("attempts"), delivered: more("delivered") }).toEqual({
    attempts: more("due"),
    delivered: more("due"),
  });
  expect(await faulty.query("SELECT count(*)::integer AS kept FROM webhook_deliveries")).toEqual([
    { kept: counts.delivered },
  ]);
}
