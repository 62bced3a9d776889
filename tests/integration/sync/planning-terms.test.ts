import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAuditEntries, type Actor } from "~/data/audit-entries";
import { storeCalibration } from "~/data/calibrations";
import type { SeenTerms } from "~/data/item-policies";
import { findPlans, listVariantIds, readPlanPage } from "~/data/plan-queries";
import { readPlanTotals } from "~/data/plan-totals";
import { deleteShop } from "~/data/shops";
import { inTransaction } from "~/data/transaction";
import { findOrAddVendors } from "~/data/vendors";
import { db, pool } from "~/db.server";
import { CALIBRATION_GROUPS, type Calibration } from "~/planning/calibration";
import { planVariant } from "~/planning/plan";
import { planColumns } from "~/planning/plan-columns";
import { readItem } from "~/reports/item-report";
import { toListRow } from "~/reports/reorder-row";
import { parsePolicyForm } from "~/routes/item-policies/parse-policy-form.server";
import { readSelectedVariants } from "~/routes/item-policies/selected-variants.server";
import { changeItemPolicies } from "~/sync/change-item-policies";
import { closeQueue } from "~/sync/job-queue";
import { replanRequested, replanShop } from "~/sync/replan";
import { undoItemChange } from "~/sync/undo-item-change";
import { wordsOf } from "~/words/all-words.server";

const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";
const NOW = new Date("2026-03-10T12:00:00Z");

let northlight: bigint;
let southwind: bigint;

afterAll(closeQueue);

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await db.shop.create({
      data: { shop, timeZone: "UTC", currency: "GBP", ordersKnownFrom: new Date("2025-01-01"), settings: {} },
    });
    await storeVariants(shop, ["1", "2", "3"]);
  }
});

/** Variants that Northlight supplies, at a cost of 2, and that sell one unit a day. */
async function storeVariants(shop: string, variantIds: string[]): Promise<void> {
  const vendorIds = await findOrAddVendors(shop, ["Northlight", "Southwind"]);
  if (shop === SHOP) {
    northlight = BigInt(vendorIds.get("northlight") ?? 0);
    southwind = BigInt(vendorIds.get("southwind") ?? 0);
  }
  await pool.query(
    `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, unit_cost, created_at,
       updated_at)
     SELECT $1, id, id, 'Mug', id, true, 2, '2025-06-01', now() FROM unnest($2::bigint[]) AS id`,
    [shop, variantIds],
  );
  await pool.query(
    `INSERT INTO vendor_items (shop, vendor_id, variant_id, preferred)
     SELECT $1, $3, id, true FROM unnest($2::bigint[]) AS id`,
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

describe("a plan's comparison with the demand window before", () => {
  const compare = async () => {
    await replanShop(SHOP, { now: NOW });
    const { rows } = await pool.query<{ former: number | null; change: number | null }>(
      `SELECT former_units_sold AS former, sales_change AS change FROM plans WHERE shop = $1 ORDER BY variant_id`,
      [SHOP],
    );
    return rows;
  };

  it("needs a variant and orders that are as old as that", async () => {
    // The window begins on 10 December, with a unit on each of its 90 days, and the one before on 11 September.
    await pool.query(
      "INSERT INTO daily_demand (shop, variant_id, day, units, orders) VALUES ($1, 1, '2025-09-11', 45, 1)",
      [SHOP],
    );
    await pool.query("UPDATE variants SET created_at = '2025-09-12' WHERE shop = $1 AND variant_id = 2", [SHOP]);
    expect(await compare()).toEqual([
      { former: 45, change: 45 },
      { former: null, change: null },
      { former: 0, change: 90 },
    ]);
    const orders = { where: { shop: SHOP }, data: { ordersKnownFrom: new Date("2025-09-12") } };
    await db.shop.update(orders);
    expect(new Set((await compare()).map(({ former }) => former))).toEqual(new Set([null]));
    await db.shop.update({ ...orders, data: { ordersKnownFrom: new Date("2025-01-01") } });
    await pool.query("DELETE FROM daily_demand WHERE shop = $1 AND day < '2025-12-01'", [SHOP]);
    await pool.query("UPDATE variants SET created_at = '2025-06-01' WHERE shop = $1", [SHOP]);
  });
});

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
    await db.vendorItem.update({
      where: { shop_vendorId_variantId: { shop: SHOP, vendorId: northlight, variantId: 1n } },
      data: { vendorSku: "N-1", leadTimeDays: 21, packSize: 12 },
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

  it("are those of the preferred vendor, not of the others that could supply it", async () => {
    await db.vendorItem.update({
      where: { shop_vendorId_variantId: { shop: SHOP, vendorId: northlight, variantId: 2n } },
      data: { vendorSku: "N-2", packSize: 5, preferred: false },
    });
    const offer = { vendorSku: "S-2", unitCost: "1.75", minimumOrderQuantity: 100 };
    await db.vendorItem.create({ data: { shop: SHOP, vendorId: southwind, variantId: 2n, preferred: true, ...offer } });
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

  it("have the agreed cost in the shop's currency, or Shopify's cost where the rate is not known", async () => {
    const vendor = { shop_vendorId: { shop: SHOP, vendorId: southwind } };
    const costOf = async (data: { currency?: string; exchangeRate?: number | null }) => {
      await db.vendor.update({ where: vendor, data });
      await replanShop(SHOP, { now: NOW });
      const { unitCost, currency } = await planOf("2");
      return { unitCost, currency };
    };
    expect(await costOf({ currency: "USD" })).toEqual({ unitCost: 2, currency: "GBP" });
    // 1.75 USD at 0.79 GBP each.
    expect(await costOf({ exchangeRate: 0.79 })).toEqual({ unitCost: 1.3825, currency: "GBP" });
    expect(await costOf({ currency: "GBP" })).toEqual({ unitCost: 1.75, currency: "GBP" });
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

describe("the form of terms", () => {
  const parse = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(fields)) form.set(name, text);
    return parsePolicyForm(form, wordsOf("en").t);
  };

  it("sets what is filled in, takes away what is empty, and leaves what it does not hold", () => {
    const fields = {
      variantIds: "1",
      leadTimeDays: " 10,5 ",
      serviceLevelPercent: "57.3",
      packSize: "",
      coverageDays: " ",
    };
    expect(parse(fields)).toEqual({
      ok: true,
      changes: { leadTimeDays: 10.5, serviceLevel: 0.573, packSize: null, coverageDays: null },
    });
    expect(parse({ serviceLevelPercent: "", method: "calibrated" })).toEqual({
      ok: true,
      changes: { serviceLevel: null, method: "calibrated" },
    });
  });

  it("names every fault at its field", () => {
    expect(parse({ leadTimeDays: "0", packSize: "2.5", minimumOrderQuantity: "-1", coverageDays: "" })).toEqual({
      ok: false,
      errors: {
        leadTimeDays: "Must be more than 0 days: goods can't arrive before they are ordered.",
        packSize: "Must be a whole number of units.",
        minimumOrderQuantity: "Can't be negative.",
      },
    });
    expect(parse({ serviceLevelPercent: "100", leadTimeDays: "soon", packSize: "0" })).toEqual({
      ok: false,
      errors: {
        serviceLevelPercent: "Must be at most 99.99: no stock makes 100% certain.",
        leadTimeDays: "Must be a number.",
        packSize: "Must be at least 1.",
      },
    });
  });

  it("names its SKUs one by one, or as a list that has to be read without doubt", async () => {
    const form = (name: string, text: string) => {
      const data = new FormData();
      data.set(name, text);
      return data;
    };
    expect(await readSelectedVariants(SHOP, form("variantIds", "1,2,1"))).toEqual(["1", "2"]);
    const southwinds = await readSelectedVariants(SHOP, form("query", `view=vendor&vendor=${southwind}`));
    expect(southwinds).toEqual(["2"]);
    expect((await readSelectedVariants(SHOP, form("query", ""))).sort()).toEqual(["1", "2", "3"]);
    for (const faulty of [form("variantIds", "1,x"), form("query", "status=unheard-of"), new FormData()]) {
      await expect(readSelectedVariants(SHOP, faulty)).rejects.toMatchObject({ init: { status: 400 } });
    }
  });
});

describe("a change of items' terms", () => {
  const ADA = { id: "user 123456", name: "Ada" };
  const entriesOf = async (variantId: string, shop = SHOP) =>
    (await readAuditEntries(shop, "item-policy", variantId, { limit: 20 })).map(
      ({ actor, field, oldValue, newValue }) => ({ actor, field, oldValue, newValue }),
    );

  it("sets them, plans these items at once, and says who changed what", async () => {
    const before = await planOf("2");
    const change = { variantIds: ["1", "3"], changes: { leadTimeDays: 45, packSize: 4 }, actor: ADA };
    const changed = await changeItemPolicies(SHOP, change, { now: NOW });
    expect(changed).toMatchObject({ kind: "changed", planned: true });

    for (const id of ["1", "3"]) {
      expect(await planOf(id)).toMatchObject({ leadTimeDays: 45, packSize: 4, reorderPoint: 45 });
      expect((await planOf(id)).termSources).toMatchObject({ leadTimeDays: "item", packSize: "item" });
    }
    expect(await planOf("2")).toEqual(before);
    expect(await entriesOf("1")).toEqual([
      { actor: ADA, field: "packSize", oldValue: null, newValue: 4 },
      { actor: ADA, field: "leadTimeDays", oldValue: 7.5, newValue: 45 },
    ]);
    expect(await entriesOf("3")).toEqual([
      { actor: ADA, field: "packSize", oldValue: null, newValue: 4 },
      { actor: ADA, field: "leadTimeDays", oldValue: null, newValue: 45 },
    ]);
  });

  it("takes a term away, so that the next level's holds again", async () => {
    await changeItemPolicies(SHOP, { variantIds: ["1"], changes: { leadTimeDays: null, packSize: null }, actor: ADA });
    const plan = await planOf("1");
    expect(plan).toMatchObject({ leadTimeDays: 21, packSize: 12 });
    expect(plan.termSources).toMatchObject({ leadTimeDays: "vendor-item", packSize: "vendor-item" });
    expect((await entriesOf("1"))[1]).toEqual({ actor: ADA, field: "leadTimeDays", oldValue: 45, newValue: null });
    expect(await db.itemPolicy.count({ where: { shop: SHOP, variantId: 1n } })).toBe(0);
  });

  it("leaves the terms that it does not name, and writes nothing where nothing changes", async () => {
    const entries = await entriesOf("3");
    const same = { variantIds: ["3"], changes: { leadTimeDays: 45, serviceLevel: null }, actor: ADA };
    expect(await changeItemPolicies(SHOP, same)).toMatchObject({ kind: "changed", variantIds: [], planned: true });
    expect(await entriesOf("3")).toEqual(entries);
    await changeItemPolicies(SHOP, {
      variantIds: ["3"],
      changes: { method: "calibrated" },
      actor: { id: "user 7", name: null },
    });
    expect(await planOf("3")).toMatchObject({ leadTimeDays: 45, packSize: 4, termSources: { method: "item" } });
  });

  it("changes nothing when one of the items is not the shop's", async () => {
    await storeVariants(OTHER_SHOP, ["77"]);
    const change = { variantIds: ["1", "77"], changes: { leadTimeDays: 3 }, actor: ADA };
    expect(await changeItemPolicies(SHOP, change)).toEqual({ kind: "unknown-variants", variantIds: ["77"] });
    expect(await planOf("1")).toMatchObject({ leadTimeDays: 21 });
    expect(await entriesOf("77", OTHER_SHOP)).toEqual([]);
  });

  it.each([
    [{ leadTimeDays: 0 }, /more than 0 days/],
    [{ leadTimeDays: Number.NaN }, /must be a number/],
    [{ serviceLevel: 1 }, /at most 0.9999/],
    [{ packSize: 2.5 }, /whole number/],
    [{ packSize: 0 }, /at least 1/],
    [{ minimumOrderQuantity: -1 }, /can't be negative/],
    [{ coverageDays: 10, overstockDays: 5 }, /overstockDays/],
  ])("is refused whole for %o", async (changes, message) => {
    const entries = await entriesOf("1");
    await expect(changeItemPolicies(SHOP, { variantIds: ["1"], changes, actor: ADA })).rejects.toThrow(message);
    expect(await entriesOf("1")).toEqual(entries);
  });

  it("from a stale form is refused, with what others changed meanwhile", async () => {
    const [latest] = await readAuditEntries(SHOP, "item-policy", "3", { limit: 1 });
    const seenEntryId = latest?.entryId ?? "";
    const bob = { id: "user 99", name: null };
    const save = (actor: typeof ADA | typeof bob, coverageDays: number) =>
      changeItemPolicies(SHOP, { variantIds: ["3"], changes: { coverageDays }, actor, seenEntryId });

    // At the same time: one is first, and the other is told.
    const outcomes = await Promise.all([save(ADA, 11), save(bob, 12)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
    const [first, second] = outcomes[0].kind === "changed" ? [ADA, bob] : [bob, ADA];
    const stored = first === ADA ? 11 : 12;
    expect(await planOf("3")).toMatchObject({ coverageDays: stored });

    const again = await save(second, 13);
    expect(again).toMatchObject({
      kind: "stale",
      entries: [{ actor: first, field: "coverageDays", oldValue: null, newValue: stored }],
    });
    expect(await planOf("3")).toMatchObject({ coverageDays: stored });
  });

  it("in a row of a list is refused where another value is set than the row shows", async () => {
    const [shown, bob] = [toListRow(await planOf("3"), ["leadTimeDays", "sku"]), { id: "user 99", name: null }];
    expect([shown.ownTerms, toListRow(await planOf("3"), ["sku"]).ownTerms]).toEqual([{ leadTimeDays: 45 }, undefined]);
    expect(toListRow(await planOf("2"), ["leadTimeDays"])).toMatchObject({ ownTerms: { leadTimeDays: null } });
    const save = (leadTimeDays: number | null, seenTerms: SeenTerms | undefined, actor: Actor = ADA) =>
      changeItemPolicies(SHOP, { variantIds: ["3"], changes: { leadTimeDays }, actor, seenTerms });

    // At the same time: one is first, and the other is told.
    const outcomes = await Promise.all([save(46, shown.ownTerms), save(46.5, shown.ownTerms, bob)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
    const stored = (await planOf("3")).leadTimeDays;
    const again = await save(null, shown.ownTerms);
    expect(again).toMatchObject({ kind: "stale", entries: [{ oldValue: 45, newValue: stored }, { newValue: 45 }] });
    expect(await save(null, { leadTimeDays: stored })).toMatchObject({ kind: "changed" });

    // What is set besides is nobody's loss.
    await changeItemPolicies(SHOP, { variantIds: ["3"], changes: { packSize: 5 }, actor: bob });
    expect(await save(45, { leadTimeDays: null })).toMatchObject({ kind: "changed" });
    await changeItemPolicies(SHOP, { variantIds: ["3"], changes: { packSize: 4 }, actor: bob });
  });

  it("can be taken back, field by field, but for what somebody changed since", async () => {
    const before = await Promise.all(["1", "2", "3"].map((id) => planOf(id)));
    const terms = (plans: typeof before) => plans.map(({ leadTimeDays, packSize }) => ({ leadTimeDays, packSize }));
    const changed = await changeItemPolicies(
      SHOP,
      { variantIds: ["1", "2", "3"], changes: { leadTimeDays: 60, packSize: 4 }, actor: ADA },
      { now: NOW },
    );
    if (changed.kind !== "changed") throw new Error(`Nothing was changed: ${changed.kind}`);
    const bob = { id: "user 99", name: null };
    await changeItemPolicies(SHOP, { variantIds: ["2"], changes: { leadTimeDays: 61 }, actor: bob }, { now: NOW });

    const { changeId } = changed;
    expect(await undoItemChange(OTHER_SHOP, { changeId, actor: ADA })).toEqual({ kind: "unknown-change" });
    const undone = await undoItemChange(SHOP, { changeId, actor: ADA }, { now: NOW });
    expect(undone).toEqual({ kind: "undone", variants: 3, kept: 1, keptItems: ["Mug"], planned: true });
    const after = await Promise.all(["1", "2", "3"].map((id) => planOf(id)));
    expect(terms(after)).toEqual(
      terms(before).map((item, index) => (index === 1 ? { ...item, leadTimeDays: 61 } : item)),
    );
    expect((await entriesOf("1")).slice(0, 2)).toEqual([
      { actor: ADA, field: "packSize", oldValue: 4, newValue: null },
      { actor: ADA, field: "leadTimeDays", oldValue: 60, newValue: null },
    ]);
    expect(await db.itemPolicy.count({ where: { shop: SHOP, variantId: 1n } })).toBe(0);

    // Once is enough: all of it was changed since, by the undo.
    const again = await undoItemChange(SHOP, { changeId, actor: ADA }, { now: NOW });
    expect(again).toMatchObject({ variants: 0, kept: 3 });
    await changeItemPolicies(SHOP, { variantIds: ["2"], changes: { leadTimeDays: null }, actor: bob }, { now: NOW });
  });

  it("excludes items from planning, and from whatever does not ask for them", async () => {
    const filter = { statuses: [], demandClasses: [], deciles: [], q: "" };
    const order = { sort: "sku", direction: "asc" } as const;
    const shown = async (narrowed: Partial<Parameters<typeof readPlanTotals>[1]>) => {
      const asked = { ...filter, ...narrowed };
      const page = await readPlanPage(SHOP, asked, order, ["variantId"], { limit: 10 });
      const { skus } = await readPlanTotals(SHOP, asked);
      expect(await listVariantIds(SHOP, asked, order)).toEqual(page.rows.map(({ variantId }) => variantId));
      expect(page.rows).toHaveLength(skus);
      return page.rows.map(({ variantId }) => variantId).sort();
    };
    const exclude = (excluded: true | null) =>
      changeItemPolicies(SHOP, { variantIds: ["1"], changes: { excluded }, actor: ADA }, { now: NOW });

    const before = await planOf("1");
    const changed = await exclude(true);
    expect(await planOf("1")).toMatchObject({
      status: "excluded",
      suggestedOrderQuantity: null,
      orderValue: null,
      daysOfCover: null,
      reorderPoint: before.reorderPoint,
    });
    expect(await shown({})).toEqual(["2", "3"]);
    expect(await shown({ vendorId: String(northlight) })).toEqual(["3"]);
    expect(await shown({ statuses: ["excluded"] })).toEqual(["1"]);
    expect(await shown({ statuses: ["excluded"], vendorId: String(northlight) })).toEqual(["1"]);
    const item = await readItem(SHOP, "1");
    expect(item && planColumns(planVariant(item.planInputs))).toMatchObject({ status: "excluded", daysOfCover: null });
    await replanShop(SHOP, { now: NOW });
    expect(await planOf("1")).toMatchObject({ status: "excluded" });

    if (changed.kind !== "changed") throw new Error(`Nothing was changed: ${changed.kind}`);
    await undoItemChange(SHOP, { changeId: changed.changeId, actor: ADA }, { now: NOW });
    expect(await planOf("1")).toMatchObject({ status: before.status, daysOfCover: before.daysOfCover });
    await exclude(true);
    await exclude(null);
    expect(await shown({})).toEqual(["1", "2", "3"]);
    expect(await db.itemPolicy.count({ where: { shop: SHOP, variantId: 1n } })).toBe(0);
  });

  it("of a large selection is planned in the background", async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => String(1_000 + index));
    await storeVariants(OTHER_SHOP, many);
    const changed = await changeItemPolicies(OTHER_SHOP, { variantIds: many, changes: { packSize: 6 }, actor: ADA });
    expect(changed).toMatchObject({ kind: "changed", planned: false });
    expect(await findPlans(OTHER_SHOP, many)).toEqual([]);
    const { rows } = await pool.query("SELECT data FROM pgboss.job WHERE name = 'replan-requests'");
    expect(rows).toEqual([{ data: { shop: OTHER_SHOP } }]);
    expect(await planOf("1")).toMatchObject({ packSize: 12 });
    // Neither more nor less: the shop has other variants that need no new plan.
    expect(await replanRequested(OTHER_SHOP, { now: NOW })).toBe(1_001);
    expect((await findPlans(OTHER_SHOP, many)).filter(({ packSize }) => packSize === 6)).toHaveLength(1_001);
    expect(await replanRequested(OTHER_SHOP, { now: NOW })).toBe(0);
  });

  it("goes with its shop, and leaves the other shop's", async () => {
    await deleteShop(SHOP);
    const left = async (shop: string) =>
      Promise.all([
        db.itemPolicy.count({ where: { shop } }),
        db.vendorItem.count({ where: { shop } }),
        db.auditEntry.count({ where: { shop } }),
      ]);
    expect(await left(SHOP)).toEqual([0, 0, 0]);
    expect(await left(OTHER_SHOP)).toEqual([1_001, 1_005, 1_001]);
  });
});

describe("a plan by the calibrated method", () => {
  // 4 units every tenth day of the 90 to 9 March, the last time on the 9th; out of stock, and without a sale, for ten days.
  const ID = "2";
  const outOfStock = ["2026-01-19", "2026-01-28"] as const;

  beforeAll(async () => {
    await pool.query("DELETE FROM daily_demand WHERE shop = $1 AND variant_id = $2", [OTHER_SHOP, ID]);
    await pool.query(
      `INSERT INTO daily_demand (shop, variant_id, day, units, orders)
       SELECT $1, $2, day, 4, 1 FROM generate_series($3::date, $4::date, '10 days') AS day
       WHERE day NOT BETWEEN $5::date AND $6::date`,
      [OTHER_SHOP, ID, "2025-12-19", "2026-03-09", ...outOfStock],
    );
    await pool.query("UPDATE shops SET stock_known_from = '2025-12-01', stock_observed_at = $2 WHERE shop = $1", [
      OTHER_SHOP,
      NOW,
    ]);
    await pool.query(
      `INSERT INTO stock_days (shop, variant_id, day, available_at_begin, available_at_end, lowest_available)
       VALUES ($1, $2, '2025-12-01', 9, 9, 9), ($1, $2, '2026-01-19', 0, 0, 0), ($1, $2, '2026-01-29', 0, 8, 0)`,
      [OTHER_SHOP, ID],
    );
    await changeItemPolicies(OTHER_SHOP, {
      variantIds: [ID],
      changes: { method: "calibrated" },
      actor: { id: "user 7", name: null },
    });
  });

  it("is the formula's, with the reason, while the shop has no calibration", async () => {
    await replanShop(OTHER_SHOP, { now: NOW });
    const plan = await planOf(ID, OTHER_SHOP);
    expect(plan).toMatchObject({ method: "normal", calibrationGap: "no-calibration", outOfStockDays: 10 });
    expect(plan.termSources.method).toBe("item");
  });

  it("multiplies the deviation of whole lead times in stock by what the replayed history taught", async () => {
    const factors = CALIBRATION_GROUPS.map((group) => [group, group === "intermittent medium" ? [1, 2.5] : [7, 9]]);
    const calibration: Calibration = {
      targets: [0.9, 0.95],
      safetyFactors: Object.fromEntries(factors) as Calibration["safetyFactors"],
      demandLevel: 1.25,
      replayedLeadTimes: 5_000,
    };
    await inTransaction((transaction) =>
      storeCalibration(OTHER_SHOP, transaction, { calibration, windowEnd: "2026-03-09", computedAt: NOW }),
    );
    await replanShop(OTHER_SHOP, { now: NOW });

    // Worked out from the list of days: 14 in a row, none of them out of stock, from 2025-12-10 to 2026-03-09.
    const isSale = (day: number) => day % 10 === 9 && !(day >= 40 && day <= 49);
    const inStock = (day: number) => day < 40 || day > 49;
    const days = Array.from({ length: 90 }, (_, day) => day);
    const runs = days.slice(0, 77).filter((first) => days.slice(first, first + 14).every(inStock));
    const sold = runs.map((first) => 4 * days.slice(first, first + 14).filter(isSale).length);
    const mean = sold.reduce((sum, units) => sum + units, 0) / sold.length;
    const stdDev = Math.sqrt(sold.reduce((sum, units) => sum + (units - mean) ** 2, 0) / (sold.length - 1));
    const leadTimeDemand = ((8 * 4) / 80) * 14;

    const plan = await planOf(ID, OTHER_SHOP);
    expect(plan).toMatchObject({ method: "calibrated", calibrationGap: null, safetyFactor: 2.5, demandLevel: 1.25 });
    expect(plan.leadTimeDemand).toBeCloseTo(leadTimeDemand, 10);
    expect(plan.leadTimeDemandStdDev).toBeCloseTo(stdDev, 10);
    expect(plan.exactReorderPoint).toBeCloseTo(1.25 * (leadTimeDemand + 2.5 * stdDev), 10);
    expect(await planOf("1", OTHER_SHOP)).toMatchObject({ method: "normal", calibrationGap: null });
  });

  it("can be made again on the item's page, to the last digit, and tried out for an item that is planned otherwise", async () => {
    const [item, other] = await Promise.all([readItem(OTHER_SHOP, ID), readItem(OTHER_SHOP, "1")]);
    if (!item || !other) throw new Error("The items have no page");
    const again = planVariant(item.planInputs);
    expect(again.method).toBe("calibrated");
    expect(item.row).toMatchObject(planColumns(again));
    expect(other.row).toMatchObject(planColumns(planVariant(other.planInputs)));
    expect(other.planInputs.calibrated).toBeNull();
    expect(planVariant({ ...other.planInputs, calibrated: other.calibrated }).method).toBe("calibrated");
  });
});
