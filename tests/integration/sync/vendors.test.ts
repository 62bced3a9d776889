import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readAuditEntries, type Actor } from "~/data/audit-entries";
import { createListView } from "~/data/list-views";
import { readListFrame } from "~/data/list-frame";
import { findPlans } from "~/data/plan-queries";
import { ask } from "~/data/questions";
import { deleteUnusedVendor, readVendorUses, storeVendorArchived } from "~/data/retire-vendor";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { inTransaction } from "~/data/transaction";
import { changeVendorItems, vendorItems, type WantedVendorItem } from "~/data/vendor-items";
import { readVendorDetails, type VendorDetails } from "~/data/vendor-details";
import { readVendorSkuClashes } from "~/data/vendor-sku-clashes";
import { findOrAddVendors, findVendorIds } from "~/data/vendors";
import { db, pool } from "~/db.server";
import { parseVendorForm } from "~/routes/vendors/parse-vendor-form.server";
import { retireVendor } from "~/routes/vendors/retire-vendor.server";
import { saveVendor } from "~/routes/vendors/save-vendor.server";
import { addVendor, changeVendor, mergeVendorInto } from "~/sync/change-vendor";
import { closeQueue } from "~/sync/job-queue";
import { replanShop } from "~/sync/replan";
import { wordsOf } from "~/words/all-words.server";

const SHOP = "first-shop.myshopify.com";
const OTHER_SHOP = "second-shop.myshopify.com";
const NOW = new Date("2026-03-10T12:00:00Z");
const { t } = wordsOf("en");
const ADA: Actor = { id: "user 1", name: "Ada" };
const BOB: Actor = { id: "user 2", name: null };

const BARE: VendorDetails = {
  name: "Northlight",
  email: null,
  currency: null,
  exchangeRate: null,
  minimumOrderValue: null,
  notes: null,
  leadTimeDays: null,
  leadTimeStdDevDays: null,
  reviewPeriodDays: null,
  serviceLevel: null,
  coverageDays: null,
};

let northlight: string;
let southwind: string;

afterAll(closeQueue);

/** In both shops, Northlight supplies variants 1 and 2 and Southwind variant 3, as Shopify says; 1 sells a unit a day. */
beforeEach(async () => {
  for (const table of [
    "vendor_items",
    "vendor_names",
    "vendors",
    "variants",
    "audit_entries",
    "replan_requests",
    "plans",
  ]) {
    await pool.query(`DELETE FROM ${table}`);
  }
  await pool.query("DELETE FROM daily_demand");
  await pool.query("DELETE FROM shops");
  for (const shop of [SHOP, OTHER_SHOP]) {
    await db.shop.create({ data: { shop, timeZone: "UTC", currency: "GBP", ordersKnownFrom: new Date("2025-01-01") } });
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, sku, inventory_item_id, tracked, unit_cost,
         shopify_vendor, created_at, updated_at)
       SELECT $1, id, id, 'Mug', 'M-' || id, id, true, 2, CASE WHEN id < 3 THEN 'Northlight' ELSE 'Southwind' END,
         '2025-06-01', now()
       FROM generate_series(1, 3) AS id`,
      [shop],
    );
    await pool.query(
      `INSERT INTO daily_demand (shop, variant_id, day, units, orders)
       SELECT $1, 1, day, 1, 1 FROM generate_series('2025-12-10'::date, '2026-03-09'::date, '1 day') AS day`,
      [shop],
    );
    await followShopifyVendors(shop);
    await replanShop(shop, { now: NOW });
  }
  const ids = await findVendorIds(SHOP, ["Northlight", "Southwind"]);
  northlight = ids.get("northlight") ?? "";
  southwind = ids.get("southwind") ?? "";
  await pool.query("UPDATE plans SET planned_at = '2026-03-10T00:00:00Z'");
});

/** The variants that were planned anew since the test began. */
async function planned(shop = SHOP): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT variant_id AS id FROM plans WHERE shop = $1 AND planned_at > '2026-03-10T00:00:00Z' ORDER BY 1",
    [shop],
  );
  return rows.map(({ id }) => id);
}

async function planOf(variantId: string, shop = SHOP) {
  const [plan] = await findPlans(shop, [variantId]);
  if (!plan) throw new Error(`There is no plan of ${variantId}`);
  return plan;
}

async function trailOf(vendorId: string, shop = SHOP) {
  const entries = await readAuditEntries(shop, "vendor", vendorId, { limit: 20 });
  return entries.map(({ actor, field, oldValue, newValue }) => [actor.name, field, oldValue, newValue]);
}

const change = (details: Partial<VendorDetails>, { actor = ADA, seenEntryId = "0" } = {}) =>
  changeVendor(SHOP, { vendorId: northlight, details: { ...BARE, ...details }, actor, seenEntryId }, { now: NOW });

function assign(...wanted: WantedVendorItem[]) {
  return inTransaction((transaction) => changeVendorItems(transaction, SHOP, { wanted, actor: ADA }));
}

describe("a change of a vendor's details", () => {
  it("plans what is ordered from the vendor anew, and nothing else, with an entry for each field", async () => {
    const terms = { leadTimeDays: 30, minimumOrderValue: "500", currency: "USD", exchangeRate: 0.8 };
    expect(await change(terms)).toEqual({ kind: "changed", vendorId: northlight });
    expect(await planned()).toEqual(["1", "2"]);
    expect(await planned(OTHER_SHOP)).toEqual([]);
    expect(await planOf("1")).toMatchObject({ leadTimeDays: 30, reorderPoint: 30 });
    expect(await planOf("1", OTHER_SHOP)).toMatchObject({ leadTimeDays: 14 });
    expect(await readVendorDetails(SHOP, northlight)).toEqual({
      ...BARE,
      ...terms,
      vendorId: northlight,
      archivedAt: null,
    });
    expect(await trailOf(northlight)).toEqual([
      ["Ada", "leadTimeDays", null, 30],
      ["Ada", "minimumOrderValue", null, "500"],
      ["Ada", "exchangeRate", null, 0.8],
      ["Ada", "currency", null, "USD"],
    ]);
  });

  it("that no plan rests on makes no new plan, and one that changes nothing leaves no trace", async () => {
    await change({ email: "orders@northlight.example", notes: "Closed in August", minimumOrderValue: "0500.00" });
    expect(await planned()).toEqual([]);
    const trail = await trailOf(northlight);
    expect(trail).toHaveLength(3);
    const seenEntryId = (await readAuditEntries(SHOP, "vendor", northlight, { limit: 1 }))[0]?.entryId ?? "";
    const same = { email: "orders@northlight.example", notes: "Closed in August", minimumOrderValue: "500" };
    expect(await change(same, { seenEntryId })).toMatchObject({ kind: "changed" });
    expect(await trailOf(northlight)).toEqual(trail);
  });

  it("from a stale form is refused, with what others changed meanwhile", async () => {
    const outcomes = await Promise.all([change({ coverageDays: 11 }), change({ coverageDays: 12 }, { actor: BOB })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
    const first = outcomes[0].kind === "changed" ? 11 : 12;
    expect(outcomes.find(({ kind }) => kind === "stale")).toMatchObject({
      entries: [{ field: "coverageDays", oldValue: null, newValue: first }],
    });
    expect(await readVendorDetails(SHOP, northlight)).toMatchObject({ coverageDays: first });
  });

  it("keeps the former name when it renames, so that Shopify's next pull finds the vendor under it", async () => {
    await change({ name: "  Northlight   Ceramics " });
    expect(await planned()).toEqual(["1", "2"]);
    expect(await planOf("1")).toMatchObject({ vendorId: northlight, vendor: "Northlight Ceramics" });
    await followShopifyVendors(SHOP);
    const ids = await findVendorIds(SHOP, ["NORTHLIGHT", "Northlight ceramics"]);
    expect([...ids.values()]).toEqual([northlight, northlight]);
    expect(await findVendorIds(OTHER_SHOP, ["Northlight Ceramics"])).toEqual(new Map());
  });

  it("is refused with a name that another vendor has, whatever its case, width and spaces", async () => {
    const southwinds = { kind: "name-taken", vendor: { vendorId: southwind, name: "Southwind" } };
    expect(await change({ name: "ｓouthWIND ", coverageDays: 9 })).toEqual(southwinds);
    expect(await addVendor(SHOP, { details: { ...BARE, name: "SOUTHWIND" }, actor: ADA })).toEqual(southwinds);
    expect(await readVendorDetails(SHOP, northlight)).toMatchObject({ name: "Northlight", coverageDays: null });
    expect(await trailOf(northlight)).toEqual([]);
    expect(await change({ name: "NORTHLIGHT" })).toMatchObject({ kind: "changed" });
  });

  it("is nothing for a vendor of another shop", async () => {
    const foreign = (await findVendorIds(OTHER_SHOP, ["Northlight"])).get("northlight") ?? "";
    const outcome = await changeVendor(SHOP, { vendorId: foreign, details: BARE, actor: ADA, seenEntryId: "0" });
    expect(outcome).toEqual({ kind: "unknown-vendor" });
  });
});

describe("a vendor", () => {
  it("is added by hand, whatever its name looks like", async () => {
    const name = `=HYPERLINK("x")<b>'; DROP TABLE vendors`;
    const added = await addVendor(SHOP, { details: { ...BARE, name, leadTimeDays: 3 }, actor: ADA });
    if (added.kind !== "changed") throw new Error("The vendor was not added");
    expect(await readVendorDetails(SHOP, added.vendorId)).toMatchObject({ name, leadTimeDays: 3, currency: null });
    expect(await trailOf(added.vendorId)).toEqual([
      ["Ada", "leadTimeDays", null, 3],
      ["Ada", "name", null, name],
    ]);
  });

  it("is archived while something refers to it, and goes on supplying", async () => {
    expect(await readVendorUses(SHOP, northlight)).toEqual({ preferredSkus: 2, otherSkus: 0, inShopify: true });
    expect(await deleteUnusedVendor(SHOP, { vendorId: northlight, actor: ADA })).toEqual({ kind: "in-use" });
    expect(await storeVendorArchived(SHOP, { vendorId: northlight, archived: true, actor: ADA })).toBe(true);
    expect((await ask(SHOP, vendorItems("1"))).map(({ vendor }) => vendor)).toEqual(["Northlight"]);
    await storeVendorArchived(SHOP, { vendorId: northlight, archived: false, actor: ADA });
    expect(await readVendorDetails(SHOP, northlight)).toMatchObject({ archivedAt: null });
    expect((await trailOf(northlight)).map(([, ...entry]) => entry)).toEqual([
      ["archived", true, false],
      ["archived", false, true],
    ]);
  });

  it("stays as long as products in Shopify name it, and can be deleted once none does", async () => {
    await assign({ variantId: "3", vendorId: southwind, remove: true });
    expect(await readVendorUses(SHOP, southwind)).toEqual({ preferredSkus: 0, otherSkus: 0, inShopify: true });
    expect(await deleteUnusedVendor(SHOP, { vendorId: southwind, actor: ADA })).toEqual({ kind: "in-use" });
    await pool.query("UPDATE variants SET deleted_at = now() WHERE shop = $1 AND variant_id = 3", [SHOP]);
    expect(await deleteUnusedVendor(SHOP, { vendorId: southwind, actor: ADA })).toEqual({
      kind: "deleted",
      name: "Southwind",
    });
    expect(await findVendorIds(SHOP, ["Southwind"])).toEqual(new Map());
    expect((await findVendorIds(OTHER_SHOP, ["Southwind"])).size).toBe(1);
    // Whoever chose it a moment before assigns nothing.
    expect(await assign({ variantId: "1", vendorId: southwind })).toMatchObject({ added: 0 });
  });
});

describe("a merger", () => {
  it("moves what the vendor supplied, plans it anew, and leads both names to the one that stays", async () => {
    await assign({ variantId: "1", vendorId: southwind, offer: { packSize: 6 } });
    const merged = await mergeVendorInto(SHOP, { fromId: northlight, intoId: southwind, actor: ADA }, { now: NOW });
    expect(merged).toMatchObject({ from: { name: "Northlight" }, into: { name: "Southwind" } });
    expect(await planned()).toEqual(["1", "2"]);
    expect(await planOf("1")).toMatchObject({ vendor: "Southwind", packSize: 6 });
    await followShopifyVendors(SHOP);
    expect([...(await findVendorIds(SHOP, ["Northlight", "Southwind"])).values()]).toEqual([southwind, southwind]);
    expect(await readVendorDetails(SHOP, northlight)).toBeNull();
    expect((await trailOf(southwind))[0]).toEqual(["Ada", "mergedVendor", null, "Northlight"]);
    expect((await planOf("1", OTHER_SHOP)).vendor).toBe("Northlight");
    const again = { fromId: northlight, intoId: southwind, actor: ADA };
    expect(await mergeVendorInto(SHOP, again)).toBeNull();
  });

  it("is followed by the saved views of lists that show the vendor", async () => {
    const look = { columns: [], density: "compact" };
    const query = `status=reorder-now&vendor=${northlight}&q=vendor`;
    for (const shop of [SHOP, OTHER_SHOP]) await createListView(shop, "all", { name: "Northlight", query, ...look });
    await mergeVendorInto(SHOP, { fromId: northlight, intoId: southwind, actor: ADA }, { now: NOW });
    const queriesOf = async (shop: string) => (await readListFrame(shop, "all")).views.views.map((view) => view.query);
    expect(await queriesOf(SHOP)).toEqual([`status=reorder-now&vendor=${southwind}&q=vendor`]);
    expect(await queriesOf(OTHER_SHOP)).toEqual([query]);
  });

  it("says of which SKUs the vendor SKU is the same afterwards", async () => {
    await assign(
      { variantId: "1", vendorId: northlight, offer: { vendorSku: "A" } },
      { variantId: "2", vendorId: northlight, offer: { vendorSku: "B" } },
      { variantId: "3", vendorId: southwind, offer: { vendorSku: "A" } },
    );
    expect(await readVendorSkuClashes(SHOP, southwind, { limit: 5 })).toEqual([]);
    await mergeVendorInto(SHOP, { fromId: northlight, intoId: southwind, actor: ADA }, { now: NOW });
    const variants = ["1", "3"].map((id) => ({ variantId: id, sku: `M-${id}`, title: "Mug" }));
    expect(await readVendorSkuClashes(SHOP, southwind, { limit: 5 })).toEqual([{ vendorSku: "A", variants }]);
  });

  it.each([
    ["converts costs by the exchange rates", { currency: "USD", exchangeRate: 0.8 }, "12"],
    ["drops costs in a currency whose rate is not known", { currency: "USD", exchangeRate: null }, null],
    ["keeps costs in the same currency", {}, "15"],
  ])("%s", async (_, currency, expected) => {
    await change(currency);
    await assign({ variantId: "1", vendorId: northlight, offer: { unitCost: "15" } });
    await mergeVendorInto(SHOP, { fromId: northlight, intoId: southwind, actor: ADA }, { now: NOW });
    expect((await ask(SHOP, vendorItems("1")))[0]?.unitCost).toBe(expected);
  });

  it("moves what deleted variants had, since they can come back", async () => {
    await pool.query("UPDATE variants SET deleted_at = now() WHERE shop = $1 AND variant_id = 2", [SHOP]);
    await mergeVendorInto(SHOP, { fromId: northlight, intoId: southwind, actor: ADA }, { now: NOW });
    expect((await ask(SHOP, vendorItems("2"))).map(({ vendorId }) => vendorId)).toEqual([southwind]);
  });

  it("reaches no vendor of another shop", async () => {
    const [foreign = ""] = (await findOrAddVendors(OTHER_SHOP, ["Southwind"])).values();
    expect(await mergeVendorInto(SHOP, { fromId: northlight, intoId: foreign, actor: ADA })).toBeNull();
    expect(await readVendorDetails(SHOP, northlight)).not.toBeNull();
  });
});

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, text] of Object.entries(fields)) form.set(name, text);
  return form;
}

describe("the form of a vendor", () => {
  const parse = (fields: Record<string, string>) => parseVendorForm(formOf(fields), "GBP", t);

  it("takes numbers as people write them, and nothing where a field is empty", () => {
    const typed = {
      name: " Northlight  Ltd ",
      email: " orders@northlight.example ",
      currency: "USD",
      exchangeRate: "0,8",
      minimumOrderValue: "1250,50",
      serviceLevelPercent: "97.5",
      leadTimeDays: "",
      notes: "Closed in August.\r\nAsk for Mo. ",
    };
    expect(parse(typed)).toEqual({
      ok: true,
      details: {
        ...BARE,
        name: "Northlight Ltd",
        email: "orders@northlight.example",
        currency: "USD",
        exchangeRate: 0.8,
        minimumOrderValue: "1250.5",
        serviceLevel: 0.975,
        notes: "Closed in August.\nAsk for Mo.",
      },
    });
  });

  it("knows no exchange rate of the shop's own currency", () => {
    expect(parse({ name: "A", currency: "GBP", exchangeRate: "1.2" })).toEqual({
      ok: true,
      details: { ...BARE, name: "A" },
    });
  });

  it("names every fault at its field", () => {
    const faulty = {
      name: "  ",
      email: "orders at northlight",
      currency: "XXX",
      exchangeRate: "0",
      minimumOrderValue: "1,250",
      leadTimeDays: "soon",
      leadTimeStdDevDays: "-1",
      reviewPeriodDays: "400",
      serviceLevelPercent: "100",
      coverageDays: "1e3",
      notes: "\u0000",
    };
    expect(parse(faulty)).toEqual({
      ok: false,
      errors: {
        name: "Can't be empty.",
        email: "Must be an email address, such as orders@example.com.",
        currency: "Must be a currency in use.",
        exchangeRate: "Must be more than 0.",
        minimumOrderValue: "Could be read in two ways: leave out the separator of thousands.",
        leadTimeDays: "Must be a number.",
        leadTimeStdDevDays: "Can't be negative.",
        reviewPeriodDays: "Must be at most 365 days.",
        serviceLevelPercent: "Must be at most 99.99: no stock makes 100% certain.",
        coverageDays: "Must be a number.",
        notes: "Can't hold control characters.",
      },
    });
  });

  it("says whose name it is together with the faults of its fields", async () => {
    const form = formOf({ name: "SOUTHWIND", leadTimeDays: "0" });
    expect(await saveVendor(SHOP, form, { vendorId: northlight, seenEntryId: "0" }, ADA, t)).toMatchObject({
      kind: "invalid",
      errors: { leadTimeDays: expect.stringMatching(/more than 0/) as string },
      nameOwner: { vendorId: southwind, name: "Southwind" },
    });
  });

  it("merges, archives and deletes as it is asked, and nothing that it is not", async () => {
    const retire = (fields: Record<string, string>) => retireVendor(SHOP, formOf(fields), ADA);
    expect(await retire({ vendorId: southwind, intent: "archive" })).toEqual({ kind: "archived" });
    expect(await retire({ vendorId: southwind, intent: "restore" })).toEqual({ kind: "restored" });
    expect(await retire({ vendorId: southwind, intent: "delete" })).toEqual({ kind: "in-use" });
    const merger = { vendorId: northlight, intent: "merge", intoId: southwind };
    expect(await retire(merger)).toMatchObject({ kind: "merged", into: { vendorId: southwind, name: "Southwind" } });
    expect(await retire(merger)).toEqual({ kind: "unknown-vendor" });
    expect(await retire({ vendorId: northlight, intent: "archive" })).toEqual({ kind: "unknown-vendor" });
    await expect(retire({ vendorId: southwind, intent: "forget" })).rejects.toMatchObject({ init: { status: 400 } });
  });
});
