import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, it } from "vitest";
import { createRandom } from "../../sandbox/store/random";
import { FIRST_PULL_DONE, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { expectShopsTruth } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let faulty: FaultyShop;
afterEach(() => faulty.close());

describe.each(DATABASES)("a first pull, on the %s database,", (on) => {
  it("comes to the shop's truth although the app is killed again and again", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus });
    const random = createRandom(1, "kills");
    await faulty.open();
    for (let kill = 0; kill < SIZE.kills; kill++) {
      await sleep(random.integer(50, 3_000));
      await faulty.app.kill();
      await faulty.app.start();
    }
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
    await expectShopsTruth(faulty);
  });

  it("comes to the shop's truth although a tenth of Shopify's answers are faults of every kind", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus });
    const shares = { throttle: 0.1, tooManyRequests: 0.1, serverErrors: 0.1, droppedConnections: 0.1 };
    faulty.sandbox.installation.faults.set({
      shares: { ...shares, truncatedResults: 0.1, failedBulkOperations: 0.1 },
      seed: 5,
    });
    // The very first page may meet a fault too: then the merchant opens it again.
    await faulty.open().catch(() => faulty.open());
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
    await expectShopsTruth(faulty);
  });
});
