import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../sandbox/store/random";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";
import { FIRST_PULL_DONE, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { killAgainAndAgain, WORK_ON_DELIVERIES, workOn } from "./kills";
import { expectCurrentPlans, expectQuiet } from "./plan-truth";
import { changeWithoutAWord } from "./shop-changes";
import { expectShopsTruth } from "./shop-truth";
import { EACH_DATABASE, SIZE } from "./size";
import { expectFaults, expectKept, FAULT_SHARES } from "./webhook-truth";

const SETTLE_LIMIT_MS = 600_000;
/** Of the traffic of a shop, at least. */
const DELIVERIES_PER_CHANGE = 3;
/** So many of the kills have to meet the work that they are to interrupt. */
const LEAST_MET = SIZE.kills / 3;

// One after the other with the same app and database: what one leaves behind must not harm the next.
describe.each(EACH_DATABASE)("on the %s database, the app ends with the shop's truth after", (on) => {
  let faulty: FaultyShop;
  let troubledShop: string;
  let newShops: string[];

  beforeAll(async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus, shops: Math.ceil(SIZE.kills / 2) + 1 });
    newShops = faulty.sandbox.installations.map(({ shopDomain }) => shopDomain);
    troubledShop = newShops.pop() ?? "";
  });
  afterAll(() => faulty.close());

  it("first pulls in which it is killed again and again", async () => {
    const opened: string[] = [];
    let starts = 0;
    const met = await killAgainAndAgain(faulty, {
      count: SIZE.kills,
      seed: 1,
      interrupted: workOn("first-pull", "order-history"),
      onceUp: async () => {
        // One is interrupted once or twice before the next shop comes.
        const shop = starts++ % 2 === 0 ? newShops.shift() : undefined;
        if (!shop) return;
        opened.push(shop);
        await faulty.open(shop);
      },
    });
    expect(met).toBeGreaterThanOrEqual(LEAST_MET);
    for (const shop of opened) {
      await faulty.until(FIRST_PULL_DONE, [shop]);
      await expectQuiet(faulty, shop);
      await expectShopsTruth(faulty, shop);
    }
  });

  it("a first pull in which a tenth of Shopify's answers are faults of every kind", async () => {
    const { faults } = faulty.installationOf(troubledShop);
    const shares = { throttle: 0.1, tooManyRequests: 0.1, serverErrors: 0.1, droppedConnections: 0.1 };
    faults.set({ shares: { ...shares, truncatedResults: 0.1, failedBulkOperations: 0.1 }, seed: 5 });
    // The very first page may meet a fault too: then the merchant opens it again.
    await faulty.open(troubledShop).catch(() => faulty.open(troubledShop));
    await faulty.until(FIRST_PULL_DONE, [troubledShop]);
    await expectQuiet(faulty, troubledShop);
    await expectShopsTruth(faulty, troubledShop);
    faults.clear();
  });

  it("incremental pulls in which it is killed again and again, while no webhook comes", async () => {
    const { installation } = faulty.sandbox;
    await pullFirst(faulty);
    // So that a refresh takes its time.
    installation.faults.set({ webhooks: { lostShare: 1 }, latencyMs: 50 });
    const random = createRandom(3, "changes");
    const met = await killAgainAndAgain(faulty, {
      count: SIZE.kills,
      seed: 3,
      interrupted: workOn("refresh"),
      onceUp: () => faulty.pull("refresh"),
      whileDown: () => changeWithoutAWord(installation, { changes: Math.ceil(SIZE.changes / SIZE.kills), random }),
    });
    expect(met).toBeGreaterThanOrEqual(LEAST_MET);
    await expectQuiet(faulty);
    installation.faults.clear();
    // An export that was begun before the last changes, where these are many, does not know them; the next refresh does.
    await faulty.pull("refresh");
    await expectQuiet(faulty);
    await expectShopsTruth(faulty);
    await expectCurrentPlans(faulty);
  });

  it("webhooks that come twice, late, badly signed or not at all, and kills while it works on them", async () => {
    const { faults, traffic, webhooks } = faulty.sandbox.installation;
    await pullFirst(faulty);
    const before = { ...webhooks.counts.total };
    faults.set({ webhooks: { ...FAULT_SHARES, lateMs: 1_000 }, seed: 7 });
    webhooks.retryDelayMs = SIZE.retryDelayMs;
    const trade: Promise<unknown>[] = [];
    const met = await killAgainAndAgain(faulty, {
      count: SIZE.kills,
      seed: 2,
      interrupted: WORK_ON_DELIVERIES,
      onceUp: async () => {
        await expectKept(faulty);
        const changes = Math.ceil(SIZE.deliveries / SIZE.kills / DELIVERIES_PER_CHANGE);
        trade.push(traffic.burst(burstSchema.parse({ changes, seed: trade.length })));
      },
    });
    expect(met).toBeGreaterThanOrEqual(LEAST_MET);
    await Promise.all(trade);
    // Who is killed while it starts is not traded with before.
    while (webhooks.counts.total.due - before.due < SIZE.deliveries) {
      await traffic.burst(burstSchema.parse({ changes: 50, seed: webhooks.counts.total.due }));
    }
    expect(await webhooks.settled(SETTLE_LIMIT_MS)).toBe(true);
    await expectKept(faulty);
    expectFaults(webhooks.counts.total, { since: before, deliveries: SIZE.deliveries });
    await expectQuiet(faulty);

    faults.clear();
    await faulty.reconcile();
    await expectQuiet(faulty);
    await expectShopsTruth(faulty);
    await expectCurrentPlans(faulty);
  });
});

/** Where a test runs by itself, the shop is new. */
async function pullFirst(faulty: FaultyShop): Promise<void> {
  await faulty.open();
  await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
  await expectQuiet(faulty);
}
