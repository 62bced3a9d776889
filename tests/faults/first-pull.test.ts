import { afterEach, describe, expect, it } from "vitest";
import { FIRST_PULL_DONE, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { killAgainAndAgain, workOn } from "./kills";
import { expectCurrentPlans, expectQuiet } from "./plan-truth";
import { expectShopsTruth } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let faulty: FaultyShop;
afterEach(() => faulty.close());

describe.each(DATABASES)("a first pull, on the %s database,", (on) => {
  it("comes to the shop's truth although the app is killed again and again", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus, shops: Math.ceil(SIZE.kills / 2) });
    const newShops = faulty.sandbox.installations.map(({ shopDomain }) => shopDomain);
    const opened: string[] = [];
    let up = 0;
    const met = await killAgainAndAgain(faulty, {
      count: SIZE.kills,
      seed: 1,
      interrupted: workOn("first-pull", "order-history"),
      onceUp: async () => {
        up += 1;
        // A pull is interrupted once or twice before the next shop comes.
        const shop = up % 2 === 1 ? newShops.shift() : undefined;
        if (shop) opened.push(shop);
        if (shop) await faulty.open(shop);
      },
    });
    expect(met).toBeGreaterThanOrEqual(SIZE.kills / 3);

    for (const shop of opened) {
      await faulty.until(FIRST_PULL_DONE, [shop]);
      await expectQuiet(faulty, shop);
      await expectShopsTruth(faulty, shop);
    }
    await expectCurrentPlans(faulty);
  });

  it("comes to the shop's truth although a tenth of Shopify's answers are faults of every kind", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus });
    const { faults } = faulty.sandbox.installation;
    const shares = { throttle: 0.1, tooManyRequests: 0.1, serverErrors: 0.1, droppedConnections: 0.1 };
    faults.set({ shares: { ...shares, truncatedResults: 0.1, failedBulkOperations: 0.1 }, seed: 5 });
    // The very first page may meet a fault too: then the merchant opens it again.
    await faulty.open().catch(() => faulty.open());
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);
    await expectQuiet(faulty);
    await expectShopsTruth(faulty);
  });
});
