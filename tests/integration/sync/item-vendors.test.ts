import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readAuditEntries, type Actor } from "~/data/audit-entries";
import { findPlans, listVariantIds } from "~/data/plan-queries";
import { ask } from "~/data/questions";
import { findVendorMatches } from "~/data/vendor-choices";
import { vendorItems } from "~/data/vendor-items";
import { findOrAddVendors } from "~/data/vendors";
import type { ItemVendorsChange } from "~/data/item-vendors";
import { pool } from "~/db.server";
import { readItemVendors } from "~/reports/item-vendors";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { action } from "~/routes/app.item-vendors";
import { parseItemVendorsForm } from "~/routes/item-vendors/parse-item-vendors-form.server";
import { changeItemVendors } from "~/sync/change-item-vendors";
import { closeQueue } from "~/sync/job-queue";
import { replanShop } from "~/sync/replan";
import { undoItemChange } from "~/sync/undo-item-change";
import { wordsOf } from "~/words/all-words.server";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
const OTHER_SHOP = "other-shop.myshopify.com";
const NOW = new Date("2026-03-10T12:00:00Z");
const ADA: Actor = { id: "user 123456", name: "Ada" };

let connected: ConnectedShop;
let shop: string;
let acme: string;
let brightside: string;

beforeAll(async () => {
  connected = await connectShop();
  shop = connected.shop;
  for (const name of [shop, OTHER_SHOP]) {
    await pool.query(
      `INSERT INTO shops (shop, time_zone, currency, orders_known_from, settings) VALUES ($1, 'UTC', 'GBP', '2025-01-01', '{}')
       ON CONFLICT (shop) DO UPDATE SET time_zone = 'UTC', currency = 'GBP', orders_known_from = '2025-01-01'`,
      [name],
    );
  }
});

afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});

/** Two shops with the variants 1 to 4, planned, which Acme supplies in both; the first knows Brightside too. */
beforeEach(async () => {
  for (const table of ["plans", "vendor_items", "vendor_names", "vendors", "variants", "audit_entries"]) {
    await pool.query(`DELETE FROM ${table}`);
  }
  for (const name of [OTHER_SHOP, shop]) {
    acme = (await findOrAddVendors(name, ["Acme"])).get("acme") ?? "";
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, sku, inventory_item_id, tracked, created_at, updated_at)
       SELECT $1, id, id, 'Mug', 'MUG-' || id, id, true, '2025-06-01', now() FROM generate_series(1, 4) AS id`,
      [name],
    );
    await pool.query(
      `INSERT INTO vendor_items (shop, vendor_id, variant_id, preferred)
       SELECT $1, $2, variant_id, true FROM variants WHERE shop = $1`,
      [name, acme],
    );
    await replanShop(name, { now: NOW });
  }
  brightside = (await findOrAddVendors(shop, ["Brightside"])).get("brightside") ?? "";
});

const change = (requested: ItemVendorsChange, seenEntryId?: string, actor = ADA) =>
  changeItemVendors(shop, { change: requested, actor, seenEntryId }, { now: NOW });

const assign = (variantIds: string[], vendorId: string, { preferred = true, removeOthers = false } = {}) =>
  change({ kind: "assign", variantIds, vendor: { vendorId }, preferred, removeOthers });

const remove = (variantIds: string[], whom: "preferred" | "all" | { vendorId: string }) =>
  change({ kind: "remove", variantIds, whom });

const offer = (variantId: string, vendorId: string, offered: object, seenEntryId?: string, actor = ADA) =>
  change({ kind: "offers", variantId, offers: [{ vendorId, offer: offered }] }, seenEntryId, actor);

/** "Acme*, Brightside": who supplies a variant, the preferred vendor marked. */
async function suppliersOf(variantId: string, ofShop = shop): Promise<string> {
  const items = await ask(ofShop, vendorItems(variantId));
  return items.map(({ vendor, preferred }) => (preferred ? `${vendor}*` : vendor)).join(", ");
}

async function plansByVendor(): Promise<Record<string, string | null>> {
  const plans = await findPlans(shop, ["1", "2", "3", "4"]);
  return Object.fromEntries(plans.map(({ variantId, vendor }) => [variantId, vendor]));
}

async function unassigned(): Promise<string[]> {
  const parsed = parseReorderQuery(new URLSearchParams("vendor=none&sort=sku&direction=asc"), { mode: "api" });
  if (!parsed.ok) throw new Error("The list of unassigned SKUs can't be asked for");
  return listVariantIds(shop, parsed.query, parsed.query);
}

describe("an assignment", () => {
  it("makes a vendor the preferred one of some items, plans these anew, and says who did it", async () => {
    const [untouched] = await findPlans(shop, ["3"]);
    expect(await assign(["1", "2"], brightside)).toMatchObject({ kind: "changed", variants: 2, planned: true });
    expect(await suppliersOf("1")).toBe("Brightside*, Acme");
    expect(await plansByVendor()).toEqual({ 1: "Brightside", 2: "Brightside", 3: "Acme", 4: "Acme" });
    expect(await findPlans(shop, ["3"])).toEqual([untouched]);
    expect(await readAuditEntries(shop, "vendor-item", "1", { limit: 5 })).toMatchObject([
      { actor: ADA, oldValue: null, newValue: { vendor: "Brightside", preferred: true } },
      { actor: ADA, oldValue: { vendor: "Acme", preferred: true }, newValue: { vendor: "Acme", preferred: false } },
    ]);
    expect(await assign(["1", "2", "3"], brightside)).toMatchObject({ variants: 1 });
    expect(await suppliersOf("1", OTHER_SHOP)).toBe("Acme*");
  });

  it("adds another source, which is the preferred one only of what had no vendor", async () => {
    await remove(["2"], "all");
    expect(await assign(["1", "2"], brightside, { preferred: false })).toMatchObject({ variants: 2 });
    expect([await suppliersOf("1"), await suppliersOf("2")]).toEqual(["Acme*, Brightside", "Brightside*"]);
  });

  it("takes all other vendors away where that is wanted", async () => {
    await assign(["1"], brightside, { preferred: false, removeOthers: true });
    expect([await suppliersOf("1"), await suppliersOf("2")]).toEqual(["Brightside*", "Acme*"]);
  });

  it("adds a vendor by its name, or finds the one that goes by it", async () => {
    const byName = (name: string) =>
      change({ kind: "assign", variantIds: ["1"], vendor: { name }, preferred: true, removeOthers: true });
    await byName("  =HYPERLINK(1)  &  Sons ");
    expect(await suppliersOf("1")).toBe("=HYPERLINK(1) & Sons*");
    await byName("ＡＣＭＥ");
    expect(await suppliersOf("1")).toBe("Acme*");
    // Who added it stands in its audit trail, and nothing in that of the one that there was.
    const { rows: entries } = await pool.query(
      `SELECT field, old_value, new_value, name, actor FROM audit_entries AS entry
         JOIN vendors ON vendors.shop = entry.shop AND vendor_id::text = subject_id
       WHERE entry.shop = $1 AND subject = 'vendor'`,
      [shop],
    );
    const name = "=HYPERLINK(1) & Sons";
    expect(entries).toEqual([{ field: "name", old_value: null, new_value: name, name, actor: ADA.id }]);
    await expect(byName(" ")).rejects.toThrow(/can't be empty/);
    await expect(byName("A".repeat(256))).rejects.toThrow(/at most 255 characters/);
  });

  it.each([
    ["an unknown vendor", () => assign(["1"], "999999"), { kind: "unknown-vendor" }],
    ["an unknown SKU", () => assign(["1", "77"], brightside), { kind: "unknown-variants", variantIds: ["77"] }],
    [
      "an archived vendor",
      async () => {
        await pool.query("UPDATE vendors SET archived_at = now() WHERE shop = $1 AND vendor_id = $2", [
          shop,
          brightside,
        ]);
        return assign(["1"], brightside);
      },
      { kind: "archived-vendor", vendor: "Brightside" },
    ],
    [
      "an archived vendor that is to be added by its name, and leaves no new one behind",
      async () => {
        await pool.query("UPDATE vendors SET archived_at = now() WHERE shop = $1 AND vendor_id = $2", [
          shop,
          brightside,
        ]);
        const vendor = { name: "BRIGHTSIDE" };
        return change({ kind: "assign", variantIds: ["1"], vendor, preferred: true, removeOthers: true });
      },
      { kind: "archived-vendor", vendor: "Brightside" },
    ],
    [
      "an unknown SKU, and leaves no vendor behind that was to be added",
      () =>
        change({
          kind: "assign",
          variantIds: ["77"],
          vendor: { name: "Cobalt" },
          preferred: true,
          removeOthers: false,
        }),
      { kind: "unknown-variants", variantIds: ["77"] },
    ],
  ])("is refused whole for %s", async (_, attempt, refusal) => {
    expect(await attempt()).toEqual(refusal);
    expect(await suppliersOf("1")).toBe("Acme*");
    expect(await readAuditEntries(shop, "vendor-item", "1", { limit: 1 })).toEqual([]);
    const { vendors } = await findVendorMatches(shop, "", { limit: 9, scope: "all" });
    expect(vendors.map(({ name }) => name)).toEqual(["Acme", "Brightside"]);
  });
});

describe("a removal", () => {
  it("of the last vendor leaves an item unassigned, and it is found as such", async () => {
    expect(await unassigned()).toEqual([]);
    expect(await remove(["1", "2"], { vendorId: acme })).toMatchObject({ kind: "changed", variants: 2 });
    expect(await plansByVendor()).toEqual({ 1: null, 2: null, 3: "Acme", 4: "Acme" });
    expect(await unassigned()).toEqual(["1", "2"]);
    expect(await suppliersOf("1", OTHER_SHOP)).toBe("Acme*");
  });

  it("takes the preferred vendor, all of them, or a certain one", async () => {
    await assign(["1", "2", "3"], brightside);
    await remove(["1"], "preferred");
    await remove(["2"], "all");
    expect(await remove(["3", "4"], { vendorId: brightside })).toMatchObject({ variants: 1 });
    expect(await Promise.all(["1", "2", "3", "4"].map((id) => suppliersOf(id)))).toEqual([
      "Acme*",
      "",
      "Acme*",
      "Acme*",
    ]);
    expect(await remove(["3"], { vendorId: "999999" })).toEqual({ kind: "unknown-vendor" });
  });
});

describe("an undo", () => {
  const undo = (changed: Awaited<ReturnType<typeof change>>) => {
    if (changed.kind !== "changed") throw new Error(`Nothing was changed: ${changed.kind}`);
    return undoItemChange(shop, { changeId: changed.changeId, actor: ADA }, { now: NOW });
  };
  const suppliers = () => Promise.all(["1", "2", "3"].map((id) => suppliersOf(id)));

  it("gives each item the vendors and offers that it had, but for what was changed since", async () => {
    await assign(["2"], brightside, { preferred: false });
    await offer("1", acme, { vendorSku: "A-1", unitCost: "1.5" });
    const offered = await ask(shop, vendorItems("1"));
    const before = await suppliers();
    const assigned = await assign(["1", "2", "3"], brightside, { removeOthers: true });
    expect(await suppliers()).toEqual(["Brightside*", "Brightside*", "Brightside*"]);
    await offer("3", brightside, { packSize: 6 });

    expect(await undo(assigned)).toEqual({ kind: "undone", variants: 2, kept: 1, keptItems: ["MUG-3"], planned: true });
    expect(await suppliers()).toEqual([before[0], before[1], "Brightside*"]);
    expect(await ask(shop, vendorItems("1"))).toEqual(offered);
    expect(await plansByVendor()).toEqual({ 1: "Acme", 2: "Acme", 3: "Brightside", 4: "Acme" });
  });

  it("gives back what was removed", async () => {
    const removed = await remove(["1", "2"], "all");
    expect(await undo(removed)).toMatchObject({ variants: 2, kept: 0 });
    expect(await suppliers()).toEqual(["Acme*", "Acme*", "Acme*"]);
    expect(await unassigned()).toEqual([]);
  });
});

describe("an offer", () => {
  it("is changed as far as it is named, and feeds the plan where the vendor is preferred", async () => {
    await offer("1", acme, { vendorSku: "A-1", packSize: 6 });
    await offer("1", acme, { packSize: 12 });
    expect(await findPlans(shop, ["1"])).toMatchObject([{ vendorSku: "A-1", packSize: 12 }]);
    expect(await ask(shop, vendorItems("1"))).toMatchObject([{ vendorSku: "A-1", packSize: 12, unitCost: null }]);
  });

  it("is refused for a vendor that does not supply the SKU, and for what no vendor can offer", async () => {
    expect(await offer("1", brightside, { packSize: 6 })).toEqual({ kind: "not-supplied", vendor: "Brightside" });
    expect(await offer("1", "999999", { packSize: 6 })).toEqual({ kind: "unknown-vendor" });
    await expect(offer("1", acme, { packSize: 0 })).rejects.toThrow(/at least 1/);
    await expect(offer("1", acme, { overstockDays: 3 })).rejects.toThrow(/overstockDays/);
  });

  it("can't have a vendor SKU that is another variant's at that vendor", async () => {
    await assign(["1", "2"], brightside);
    await offer("1", acme, { vendorSku: "A-1" });
    const refused = await offer("2", acme, { vendorSku: " A-1 ", packSize: 3 });
    const by = { vendorId: acme, vendor: "Acme", vendorSku: "A-1", variantId: "1", variant: "MUG-1" };
    expect(refused).toEqual({ kind: "vendor-sku-taken", taken: [by] });
    expect(await findPlans(shop, ["2"])).toMatchObject([{ packSize: 1 }]);
    // At another vendor, for the same variant again, and once the other variant is gone, it may.
    expect(await offer("2", brightside, { vendorSku: "A-1" })).toMatchObject({ kind: "changed" });
    expect(await offer("1", acme, { vendorSku: "A-1" })).toMatchObject({ kind: "changed", variants: 0 });
    await pool.query("UPDATE variants SET deleted_at = now() WHERE shop = $1 AND variant_id = 1", [shop]);
    expect(await offer("2", acme, { vendorSku: "A-1" })).toMatchObject({ kind: "changed" });
  });

  it("gives a vendor SKU to one of two variants that ask for it at once", async () => {
    const outcomes = await Promise.all(["1", "2", "3"].map((id) => offer(id, acme, { vendorSku: "A-1" })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "vendor-sku-taken", "vendor-sku-taken"]);
  });

  it("from a stale form is refused, with what others changed meanwhile", async () => {
    const bob = { id: "user 99", name: null };
    const outcomes = await Promise.all([
      offer("1", acme, { packSize: 6 }, "0", ADA),
      offer("1", acme, { packSize: 9 }, "0", bob),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
    const packSize = outcomes[0].kind === "changed" ? 6 : 9;
    expect(outcomes.find(({ kind }) => kind === "stale")).toMatchObject({
      entries: [{ actor: packSize === 6 ? ADA : bob, oldValue: { packSize: null }, newValue: { packSize } }],
    });
    expect(await ask(shop, vendorItems("1"))).toMatchObject([{ packSize }]);
  });
});

describe("the vendors of an item's page", () => {
  it("are told with currency and rate, whether they are archived, and whom Shopify names instead", async () => {
    const { seenEntryId } = await readItemVendors(shop, "1");
    expect(seenEntryId).toBe("0");
    await assign(["1"], brightside);
    const columns = "currency = 'EUR', archived_at = now()";
    await pool.query(`UPDATE vendors SET ${columns} WHERE shop = $1 AND vendor_id = $2`, [shop, brightside]);
    await pool.query("UPDATE variants SET vendor_id = $2 WHERE shop = $1", [shop, acme]);
    const report = await readItemVendors(shop, "1");
    expect(report).toMatchObject({
      vendors: [
        { vendor: "Brightside", preferred: true, currency: "EUR", isConvertible: false, isArchived: true },
        { vendor: "Acme", preferred: false, currency: "GBP", isConvertible: true, isArchived: false },
      ],
      shopifyVendor: { vendorId: acme, name: "Acme", isArchived: false },
      entries: [{ importId: null }, { importId: null }],
    });
    expect(report.seenEntryId).toBe(report.entries[0]?.entryId);
    expect(await readItemVendors(shop, "2")).toMatchObject({ shopifyVendor: null });
    await remove(["2"], "all");
    expect(await readItemVendors(shop, "2")).toMatchObject({ vendors: [], shopifyVendor: { name: "Acme" } });
  });
});

describe("the form of vendors", () => {
  const parse = (fields: Record<string, string>, variantIds = ["1"]) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(fields)) form.set(name, text);
    return parseItemVendorsForm(form, variantIds, wordsOf("en").t);
  };

  it("names a vendor, or a new one, and for what it is assigned", () => {
    const variantIds = ["1"];
    expect(parse({ change: "assign", vendorId: "7", preferred: "true" })).toEqual({
      ok: true,
      change: { kind: "assign", variantIds, vendor: { vendorId: "7" }, preferred: true, removeOthers: false },
    });
    expect(parse({ change: "assign", vendorName: " New  one ", removeOthers: "true" })).toEqual({
      ok: true,
      change: { kind: "assign", variantIds, vendor: { name: "New one" }, preferred: false, removeOthers: true },
    });
    expect(parse({ change: "assign", vendorName: " " })).toEqual({
      ok: false,
      errors: { vendorName: "Can't be empty." },
    });
  });

  it("sets what is filled in of offers, takes away what is empty, and names every fault at its field", () => {
    const texts = { "7.unitCost": " 1,25 ", "7.packSize": "", "7.vendorSku": " A,1 ", "8.leadTimeDays": "4,5" };
    expect(parse({ change: "offers", seenEntryId: "3", ...texts })).toEqual({
      ok: true,
      change: {
        kind: "offers",
        variantId: "1",
        offers: [
          { vendorId: "7", offer: { unitCost: "1.25", packSize: null, vendorSku: "A,1" } },
          { vendorId: "8", offer: { leadTimeDays: 4.5 } },
        ],
      },
    });
    expect(parse({ change: "offers", "7.unitCost": "-1", "8.packSize": "many", "8.leadTimeDays": "3" })).toEqual({
      ok: false,
      errors: { "7.unitCost": "Can't be negative.", "8.packSize": "Must be a number." },
    });
  });

  it.each([
    [{ change: "assign" }],
    [{ change: "remove", whom: "everybody" }],
    [{ change: "assign", vendorId: "7; DROP TABLE vendors" }],
    [{}],
  ])("is refused when it states no change: %j", (fields) => {
    expect(() => parse(fields)).toThrow(expect.objectContaining({ init: { status: 400 } }));
  });
});

describe("the action of a list", () => {
  async function submit(fields: Record<string, string>) {
    const body = new URLSearchParams(fields);
    const headers = {
      authorization: `Bearer ${connected.sandbox.installation.mintIdToken({})}`,
      "user-agent": BROWSER,
    };
    const request = new Request("http://localhost:4000/app/item-vendors", { method: "POST", headers, body });
    return action({ request, params: {}, context: {} });
  }

  it("assigns a vendor to all of a list, and counts those that had it so", async () => {
    await assign(["4"], brightside, { removeOthers: true });
    const fields = {
      query: "view=all",
      change: "assign",
      vendorId: brightside,
      preferred: "true",
      removeOthers: "true",
    };
    expect(await submit(fields)).toMatchObject({ kind: "changed", changed: 3, unchanged: 1, planned: true });
    expect(await plansByVendor()).toEqual({ 1: "Brightside", 2: "Brightside", 3: "Brightside", 4: "Brightside" });
    expect(await suppliersOf("1", OTHER_SHOP)).toBe("Acme*");
  });

  it("names the other SKU at the field of a vendor SKU that is taken", async () => {
    await offer("1", acme, { vendorSku: "A-1" });
    expect(await submit({ variantIds: "2", change: "offers", [`${acme}.vendorSku`]: "A-1" })).toEqual({
      kind: "invalid",
      errors: { [`${acme}.vendorSku`]: "“A-1” is what this vendor calls MUG-1." },
    });
    await expect(submit({ variantIds: "1,2", change: "offers", [`${acme}.packSize`]: "2" })).rejects.toMatchObject({
      init: { status: 400 },
    });
  });
});

describe("vendors to choose from", () => {
  const find = async (text: string, search: Partial<Parameters<typeof findVendorMatches>[2]> = {}) => {
    const { vendors, more, named } = await findVendorMatches(shop, text, { limit: 9, scope: "assignable", ...search });
    return { names: vendors.map(({ name }) => name), more, named: named?.name ?? null };
  };

  it("are found by a part of one of their names, those that begin with it first; archived ones only when asked for", async () => {
    await findOrAddVendors(shop, ["The Acme 100% Co", "Zeta"]);
    await findOrAddVendors(OTHER_SHOP, ["Acme of the other shop"]);
    await pool.query("UPDATE vendors SET archived_at = now() WHERE shop = $1 AND name = 'Zeta'", [shop]);
    expect(await find("ACME")).toEqual({ names: ["Acme", "The Acme 100% Co"], more: 0, named: "Acme" });
    expect(await find("0%")).toEqual({ names: ["The Acme 100% Co"], more: 0, named: null });
    expect(await find("", { limit: 2 })).toEqual({ names: ["Acme", "Brightside"], more: 1, named: null });
    expect(await find("e", { limit: 1 })).toEqual({ names: ["Acme"], more: 2, named: null });
    expect(await find("zeta")).toEqual({ names: [], more: 0, named: "Zeta" });
    expect((await find("zeta", { scope: "all" })).names).toEqual(["Zeta"]);
    await findOrAddVendors(shop, ["Kovács & Straße"]);
    expect(await find("kovacs & strasse")).toEqual({
      names: ["Kovács & Straße"],
      more: 0,
      named: null,
    });
  });
});
