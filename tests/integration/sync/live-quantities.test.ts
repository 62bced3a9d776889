import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPlanningLocationIds } from "~/data/locations";
import { pool } from "~/db.server";
import { readLiveRows } from "~/reports/live-quantities";
import { readReorderRows } from "~/reports/reorder-report";
import { readLiveQuantities } from "~/shopify/live-quantities";
import { correctQuantities } from "~/sync/correct-quantities";
import { replanShop } from "~/sync/replan";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";

const NOW = new Date("2026-11-20T10:00:00Z");

let connected: ConnectedShop;
let shop: string;
let itemIds: string[];
let locationIds: string[];

beforeAll(async () => {
  connected = await connectShop({ today: NOW, skus: 60 });
  shop = connected.shop;
  await pullNow(shop, "first-pull", NOW);
  const items = connected.store.products.flatMap((product) => product.variants.map((variant) => variant.inventoryItem));
  itemIds = items.slice(0, 50).map((item) => item.id);
  locationIds = await readPlanningLocationIds(shop);
});
afterAll(() => connected.sandbox.close());

describe("live quantities", () => {
  it("of 50 items are read in one call that Shopify accepts", async () => {
    const requests = () => Reflect.get(connected.sandbox.installation.state(), "requests") as number;
    const before = requests();
    const live = await readLiveQuantities(shop, itemIds, locationIds);
    expect(requests() - before).toBe(1);
    expect(live.inventoryItemIds).toEqual(itemIds);
    expect(locationIds).toHaveLength(3);
    const expected = (expectedFacts(connected.store, "2026-08-22").levels as { inventoryItemId: string }[]).filter(
      ({ inventoryItemId }) => itemIds.includes(inventoryItemId),
    );
    const levels = live.levels.map(({ updatedAt: _, ...level }) => level);
    expect(levels).toHaveLength(expected.length);
    expect(levels).toEqual(expect.arrayContaining(expected));
  });

  it("leaves out items that Shopify does not know", async () => {
    const live = await readLiveQuantities(shop, ["1", itemIds[0] ?? ""], locationIds);
    expect(live.inventoryItemIds).toEqual([itemIds[0]]);
  });

  it("that agree with the stored ones change nothing", async () => {
    expect(await correctQuantities(shop, await readLiveQuantities(shop, itemIds, locationIds), [])).toEqual([]);
  });

  it("that differ correct the stored levels and the plans of just these variants", async () => {
    const variant = connected.store.products[0]?.variants[0];
    const level = variant?.inventoryItem.levels[0];
    if (!variant || !level) throw new Error("The store has no level");
    const plans = async () =>
      (
        await pool.query<{ variantId: string; available: number }>(
          `SELECT variant_id AS "variantId", available, velocity_decile FROM plans WHERE shop = $1 ORDER BY variant_id`,
          [shop],
        )
      ).rows;
    const before = await plans();
    connected.sandbox.installation.changeLevel(variant.inventoryItem.id, level.locationId, {
      available: level.available - 3,
    });

    const changed = await correctQuantities(shop, await readLiveQuantities(shop, itemIds, locationIds), []);
    expect(changed).toEqual([variant.id]);
    expect((await storedFacts(shop)).levels).toEqual(expectedFacts(connected.store, "2026-08-22").levels);
    expect(await plans()).toEqual(
      before.map((plan) => (plan.variantId === variant.id ? { ...plan, available: plan.available - 3 } : plan)),
    );
  });

  it("that are older than the stored ones change nothing", async () => {
    const live = await readLiveQuantities(shop, itemIds, locationIds);
    const levels = live.levels.map((level) => ({ ...level, available: level.available + 50 }));
    const longAgo = new Date(Date.now() - 3_600_000);
    expect(await correctQuantities(shop, { ...live, levels, observedAt: longAgo }, [])).toEqual([]);
  });

  it("correct a plan that is older than the stored levels, which are right already", async () => {
    const variantId = connected.store.products[0]?.variants[0]?.id ?? "";
    const [right] = await readReorderRows(shop, [variantId]);
    await pool.query("UPDATE plans SET available = available + 7, status = 'overstock' WHERE variant_id = $1", [
      variantId,
    ]);
    const { staleVariantIds, live } = await readLiveRows(shop, await readReorderRows(shop, [variantId]));
    expect(staleVariantIds).toEqual([variantId]);

    expect(await correctQuantities(shop, live, staleVariantIds)).toEqual([variantId]);
    const [corrected] = await readReorderRows(shop, [variantId]);
    expect(corrected).toEqual({ ...right, plannedAt: corrected?.plannedAt });
  });
});

describe("two replans at the same time", () => {
  it("leave the plan that began later, whichever is stored first", async () => {
    const variantId = connected.store.products[0]?.variants[0]?.id ?? "";
    await pool.query("UPDATE plans SET available = 4321, planning_number = 1e12 WHERE variant_id = $1", [variantId]);
    const begin = Date.now();
    await replanShop(shop, { now: NOW });
    const { rows } = await pool.query<{ variantId: string; available: number; plannedAt: Date }>(
      `SELECT variant_id AS "variantId", available, planned_at AS "plannedAt" FROM plans WHERE shop = $1`,
      [shop],
    );
    expect(rows.find((row) => row.variantId === variantId)).toMatchObject({ available: 4321 });
    const others = rows.filter((row) => row.variantId !== variantId);
    expect(others.length).toBeGreaterThan(10);
    expect(others.every(({ plannedAt }) => plannedAt.getTime() >= begin)).toBe(true);
  });
});
