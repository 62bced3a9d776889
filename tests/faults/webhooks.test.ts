import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createRandom } from "../../sandbox/store/random";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";
import { FIRST_PULL_DONE, NOTHING_PENDING, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { expectShopsTruth } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let faulty: FaultyShop;
afterEach(() => faulty.close());

const SETTLE_LIMIT_MS = 600_000;

describe.each(DATABASES)("webhooks, on the %s database,", (on) => {
  it("that come twice, late, badly signed or not at all, to an app that is killed meanwhile, come to the shop's truth", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus });
    const { faults, traffic, webhooks } = faulty.sandbox.installation;
    await faulty.open();
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);

    faults.set({
      webhooks: { duplicateShare: 0.2, reorderShare: 0.1, lateMs: 1_000, lostShare: 0.05, badSignatureShare: 0.05 },
      seed: 7,
    });
    webhooks.retryDelayMs = 50;
    const burst = traffic.burst(burstSchema.parse({ changes: SIZE.changes, seed: 7 }));
    const random = createRandom(2, "kills");
    for (let kill = 0; kill < SIZE.kills / 4; kill++) {
      await sleep(random.integer(100, 3_000));
      await faulty.app.kill();
      await faulty.app.start();
    }
    await burst;
    expect(await webhooks.settled(SETTLE_LIMIT_MS)).toBe(true);
    await faulty.until(NOTHING_PENDING, [faulty.shop]);

    faults.clear();
    await faulty.reconcile();
    await expectShopsTruth(faulty);
  });
});
