import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeLevel } from "../../sandbox/changes/stock";
import type { Installation } from "../../sandbox/installation";
import { burstSchema } from "../../sandbox/traffic/traffic-settings";
import { startFaultyShop, type FaultyShop } from "./faulty-shop";
import { EACH_DATABASE, SIZE } from "./size";

let faulty: FaultyShop;
let noise: { end: () => Promise<void> };

const QUIET_SKUS = 10;
const BETWEEN_WISHES_MS = 50;
/** The noise goes on until the last shop has its plan: one that had to wait for the end of it would never have one. */
const LONGEST_LIMIT_MS = 1_200_000;

describe.each(EACH_DATABASE)("among many shops, on the %s database,", (on) => {
  beforeAll(async () => {
    faulty = await startFaultyShop({ on, skus: SIZE.skus * 5, shops: SIZE.shops, otherSkus: QUIET_SKUS });
    for (const { shopDomain } of faulty.sandbox.installations) await faulty.open(shopDomain);
    await faulty.until(
      "SELECT FROM sync_runs WHERE kind = 'first-pull' AND status = 'succeeded' HAVING count(*) = $1",
      [SIZE.shops],
    );
    noise = makeNoise();
  }, 3_600_000);
  afterAll(async () => {
    await noise.end();
    await faulty.close();
  });

  it("a noisy one does not keep the others' changes from their plans", async () => {
    const [, ...quiet] = faulty.sandbox.installations;
    const { lagsMs, noisyShare } = await timeChanges(quiet);
    expect(lagsMs).toHaveLength(quiet.length);
    console.log(`From webhook to plan: ${inWords(lagsMs)}`);
    expect(noisyShare).toBeGreaterThan(0.5);
  });

  it("one whose merchant opens a page is refreshed before those at which nobody looks", async () => {
    const begin = new Date();
    const [last, ...others] = faulty.sandbox.installations.toReversed();
    const looked = last?.shopDomain;
    for (const { faults } of others) faults.set({ latencyMs: REFRESHES_TAKE_MS / SIZE.shops });
    await letRefreshesBeDue(begin, looked);
    await faulty.open(looked);
    const [{ openedAt } = { openedAt: begin }] = await faulty.query<{ openedAt: Date }>('SELECT now() AS "openedAt"');
    await faulty.until(`${REFRESHED} AND shop = $2`, [begin, looked]);
    expect(await faulty.query(REFRESHES_BEFORE, [begin, looked, openedAt])).toEqual([]);
    for (const { faults } of others) faults.clear();
    await faulty.until(`${REFRESHED} HAVING count(DISTINCT shop) = $2`, [begin, SIZE.shops]);
  });
});

const REFRESHED = "SELECT FROM sync_runs WHERE status = 'succeeded' AND kind = 'refresh' AND finished_at > $1";

/** However few shops there are, they are not all refreshed before a merchant's page is there. */
const REFRESHES_TAKE_MS = 9_000;

/** Jobs of other shops that began although the merchant of this one was waiting. */
const REFRESHES_BEFORE = `SELECT data->>'shop' AS shop FROM pgboss.job WHERE name = 'refresh' AND started_on > $3
  AND started_on < (SELECT min(started_on) FROM pgboss.job WHERE name = 'refresh' AND data->>'shop' = $2 AND started_on > $1)`;

/** Orders as fast as the app takes their webhooks, and wishes for new plans of all that the shop has, faster than it plans. */
function makeNoise(): typeof noise {
  const { traffic, webhooks } = faulty.sandbox.installation;
  const stop = new AbortController();
  const orders = async () => {
    for (let seed = 1; !stop.signal.aborted; seed++) {
      await traffic.burst(burstSchema.parse({ changes: 25, seed }));
      while (webhooks.pending > 100) await sleep(10);
    }
  };
  const wishes = async () => {
    while (!stop.signal.aborted) {
      await faulty.query("UPDATE shops SET replan_asked_at = now() WHERE shop = $1", [faulty.shop]);
      await faulty.query(
        `INSERT INTO replan_requests (shop, variant_id) SELECT shop, variant_id FROM variants
         WHERE shop = $1 AND deleted_at IS NULL ORDER BY variant_id ON CONFLICT (shop, variant_id) DO NOTHING`,
        [faulty.shop],
      );
      await sleep(BETWEEN_WISHES_MS);
    }
  };
  const making = Promise.all([orders(), wishes()]);
  return {
    end: async () => {
      stop.abort();
      await making;
    },
  };
}

function inWords(lagsMs: readonly number[]): string {
  const inSeconds = (place: number) => `${((lagsMs.at(place) ?? NaN) / 1_000).toFixed(1)} s`;
  return `${inSeconds(Math.floor(lagsMs.length / 2))} in the median, ${inSeconds(-1)} at the longest`;
}

/**
 * Changes a level of each shop, and waits for the plans that follow.
 *
 * @returns the times from receipt to plan, in order, and how much of that time the noisy shop had wishes that waited
 */
async function timeChanges(shops: readonly Installation[]): Promise<{ lagsMs: number[]; noisyShare: number }> {
  const begin = new Date();
  const variantIds = shops.map(changeALevel);
  const lagsMs = new Map<string, number>();
  let [looks, noisyLooks] = [0, 0];
  const deadline = Date.now() + LONGEST_LIMIT_MS;
  while (lagsMs.size < shops.length && Date.now() < deadline) {
    const planned = await faulty.query<{ shop: string; lagMs: number }>(
      `SELECT shop, extract(epoch FROM now() - min(received_at))::float8 * 1000 AS "lagMs"
       FROM webhook_deliveries JOIN unnest($2::text[], $3::bigint[]) AS changed (shop, variant_id) USING (shop)
       WHERE topic = 'inventory_levels/update' AND received_at > $1 AND EXISTS (
         SELECT FROM plans WHERE plans.shop = changed.shop AND plans.variant_id = changed.variant_id
           AND plans.planned_at > received_at
       ) GROUP BY shop`,
      [begin, shops.map(({ shopDomain }) => shopDomain), variantIds],
    );
    for (const { shop, lagMs } of planned) if (!lagsMs.has(shop)) lagsMs.set(shop, lagMs);
    looks += 1;
    noisyLooks += (await faulty.query("SELECT FROM replan_requests WHERE shop = $1 LIMIT 1", [faulty.shop])).length;
    await sleep(200);
  }
  return { lagsMs: [...lagsMs.values()].sort((one, other) => one - other), noisyShare: noisyLooks / looks };
}

/** @returns the id of its variant */
function changeALevel(installation: Installation): string {
  const variant = installation.data.variants.find(({ inventoryItem }) => inventoryItem.tracked);
  const level = variant?.inventoryItem.levels[0];
  if (!variant || !level) throw new Error(`${installation.shopDomain} has no stock to change`);
  const { id: itemId } = variant.inventoryItem;
  const available = level.available + 1_000;
  installation.change((change) => changeLevel(change, { itemId, locationId: level.locationId, available }));
  return variant.id;
}

/** As after a gap in which no webhook could be received. Resolves when the last shop's refresh waits for its turn. */
async function letRefreshesBeDue(begin: Date, last: string | undefined): Promise<void> {
  await faulty.query("UPDATE app_presence SET seen_at = now() - interval '1 hour'");
  await faulty.until("SELECT FROM sync_runs WHERE kind = 'refresh' AND started_at > $1 AND shop = $2", [begin, last]);
}
