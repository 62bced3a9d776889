import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readAuditEntries } from "~/data/audit-entries";
import { mergeVendors } from "~/data/merge-vendors";
import { ask } from "~/data/questions";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { inTransaction } from "~/data/transaction";
import { changeVendorItems, vendorItems, vendorOfferSchema, type VendorItemChange } from "~/data/vendor-items";
import { findOrAddVendors, findVendorIds } from "~/data/vendors";
import { pool } from "~/db.server";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const ACTOR = { id: "user 1", name: "Ada" };

let acme: string;
let brightside: string;
let cobalt: string;

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await pool.query("INSERT INTO shops (shop, time_zone, currency) VALUES ($1, 'UTC', 'GBP')", [shop]);
  }
});

beforeEach(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    for (const variantId of [1, 2, 3]) await storeVariant(shop, variantId, null);
  }
  const ids = await findOrAddVendors(SHOP, ["Acme", "Brightside", "Cobalt"]);
  [acme = "", brightside = "", cobalt = ""] = ["acme", "brightside", "cobalt"].map((name) => ids.get(name) ?? "");
});

afterEach(async () => {
  for (const table of ["vendor_items", "vendor_names", "vendors", "variants", "audit_entries", "replan_requests"]) {
    await pool.query(`DELETE FROM ${table}`);
  }
});

async function storeVariant(shop: string, variantId: number, vendor: string | null): Promise<void> {
  await pool.query(
    `INSERT INTO variants (shop, variant_id, product_id, product_title, inventory_item_id, tracked, shopify_vendor,
       created_at, updated_at)
     VALUES ($1, $2, $2, 'Mug', $2, true, $3, now(), now())
     ON CONFLICT (shop, variant_id) DO UPDATE SET shopify_vendor = excluded.shopify_vendor`,
    [shop, variantId, vendor],
  );
}

function change(wanted: VendorItemChange["wanted"], importId?: string) {
  return inTransaction((transaction) =>
    changeVendorItems(transaction, SHOP, { wanted, actor: ACTOR, ...(importId !== undefined && { importId }) }),
  );
}

/** "Acme*, Brightside": who supplies a variant, the preferred vendor marked. */
async function suppliersOf(variantId: string, shop = SHOP): Promise<string> {
  const items = await ask(shop, vendorItems(variantId));
  return items.map(({ vendor, preferred }) => (preferred ? `${vendor}*` : vendor)).join(", ");
}

async function requested(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT variant_id AS id FROM replan_requests WHERE shop = $1 ORDER BY variant_id",
    [SHOP],
  );
  await pool.query("DELETE FROM replan_requests");
  return rows.map(({ id }) => id);
}

describe("the schema of an offer", () => {
  it("lets through what a vendor can offer, tidied, and says nothing of what is not named", () => {
    const highest = {
      vendorSku: "=A,1",
      unitCost: "1000000000",
      minimumOrderQuantity: 1_000_000,
      packSize: 100_000,
      leadTimeDays: 730,
    };
    const lowest = { unitCost: "0.0001", minimumOrderQuantity: 0, packSize: 1, leadTimeDays: 0.5 };
    expect(vendorOfferSchema.parse({ ...highest, vendorSku: " =A,1 " })).toEqual(highest);
    expect(vendorOfferSchema.parse(lowest)).toEqual(lowest);
    expect(vendorOfferSchema.parse({ packSize: null, vendorSku: null })).toEqual({ packSize: null, vendorSku: null });
  });

  it.each([
    [{ vendorSku: " " }, "can't be empty"],
    [{ vendorSku: "A".repeat(256) }, "must be at most 255 characters long"],
    [{ vendorSku: "A\u0000B" }, "can't hold line breaks or other control characters"],
    [{ unitCost: "-1" }, "can't be negative"],
    [{ unitCost: "1.00001" }, "can't have more than 4 decimals"],
    [{ unitCost: "1000000000.0001" }, "must be at most 1,000,000,000"],
    [{ unitCost: "1e3" }, "must be a number"],
    [{ minimumOrderQuantity: -1 }, "can't be negative"],
    [{ minimumOrderQuantity: 1_000_001 }, "must be at most 1,000,000"],
    [{ packSize: 0 }, "must be at least 1"],
    [{ packSize: 1.5 }, "must be a whole number of units"],
    [{ leadTimeDays: 0 }, "must be more than 0 days: goods can't arrive before they are ordered"],
  ])("refuses %j", (offer, reason) => {
    const parsed = vendorOfferSchema.safeParse(offer);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([reason]);
  });
});

describe("a change of vendor items", () => {
  it("prefers the first vendor of a variant, and keeps it when others come", async () => {
    expect(await change([{ variantId: "1", vendorId: brightside }])).toEqual({
      added: 1,
      changed: 0,
      removed: 0,
      variants: 1,
    });
    expect(await change([{ variantId: "1", vendorId: acme }])).toEqual({
      added: 1,
      changed: 0,
      removed: 0,
      variants: 1,
    });
    expect(await suppliersOf("1")).toBe("Brightside*, Acme");
  });

  it("takes the preference from the others when one is preferred, and finds another when it is taken or removed", async () => {
    await change([acme, brightside, cobalt].map((vendorId) => ({ variantId: "1", vendorId })));
    expect(await suppliersOf("1")).toBe("Acme*, Brightside, Cobalt");
    expect(await change([{ variantId: "1", vendorId: cobalt, preferred: true }])).toMatchObject({
      changed: 2,
      variants: 1,
    });
    expect(await suppliersOf("1")).toBe("Cobalt*, Acme, Brightside");
    await pool.query("UPDATE vendors SET archived_at = now() WHERE vendor_id = $1", [acme]);
    await change([{ variantId: "1", vendorId: cobalt, preferred: false }]);
    expect(await suppliersOf("1")).toBe("Brightside*, Acme, Cobalt");
    await change([{ variantId: "1", vendorId: brightside, remove: true }]);
    expect(await suppliersOf("1")).toBe("Cobalt*, Acme");
    await change([{ variantId: "1", vendorId: cobalt, remove: true }]);
    expect(await suppliersOf("1")).toBe("Acme*");
    // The only one left is the one to order from, whether preferred or not.
    await change([{ variantId: "1", vendorId: acme, preferred: false }]);
    expect(await suppliersOf("1")).toBe("Acme*");
    await change([{ variantId: "1", vendorId: acme, remove: true }]);
    expect(await suppliersOf("1")).toBe("");
  });

  it("stores what is named of an offer, takes away what is null, and leaves the rest", async () => {
    const item = { variantId: "1", vendorId: acme };
    await change([{ ...item, offer: { vendorSku: "A,1", unitCost: "1.5000", packSize: 12, leadTimeDays: 7.5 } }]);
    await change([{ ...item, offer: { packSize: null, minimumOrderQuantity: 24 } }]);
    expect(await ask(SHOP, vendorItems("1"))).toMatchObject([
      {
        vendorId: acme,
        vendor: "Acme",
        preferred: true,
        vendorSku: "A,1",
        unitCost: "1.5",
        minimumOrderQuantity: 24,
        packSize: null,
        leadTimeDays: 7.5,
      },
    ]);
  });

  it("asks for a plan of those variants alone whose preferred vendor or its offer changed", async () => {
    await change([
      { variantId: "1", vendorId: acme },
      { variantId: "2", vendorId: acme },
    ]);
    expect(await requested()).toEqual(["1", "2"]);
    await change([{ variantId: "1", vendorId: brightside, offer: { packSize: 6 } }]);
    expect(await requested()).toEqual([]);
    await change([
      { variantId: "1", vendorId: acme, offer: { packSize: 6 } },
      { variantId: "2", vendorId: acme, offer: { packSize: null } },
    ]);
    expect(await requested()).toEqual(["1"]);
  });

  it("leaves one entry in the audit trail for each pair that is another one, with what it was and is", async () => {
    await change([{ variantId: "1", vendorId: acme, offer: { unitCost: "2" } }]);
    await change([{ variantId: "1", vendorId: brightside, preferred: true }], "import-1");
    await change([{ variantId: "1", vendorId: brightside, preferred: true }], "import-2");
    const entries = await readAuditEntries(SHOP, "vendor-item", "1", { limit: 10 });
    const nothing = { minimumOrderQuantity: null, packSize: null, leadTimeDays: null, vendorSku: null };
    const ofAcme = { vendorId: acme, vendor: "Acme", unitCost: "2", ...nothing };
    const ofBrightside = { vendorId: brightside, vendor: "Brightside", unitCost: null, ...nothing };
    expect(entries).toMatchObject([
      { actor: ACTOR, oldValue: null, newValue: { ...ofBrightside, preferred: true } },
      { actor: ACTOR, oldValue: { ...ofAcme, preferred: true }, newValue: { ...ofAcme, preferred: false } },
      { actor: ACTOR, oldValue: null, newValue: { ...ofAcme, preferred: true } },
    ]);
    const { rows } = await pool.query("SELECT import_id FROM audit_entries WHERE shop = $1 ORDER BY entry_id", [SHOP]);
    expect(rows).toEqual([{ import_id: null }, { import_id: "import-1" }, { import_id: "import-1" }]);
  });

  it("reaches neither another shop's variants nor those that the shop does not have", async () => {
    expect(await change([{ variantId: "77", vendorId: acme }])).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      variants: 0,
    });
    await change([{ variantId: "1", vendorId: acme }]);
    expect(await suppliersOf("1", OTHER_SHOP)).toBe("");
  });

  it("is none when it fails on the way", async () => {
    const twice = { variantId: "1", vendorId: acme };
    await expect(change([{ variantId: "2", vendorId: acme }, twice, twice])).rejects.toThrow(/unique/i);
    expect(await suppliersOf("2")).toBe("");
    expect(await change([twice])).toMatchObject({ added: 1 });
  });
});

describe("a merger of vendors", () => {
  it("hands on names, items and offers; the offer of the one that stays holds", async () => {
    await change([
      { variantId: "1", vendorId: acme, offer: { vendorSku: "A1", packSize: 12 } },
      { variantId: "2", vendorId: acme, offer: { vendorSku: "A2", packSize: 12 } },
      { variantId: "2", vendorId: brightside, offer: { vendorSku: "B2" } },
      { variantId: "3", vendorId: cobalt },
      { variantId: "3", vendorId: acme },
    ]);
    await inTransaction((transaction) =>
      mergeVendors(transaction, SHOP, { fromId: acme, intoId: brightside, actor: ACTOR }),
    );
    expect(await ask(SHOP, vendorItems("1"))).toMatchObject([
      { vendor: "Brightside", preferred: true, vendorSku: "A1", packSize: 12 },
    ]);
    expect(await ask(SHOP, vendorItems("2"))).toMatchObject([
      { vendor: "Brightside", preferred: true, vendorSku: "B2", packSize: 12 },
    ]);
    expect(await suppliersOf("3")).toBe("Brightside*, Cobalt");
    const ids = await findVendorIds(SHOP, ["ACME", "Brightside"]);
    expect(Object.fromEntries(ids)).toEqual({ acme: brightside, brightside });
    expect(await readAuditEntries(SHOP, "vendor", brightside, { limit: 9 })).toMatchObject([
      { field: "mergedVendor", newValue: "Acme" },
    ]);
  });
});

describe("the vendors that Shopify names", () => {
  async function follow(...vendors: (string | null)[]): Promise<void> {
    for (const [index, vendor] of vendors.entries()) await storeVariant(SHOP, index + 1, vendor);
    await followShopifyVendors(SHOP);
  }

  async function suppliers(): Promise<string[]> {
    return [await suppliersOf("1"), await suppliersOf("2"), await suppliersOf("3")];
  }

  it("supply their products' variants, whatever the spelling, and are added where nobody knows them", async () => {
    await follow("Dune", "ACME ", null);
    expect(await suppliers()).toEqual(["Dune*", "Acme*", ""]);
    expect(await suppliersOf("1", OTHER_SHOP)).toBe("");
  });

  it("keep their terms and items when they are renamed there", async () => {
    await follow("Dune", "Dune", "Acme");
    const dune = (await findVendorIds(SHOP, ["dune"])).get("dune");
    await pool.query("UPDATE vendors SET lead_time_days = 40 WHERE vendor_id = $1", [dune]);
    await follow("Dune & Sons", "Dune & Sons", "Acme");
    expect(await suppliers()).toEqual(["Dune & Sons*", "Dune & Sons*", "Acme*"]);
    expect(Object.fromEntries(await findVendorIds(SHOP, ["dune", "Dune & sons"]))).toEqual({
      dune,
      "dune & sons": dune,
    });
  });

  it("keep the name that the merchant gave them here", async () => {
    await follow("Dune", "Dune", null);
    const dune = (await findVendorIds(SHOP, ["dune"])).get("dune");
    await pool.query("UPDATE vendors SET name = 'Dune (Lyon)' WHERE vendor_id = $1", [dune]);
    await pool.query("INSERT INTO vendor_names (shop, normalized_name, vendor_id) VALUES ($1, 'dune (lyon)', $2)", [
      SHOP,
      dune,
    ]);
    await follow("Dune SARL", "Dune SARL", null);
    expect(await suppliers()).toEqual(["Dune (Lyon)*", "Dune (Lyon)*", ""]);
  });

  it("are put together again when a rename was seen half done", async () => {
    await follow("Dune", "Dune", "Acme");
    const dune = (await findVendorIds(SHOP, ["dune"])).get("dune") ?? "";
    await change([{ variantId: "1", vendorId: dune, offer: { vendorSku: "D-1" } }]);
    await follow("Dune & Sons", "Dune", "Acme");
    expect(await suppliers()).toEqual(["Dune & Sons*, Dune", "Dune*", "Acme*"]);
    await follow("Dune & Sons", "Dune & Sons", "Acme");
    expect(await suppliers()).toEqual(["Dune & Sons*", "Dune & Sons*", "Acme*"]);
    expect(await ask(SHOP, vendorItems("1"))).toMatchObject([{ vendorId: dune, vendorSku: "D-1" }]);
  });

  it("are not taken for renamed when their products went to a vendor that was there before, or to several", async () => {
    await follow("Dune", "Dune", "Elm");
    await follow("Elm", "Elm", "Elm");
    expect(await suppliers()).toEqual(["Elm*", "Elm*", "Elm*"]);
    await follow("Fir", "Gorse", "Elm");
    expect(await suppliers()).toEqual(["Fir*", "Gorse*", "Elm*"]);
    const names = await findVendorIds(SHOP, ["dune", "elm", "fir", "gorse"]);
    expect(new Set(names.values()).size).toBe(4);
  });

  it("do not touch what the merchant decided: another vendor, or none", async () => {
    await follow("Dune", "Dune", "Dune");
    const dune = (await findVendorIds(SHOP, ["dune"])).get("dune") ?? "";
    await change([
      { variantId: "1", vendorId: acme, preferred: true },
      { variantId: "2", vendorId: dune, remove: true },
    ]);
    await follow("Elm", "Elm", "Elm");
    // All of Dune's products say Elm: a rename.
    expect(await suppliers()).toEqual(["Acme*, Elm", "", "Elm*"]);
    await follow("Fir", "Fir", "Elm");
    expect(await suppliers()).toEqual(["Acme*, Elm", "", "Elm*"]);
  });

  it("leave a trace in the audit trail when they change, but not at the beginning", async () => {
    await follow("Dune", "Dune", "Elm");
    expect(await readAuditEntries(SHOP, "vendor-item", "1", { limit: 5 })).toEqual([]);
    await requested();
    await follow("Elm", "Dune", "Elm");
    expect(await readAuditEntries(SHOP, "vendor-item", "1", { limit: 5 })).toMatchObject([
      { actor: { name: "Shopify" }, oldValue: null, newValue: { vendor: "Elm", preferred: true } },
      { actor: { name: "Shopify" }, oldValue: { vendor: "Dune", preferred: true }, newValue: null },
    ]);
    expect(await requested()).toEqual(["1"]);
  });

  it("that have become empty leave the variant without a vendor", async () => {
    await follow("Dune", "Dune", null);
    await follow(null, "  ", null);
    expect(await suppliers()).toEqual(["", "", ""]);
  });
});
