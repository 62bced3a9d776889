import { afterEach, describe, expect, it } from "vitest";
import type { Webhooks } from "../../sandbox/webhooks";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";
import { FIRST_PULL_DONE, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { killAgainAndAgain, WORK_ON_DELIVERIES } from "./kills";
import { expectCurrentPlans, expectQuiet } from "./plan-truth";
import { expectShopsTruth } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let faulty: FaultyShop;
afterEach(() => faulty.close());

const SETTLE_LIMIT_MS = 600_000;
const SHARES = { duplicateShare: 0.2, reorderShare: 0.1, lostShare: 0.05, badSignatureShare: 0.05 };

describe.each(DATABASES)("webhooks, on the %s database,", (on) => {
  it("that come twice, late, badly signed or not at all, to an app that is killed meanwhile, come to the shop's truth", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus });
    const { faults, traffic, webhooks } = faulty.sandbox.installation;
    await faulty.open();
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);

    faults.set({ webhooks: { ...SHARES, lateMs: 1_000 }, seed: 7 });
    webhooks.retryDelayMs = 250;
    const trade: Promise<unknown>[] = [];
    const met = await killAgainAndAgain(faulty, {
      count: SIZE.kills,
      seed: 2,
      interrupted: WORK_ON_DELIVERIES,
      onceUp: async () => {
        await expectKept(webhooks);
        const changes = Math.ceil(SIZE.deliveries / SIZE.kills / DELIVERIES_PER_CHANGE);
        trade.push(traffic.burst(burstSchema.parse({ changes, seed: trade.length })));
      },
    });
    expect(met).toBeGreaterThanOrEqual(SIZE.kills / 3);
    await Promise.all(trade);
    expect(await webhooks.settled(SETTLE_LIMIT_MS)).toBe(true);
    await expectKept(webhooks);
    expectFaults(webhooks);
    await expectQuiet(faulty);

    faults.clear();
    await faulty.reconcile();
    await expectQuiet(faulty);
    await expectShopsTruth(faulty);
    await expectCurrentPlans(faulty);
  });
});

/** At least. */
const DELIVERIES_PER_CHANGE = 3;

/** What the app has answered with 200 it has kept. */
async function expectKept({ recent }: Webhooks): Promise<void> {
  const answered = recent.filter(({ state }) => state === "delivered").map(({ webhookId }) => webhookId);
  const kept = await faulty.query<{ id: string }>(
    "SELECT webhook_id AS id FROM webhook_deliveries WHERE shop = $1 AND webhook_id = ANY($2::text[])",
    [faulty.shop, answered],
  );
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(answered));
}

/** The shop has owed the app so many deliveries, with so many faults; and the app believed none with a bad signature. */
function expectFaults({ counts }: Webhooks): void {
  const { due, duplicated, reordered, lost, badlySigned, badlySignedDelivered } = counts.total;
  expect(due).toBeGreaterThanOrEqual(SIZE.deliveries);
  expect(duplicated).toBeGreaterThan(0.8 * SHARES.duplicateShare * SIZE.deliveries);
  expect(reordered).toBeGreaterThan(0.8 * SHARES.reorderShare * SIZE.deliveries);
  expect(lost).toBeGreaterThan(0.8 * SHARES.lostShare * SIZE.deliveries);
  expect(badlySigned).toBeGreaterThan(0.8 * SHARES.badSignatureShare * SIZE.deliveries);
  expect(badlySignedDelivered).toBe(0);
}
