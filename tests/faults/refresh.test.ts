import { afterEach, describe, expect, it } from "vitest";
import { createProduct, updateInventoryItem, updateProduct, updateVariant } from "../../sandbox/changes/products";
import type { Installation } from "../../sandbox/installation";
import { createRandom, type Random } from "../../sandbox/store/random";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";
import { FIRST_PULL_DONE, startFaultyShop, type FaultyShop } from "./faulty-shop";
import { killAgainAndAgain, workOn } from "./kills";
import { expectCurrentPlans, expectQuiet } from "./plan-truth";
import { expectShopsTruth } from "./shop-truth";
import { DATABASES, SIZE } from "./size";

let faulty: FaultyShop;
afterEach(() => faulty.close());

describe.each(DATABASES)("an incremental pull, on the %s database,", (on) => {
  it("comes to the shop's truth although no webhook comes and the app is killed again and again", async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus });
    const { installation } = faulty.sandbox;
    await faulty.open();
    await faulty.until(FIRST_PULL_DONE, [faulty.shop]);

    // So that a refresh takes its time.
    installation.faults.set({ webhooks: { lostShare: 1 }, latencyMs: 50 });
    const random = createRandom(3, "catalogue");
    const met = await killAgainAndAgain(faulty, {
      count: SIZE.kills,
      seed: 3,
      interrupted: workOn("refresh"),
      onceUp: () => faulty.pull("refresh"),
      whileDown: () => changeShop(installation, random),
    });
    expect(met).toBeGreaterThanOrEqual(SIZE.kills / 3);
    const [made] = await faulty.query<{ changes: number }>(
      "SELECT max((state->>'changes')::integer) AS changes FROM sync_runs WHERE shop = $1 AND kind = 'refresh'",
      [faulty.shop],
    );
    expect(made?.changes).toBeGreaterThan(SIZE.changes / 2);

    await expectQuiet(faulty);
    await expectShopsTruth(faulty);
    await expectCurrentPlans(faulty);
  });
});

/** All that a refresh can find; what is deleted is for webhooks and for reconciliations. */
async function changeShop(installation: Installation, random: Random): Promise<void> {
  const { data, traffic } = installation;
  const seed = random.integer(1, 1_000_000);
  const changes = Math.ceil(SIZE.changes / SIZE.kills);
  await traffic.burst(burstSchema.parse({ changes, seed, deletions: 0, productChanges: 0 }));
  const product = () => random.pick(data.store.products);
  const vendor = `Maker ${seed}`;
  installation.change((change) => {
    updateProduct(change, { productId: product().id, title: `Renamed ${seed}` });
    updateProduct(change, { productId: product().id, vendor });
    const variant = random.pick(data.variants);
    updateVariant(change, { variantId: variant.id, sku: `${seed}` });
    updateInventoryItem(change, { itemId: variant.inventoryItem.id, unitCost: "1.23", tracked: random.chance(0.9) });
    createProduct(change, { title: `New ${seed}`, vendor, variants: [{ sku: `NEW-${seed}`, price: "9.99" }] });
  });
}
