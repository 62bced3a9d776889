import { beforeAll, describe, expect, it } from "vitest";
import { findPlans } from "~/data/plan-queries";
import { findOrAddVendors } from "~/data/vendors";
import { db, pool } from "~/db.server";
import { replanShop } from "~/sync/replan";

const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";
const NOW = new Date("2026-03-10T12:00:00Z");

let northlight: bigint;
let southwind: bigint;

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await db.shop.create({
      data: { shop, timeZone: "UTC", currency: "GBP", ordersKnownFrom: new Date("2025-01-01"), settings: {} },
    });
    await storeVariants(shop, ["1", "2", "3"]);
  }
});

/** Variants that Northlight supplies by Shopify's word, at a cost of 2, and that sell one unit a day. */
async function storeVariants(shop: string, variantIds: string[]): Promise<void> {
  const vendorIds = await findOrAddVendors(shop, ["Northlight", "Southwind"]);
  if (shop === SHOP) {
    northlight = BigInt(vendorIds.get("northlight") ?? 0);
    southwind = BigInt(vendorIds.get("southwind") ?? 0);
  }
  await pool.query(
    `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, vendor_id, unit_cost,
       created_at, updated_at)
     SELECT $1, id, id, 'Mug', id, true, $3, 2, '2025-06-01', now() FROM unnest($2::bigint[]) AS id`,
    [shop, variantIds, vendorIds.get("northlight")],
  );
  await pool.query(
    `INSERT INTO daily_demand (shop, variant_id, day, units, orders)
     SELECT $1, id, day, 1, 1 FROM unnest($2::bigint[]) AS id, generate_series($3::date, $4::date, '1 day') AS day`,
    [shop, variantIds, "2025-12-10", "2026-03-09"],
  );
}

async function planOf(variantId: string, shop = SHOP) {
  const [plan] = await findPlans(shop, [variantId]);
  if (!plan) throw new Error(`There is no plan of ${variantId}`);
  return plan;
}

describe("the terms of a plan", () => {
  it("are the shop's until something else is set", async () => {
    await replanShop(SHOP, { now: NOW });
    const plan = await planOf("1");
    expect(plan).toMatchObject({ vendor: "Northlight", vendorSku: null, unitCost: 2, leadTimeDays: 14, packSize: 1 });
    expect(new Set(Object.values(plan.termSources))).toEqual(new Set(["shop"]));
    expect(Object.keys(plan.termSources)).toHaveLength(8);
  });

  it("come from the vendor, its offer for the variant, and the variant itself, as far as each sets them", async () => {
    await db.vendor.update({
      where: { shop_vendorId: { shop: SHOP, vendorId: northlight } },
      data: { leadTimeDays: 30, leadTimeStdDevDays: 0, serviceLevel: 0.9, coverageDays: 10 },
    });
    await db.vendorItem.create({
      data: { shop: SHOP, vendorId: northlight, variantId: 1n, vendorSku: "N-1", leadTimeDays: 21, packSize: 12 },
    });
    await db.itemPolicy.create({ data: { shop: SHOP, variantId: 1n, leadTimeDays: 7.5 } });
    await replanShop(SHOP, { now: NOW });

    // One unit every day: no deviation, so the reorder point is the lead time, and the level has 10 days more.
    const plan = await planOf("1");
    expect(plan).toMatchObject({
      leadTimeDays: 7.5,
      serviceLevel: 0.9,
      coverageDays: 10,
      reviewPeriodDays: 0,
      packSize: 12,
      vendorSku: "N-1",
      reorderPoint: 8,
      orderUpToLevel: 18,
      suggestedOrderQuantity: 24,
      orderValue: 48,
    });
    expect(plan.termSources).toEqual({
      leadTimeDays: "item",
      leadTimeStdDevDays: "vendor",
      reviewPeriodDays: "shop",
      serviceLevel: "vendor",
      coverageDays: "vendor",
      minimumOrderQuantity: "shop",
      packSize: "vendor-item",
      method: "shop",
    });
    expect(await planOf("2")).toMatchObject({ leadTimeDays: 30, packSize: 1, vendorSku: null });
  });

  it("are those of the preferred vendor, which takes the place of the one that Shopify names", async () => {
    const data = { shop: SHOP, vendorId: southwind, variantId: 2n, vendorSku: "S-2", unitCost: "1.75" };
    await db.vendorItem.create({ data: { ...data, minimumOrderQuantity: 100, preferred: true } });
    await db.vendorItem.create({ data: { ...data, vendorId: northlight, vendorSku: "N-2", packSize: 5 } });
    await replanShop(SHOP, { now: NOW });
    const plan = await planOf("2");
    expect(plan).toMatchObject({
      vendorId: String(southwind),
      vendor: "Southwind",
      vendorSku: "S-2",
      unitCost: 1.75,
      leadTimeDays: 14,
      packSize: 1,
      suggestedOrderQuantity: 100,
    });
    expect(plan.termSources).toMatchObject({ leadTimeDays: "shop", minimumOrderQuantity: "vendor-item" });
  });

  it("of a variant have one preferred vendor at most", async () => {
    const second = { shop: SHOP, vendorId: northlight, variantId: 2n };
    await expect(
      db.vendorItem.update({ where: { shop_vendorId_variantId: second }, data: { preferred: true } }),
    ).rejects.toThrow(/unique/i);
  });

  it("are no other shop's, which has variants and vendors with the same ids", async () => {
    await replanShop(OTHER_SHOP, { now: NOW });
    const plan = await planOf("1", OTHER_SHOP);
    expect(plan).toMatchObject({ vendor: "Northlight", vendorSku: null, leadTimeDays: 14, packSize: 1 });
    expect(new Set(Object.values(plan.termSources))).toEqual(new Set(["shop"]));
  });
});
