import { beforeAll, describe, expect, it } from "vitest";
import { mergeVendors } from "~/data/merge-vendors";
import { readPlanTotals, type PlanTotals } from "~/data/plan-totals";
import { readShopFigures } from "~/data/shop-figures";
import { deleteShop } from "~/data/shops";
import { inTransaction } from "~/data/transaction";
import { readVendorTotals } from "~/data/vendor-queries";
import { readMovers, readSalesByDecile } from "~/data/velocity-queries";
import { pool } from "~/db.server";
import { makePlan, storePlans, storeShop, type StoredPlan } from "../reports/stored-plans";

const SHOP = "sums.myshopify.com";
const OTHER_SHOP = "other-sums.myshopify.com";
const SKUS = 240;
const STATUSES = ["out-of-stock", "reorder-now", "overstock", "no-sales", "untracked", "excluded"] as const;
const IS_PLANNED = "status <> 'excluded'";
const CLASSES = ["lumpy", "smooth"] as const;
const NO_FILTER = { statuses: [], demandClasses: [], deciles: [], q: "" };

/** The same numbers from run to run. */
let seed = 20_261_125;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * below);
}

/** One of the values, or sometimes none. */
const orNone = <Value>(value: Value): Value | null => (random(4) === 0 ? null : value);

function makeRandomPlan(shop: string, variantId: number): StoredPlan {
  const quantity = orNone(random(3) * 12);
  return makePlan(shop, variantId, {
    vendorId: orNone(BigInt(1 + random(6))),
    status: STATUSES[random(STATUSES.length)],
    demandClass: CLASSES[random(2)],
    velocityDecile: orNone(1 + random(10)),
    suggestedOrderQuantity: quantity,
    orderValue: quantity === null ? null : orNone(((quantity * (1 + random(900))) / 100).toFixed(4)),
    unitsSold: random(50),
    onHand: random(30) - 3,
    unitCost: orNone((random(9_000) / 100).toFixed(4)),
    price: orNone((random(9_000) / 100).toFixed(4)),
    meanDailyDemand: orNone(random(1_000) / 90),
    salesChange: orNone(random(1_000) - 500),
    available: random(30) - 5,
  });
}

/** Changes some plans at random in one statement, as a replan does: most of them in nothing that is summed. */
async function changeSome(shop: string): Promise<void> {
  const plans = Array.from({ length: 1 + random(40) }, () => makeRandomPlan(shop, 1 + random(SKUS)));
  const column = (pick: (plan: StoredPlan) => unknown) => plans.map(pick);
  await pool.query(
    `WITH change AS (
       SELECT DISTINCT ON (variant_id) * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::int[],
         $7::int[], $8::numeric[], $9::int[], $10::int[], $11::numeric[], $12::numeric[], $13::float8[], $14::int[])
         AS change (variant_id, vendor_id, status, demand_class, velocity_decile, suggested_order_quantity, order_value, units_sold,
           on_hand, unit_cost, price, mean_daily_demand, available)
     ), locked AS (
       SELECT variant_id FROM plans WHERE shop = $1 AND variant_id % 3 = 0 ORDER BY variant_id FOR UPDATE
     )
     UPDATE plans SET planned_at = now(), vendor_id = coalesce(change.vendor_id, plans.vendor_id),
       status = coalesce(change.status, plans.status), demand_class = coalesce(change.demand_class, plans.demand_class),
       velocity_decile = CASE WHEN change.variant_id IS NULL THEN plans.velocity_decile ELSE change.velocity_decile END,
       suggested_order_quantity = coalesce(change.suggested_order_quantity, plans.suggested_order_quantity),
       order_value = CASE WHEN change.variant_id IS NULL THEN plans.order_value ELSE change.order_value END,
       units_sold = coalesce(change.units_sold, plans.units_sold), on_hand = coalesce(change.on_hand, plans.on_hand),
       unit_cost = CASE WHEN change.variant_id IS NULL THEN plans.unit_cost ELSE change.unit_cost END,
       price = CASE WHEN change.variant_id IS NULL THEN plans.price ELSE change.price END,
       mean_daily_demand = coalesce(change.mean_daily_demand, plans.mean_daily_demand),
       available = coalesce(change.available, plans.available)
     FROM locked LEFT JOIN change USING (variant_id)
     WHERE plans.shop = $1 AND plans.variant_id = locked.variant_id`,
    [
      shop,
      column(({ variantId }) => variantId),
      column(({ vendorId }) => vendorId),
      column(({ status }) => status),
      column(({ demandClass }) => demandClass),
      column(({ velocityDecile }) => velocityDecile),
      column(({ suggestedOrderQuantity }) => suggestedOrderQuantity),
      column(({ orderValue }) => orderValue),
      column(({ unitsSold }) => unitsSold),
      column(({ onHand }) => onHand),
      column(({ unitCost }) => unitCost),
      column(({ price }) => price),
      column(({ meanDailyDemand }) => meanDailyDemand),
      column(({ available }) => available),
    ],
  );
}

async function replaceSome(shop: string): Promise<void> {
  const first = 1 + random(SKUS - 20);
  const variantIds = Array.from({ length: 20 }, (_, index) => first + index);
  await pool.query("DELETE FROM plans WHERE shop = $1 AND variant_id = ANY($2)", [shop, variantIds]);
  await storePlans(variantIds.filter(() => random(5) > 0).map((variantId) => makeRandomPlan(shop, variantId)));
}

/** The totals over the plans that a condition keeps, read one by one. */
async function addUp(shop: string, condition: string): Promise<PlanTotals> {
  const { rows } = await pool.query<{ quantity: number | null; value: string | null; status: string }>(
    `SELECT suggested_order_quantity AS quantity, order_value AS value, status FROM plans WHERE shop = $1 AND ${condition}`,
    [shop],
  );
  const toReorder = rows.filter(({ quantity }) => (quantity ?? 0) > 0);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    skus: rows.length,
    skusToReorder: toReorder.length,
    unitsToOrder: sum(toReorder.map(({ quantity }) => quantity ?? 0)),
    orderValue: Number(sum(toReorder.map(({ value }) => Number(value ?? 0))).toFixed(4)),
    currency: rows.length > 0 ? "GBP" : null,
    skusToReorderWithoutCost: toReorder.filter(({ value }) => value === null).length,
    outOfStock: rows.filter(({ status }) => status === "out-of-stock").length,
  };
}

async function expectExactSums(shop: string): Promise<void> {
  const cases: [filter: Partial<Parameters<typeof readPlanTotals>[1]>, condition: string][] = [
    [{}, "true"],
    [{ statuses: ["out-of-stock", "overstock"] }, "status IN ('out-of-stock', 'overstock')"],
    [{ demandClasses: ["lumpy"], deciles: [1, 2, 3] }, "demand_class = 'lumpy' AND velocity_decile <= 3"],
    [{ vendorId: "3" }, "vendor_id = 3"],
    [{ vendorId: "none" }, "vendor_id IS NULL"],
    [{ vendorId: "4", statuses: ["no-sales"] }, "vendor_id = 4 AND status = 'no-sales'"],
    [{ toOrder: true }, "suggested_order_quantity > 0"],
    [{ toOrder: true, statuses: ["overstock"] }, "suggested_order_quantity > 0 AND status = 'overstock'"],
    [{ toOrder: true, vendorId: "3" }, "suggested_order_quantity > 0 AND vendor_id = 3"],
    [{ q: "sku-1" }, "sku LIKE 'SKU-1%'"],
  ];
  for (const [filter, condition] of cases) {
    const expected = await addUp(shop, `${IS_PLANNED} AND ${condition}`);
    expect(await readPlanTotals(shop, { ...NO_FILTER, ...filter }), condition).toEqual(expected);
  }
  const excluded = await readPlanTotals(shop, { ...NO_FILTER, statuses: ["excluded"] });
  expect(excluded).toEqual(await addUp(shop, "status = 'excluded'"));
  const { rows } = await pool.query(
    `SELECT velocity_decile AS decile, count(*)::integer AS skus, sum(units_sold)::integer AS units,
       coalesce(sum(units_sold * price), 0)::float8 AS revenue,
       coalesce(sum(greatest(available, 0)) FILTER (WHERE status <> 'untracked'), 0)::integer AS "stockUnits",
       coalesce(sum(round(mean_daily_demand::numeric, 6)) FILTER (WHERE status <> 'untracked'), 0)::float8 AS "demandPerDay",
       coalesce(sum(greatest(on_hand, 0) * unit_cost), 0)::float8 AS "stockValue",
       count(*) FILTER (WHERE on_hand > 0 AND unit_cost IS NULL)::integer AS "stockedWithoutCost",
       count(*) FILTER (WHERE status = 'no-sales')::integer AS "noSalesSkus",
       coalesce(sum(greatest(on_hand, 0) * unit_cost) FILTER (WHERE status = 'no-sales'), 0)::float8 AS "noSalesStockValue",
       count(*) FILTER (WHERE status = 'no-sales' AND on_hand > 0 AND unit_cost IS NULL)::integer AS "noSalesWithoutCost",
       'GBP' AS currency
     FROM plans WHERE shop = $1 AND ${IS_PLANNED} GROUP BY 1 ORDER BY 1 NULLS LAST`,
    [shop],
  );
  expect(await readSalesByDecile(shop)).toEqual(rows);
  await expectMovers(shop);
  const figures = await readShopFigures(shop);
  const expected = await addUpShop(shop);
  for (const name of ["lostUnitsPerDay", "lostSalesPerDay", "stockValue", "overstockValue"] as const) {
    expect(figures?.[name], name).toBeCloseTo(expected[name], 2);
  }
  for (const name of [
    "outOfStock",
    "lostWithoutPrice",
    "stockedWithoutCost",
    "overstockSkus",
    "overstockWithoutCost",
  ] as const) {
    expect(figures?.[name], name).toBe(expected[name]);
  }
}

/** Each list, by reading all plans. */
async function expectMovers(shop: string): Promise<void> {
  const { up, down, slow } = await readMovers(shop, 5);
  const idsBy = async (order: string, condition: string) => {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT variant_id AS id FROM plans WHERE shop = $1 AND ${IS_PLANNED} AND ${condition} ORDER BY ${order} LIMIT 5`,
      [shop],
    );
    return rows.map(({ id }) => id);
  };
  const ids = (list: { variantId: string }[]) => list.map(({ variantId }) => variantId);
  expect(ids(up)).toEqual(await idsBy("sales_change DESC, variant_id DESC", "sales_change > 0"));
  expect(ids(down)).toEqual(await idsBy("sales_change, variant_id", "sales_change < 0"));
  const isSlow = "(velocity_decile = 10 OR status = 'no-sales') AND on_hand > 0 AND unit_cost IS NOT NULL";
  expect(ids(slow)).toEqual(await idsBy("on_hand * unit_cost DESC, variant_id", isSlow));
}

/** What a whole shop comes to, plan by plan. */
async function addUpShop(shop: string) {
  const { rows } = await pool.query<{
    status: string;
    on_hand: number;
    unit_cost: string | null;
    price: string | null;
    mean_daily_demand: number | null;
  }>(`SELECT status, on_hand, unit_cost, price, mean_daily_demand FROM plans WHERE shop = $1 AND ${IS_PLANNED}`, [
    shop,
  ]);
  const lost = rows.filter(({ status, mean_daily_demand: mean }) => status === "out-of-stock" && mean !== null);
  const stocked = rows.filter(({ on_hand: onHand }) => onHand > 0);
  const valued = stocked.filter(({ unit_cost: cost }) => cost !== null);
  const overstocked = ({ status }: { status: string }) => status === "overstock";
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const valueOf = (kept: typeof rows) => sum(kept.map((row) => row.on_hand * Number(row.unit_cost)));
  return {
    outOfStock: rows.filter(({ status }) => status === "out-of-stock").length,
    lostUnitsPerDay: sum(lost.map((row) => row.mean_daily_demand ?? 0)),
    lostSalesPerDay: sum(lost.map((row) => (row.mean_daily_demand ?? 0) * Number(row.price ?? 0))),
    lostWithoutPrice: lost.filter((row) => (row.mean_daily_demand ?? 0) > 0 && row.price === null).length,
    stockValue: valueOf(valued),
    stockedWithoutCost: stocked.length - valued.length,
    overstockSkus: rows.filter(overstocked).length,
    overstockValue: valueOf(valued.filter(overstocked)),
    overstockWithoutCost: stocked.filter((row) => overstocked(row) && row.unit_cost === null).length,
  };
}

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await storeShop(shop);
    await storePlans(Array.from({ length: SKUS }, (_, index) => makeRandomPlan(shop, index + 1)));
  }
  await pool.query(
    "INSERT INTO vendors (shop, vendor_id, name) SELECT $1, id, 'Vendor ' || id FROM generate_series(1, 6) AS id",
    [SHOP],
  );
});

describe("totals that need not be counted", () => {
  it("are those of the plans, whatever came, changed and went", async () => {
    await expectExactSums(SHOP);
    for (let round = 0; round < 9; round++) {
      await (round % 3 === 0 ? replaceSome(SHOP) : changeSome(SHOP));
      await expectExactSums(SHOP);
    }
  });

  it("are exact after many who write at once", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => changeSome(index % 4 === 0 ? OTHER_SHOP : SHOP)));
    await expectExactSums(SHOP);
    await expectExactSums(OTHER_SHOP);
  });

  it("follow neither plans nor sums of what was undone", async () => {
    const before = await readPlanTotals(SHOP, NO_FILTER);
    const undone = inTransaction(async (transaction) => {
      await transaction.query("DELETE FROM plans WHERE shop = $1 AND variant_id < 100", [SHOP]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await readPlanTotals(SHOP, NO_FILTER)).toEqual(before);
  });

  it("move to the other vendor with the SKUs of one that is merged", async () => {
    const merger = { fromId: "2", intoId: "3", actor: { id: "test", name: null } };
    await inTransaction((transaction) => mergeVendors(transaction, SHOP, merger));
    expect((await readPlanTotals(SHOP, { ...NO_FILTER, vendorId: "2" })).skus).toBe(0);
    await expectExactSums(SHOP);
    const vendors = await readVendorTotals(SHOP);
    const { currency: _, ...third } = await addUp(SHOP, `${IS_PLANNED} AND vendor_id = 3`);
    expect(vendors.find(({ vendorId }) => vendorId === "3")).toMatchObject(third);
    expect(vendors.find(({ vendorId }) => vendorId === "2")).toBeUndefined();
  });

  it("go with a shop that is deleted, and are nobody else's", async () => {
    await deleteShop(OTHER_SHOP);
    expect(await readShopFigures(OTHER_SHOP)).toBeNull();
    expect(await readPlanTotals(OTHER_SHOP, NO_FILTER)).toMatchObject({ skus: 0, orderValue: 0, currency: null });
    const { rows } = await pool.query("SELECT FROM plan_sums WHERE shop = $1", [OTHER_SHOP]);
    expect(rows).toEqual([]);
    await expectExactSums(SHOP);
  });
});
