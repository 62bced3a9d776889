import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readAuditEntries } from "~/data/audit-entries";
import { streamMappingFaults } from "~/data/mapping-export";
import { readAppliedImports, readOpenImport, type MappingImport } from "~/data/mapping-imports";
import { ask } from "~/data/questions";
import { readLatestRun } from "~/data/sync-runs";
import { inTransaction } from "~/data/transaction";
import { changeVendorItems, vendorItems, type VendorItemChange } from "~/data/vendor-items";
import { findOrAddVendors } from "~/data/vendors";
import { pool } from "~/db.server";
import { respondWithMappingCsv } from "~/reports/mapping-csv";
import { closeQueue } from "~/sync/job-queue";
import { performRun } from "~/sync/perform-run";
import { readMappingFile } from "~/sync/read-mapping-file";
import { startApplying, startUndoing } from "~/sync/run-mapping-import";
import { withoutGerman } from "../../unit/words/german-faults";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const ADA = { id: "user 1", name: "Ada" };
const BEN = { id: "user 2", name: "Ben" };
/** By variant id. */
const SKUS = ["MUG", "CUP", "TWIN", "TWIN", "=1+1", "''-5", "007", 'Q"uo,te', "two\r\nlines", "@x ", null];

let vendorIds: Map<string, string>;

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await pool.query(
      "INSERT INTO shops (shop, time_zone, currency, orders_known_from) VALUES ($1, 'UTC', 'GBP', '2026-01-01')",
      [shop],
    );
  }
});

beforeEach(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await pool.query(
      `INSERT INTO variants (shop, variant_id, product_id, product_title, sku, barcode, inventory_item_id, tracked,
         created_at, updated_at)
       SELECT $1, id, id, 'Product ' || id, sku, CASE WHEN id < 3 THEN '500000000000' || id END, id, true, now(), now()
       FROM unnest($2::text[]) WITH ORDINALITY AS variant (sku, id)`,
      [shop, SKUS],
    );
  }
  vendorIds = await findOrAddVendors(SHOP, ["Acme", "Brightside", "=Cobalt", '\'Dot, "D"']);
});

afterEach(async () => {
  for (const table of [
    ...["vendor_items", "vendor_names", "vendors", "variants", "plans", "audit_entries", "replan_requests"],
    ...["mapping_imports", "mapping_import_rows", "mapping_import_faults", "sync_runs"],
  ]) {
    await pool.query(`DELETE FROM ${table}`);
  }
});

afterAll(closeQueue);

const vendor = (name: string) => vendorIds.get(name) ?? "";

async function assign(wanted: VendorItemChange["wanted"], actor = BEN): Promise<void> {
  await inTransaction((transaction) => changeVendorItems(transaction, SHOP, { wanted, actor }));
}

async function upload(text: string | Uint8Array, shop = SHOP, mostRows?: number): Promise<boolean> {
  async function* bytes() {
    yield await Promise.resolve(Buffer.from(text));
  }
  return readMappingFile(
    shop,
    { fileName: "mapping.csv", bytes: bytes(), actor: ADA },
    mostRows === undefined ? {} : { mostRows },
  );
}

async function openImport(): Promise<MappingImport> {
  const open = await readOpenImport(SHOP);
  if (!open) throw new Error("There is no import");
  return open;
}

/** "3 sku XX is not …": line, column, value and reason of each fault. */
async function faults(): Promise<string[]> {
  const { importId } = await openImport();
  const all: string[] = [];
  for await (const batch of streamMappingFaults(SHOP, importId, 2)) {
    expect(withoutGerman(batch.map(({ reason }) => reason))).toEqual([]);
    all.push(...batch.map(({ line, column, value, reason }) => `${line} ${column} ${value} ${reason}`));
  }
  return all;
}

async function faultsOf(...lines: string[]): Promise<string[]> {
  await upload(lines.join("\n"));
  return faults();
}

async function runNow(signal = new AbortController().signal) {
  const run = await readLatestRun(SHOP, "mapping-import");
  return performRun(SHOP, run?.runId ?? "", { stop: signal });
}

async function apply(): Promise<void> {
  const { importId } = await openImport();
  expect(await startApplying(SHOP, importId, BEN)).toBe(true);
  expect(await runNow()).toEqual({ kind: "succeeded" });
}

async function undo() {
  const [last] = await readAppliedImports(SHOP, { limit: 1 });
  expect(await startUndoing(SHOP, last?.importId ?? "", ADA)).toBe(true);
  expect(await runNow()).toEqual({ kind: "succeeded" });
  return (await readAppliedImports(SHOP, { limit: 1 }))[0]?.summary.undone;
}

/** "Acme* A-1 2.5, Brightside": who supplies a variant, the preferred vendor marked. */
async function suppliersOf(variantId: string): Promise<string> {
  const items = await ask(SHOP, vendorItems(variantId));
  const words = items.map(({ vendor, preferred, vendorSku, unitCost, packSize }) =>
    [preferred ? `${vendor}*` : vendor, vendorSku, unitCost, packSize].filter((part) => part !== null).join(" "),
  );
  return words.join(", ");
}

const allSuppliers = () => Promise.all(SKUS.map((_, index) => suppliersOf(String(index + 1))));

async function countRows(table: string): Promise<number> {
  return Number((await pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows[0]?.count);
}

async function download(): Promise<string> {
  return (await respondWithMappingCsv(SHOP, new Request("http://localhost/"))).text();
}

describe("the mapping as a file", () => {
  it("changes nothing when it is uploaded as it was downloaded", async () => {
    const skus = ["=1+1", "'=1", "-3", "+4", "@5", "'6", "0007", 'a"b', "c,d", "e;f", "''=g"];
    await assign(
      SKUS.flatMap((_, index) => [
        { variantId: String(index + 1), vendorId: vendor("=cobalt"), offer: { vendorSku: skus[index] ?? null } },
        {
          variantId: String(index + 1),
          vendorId: vendor('\'dot, "d"'),
          offer: { unitCost: "1.2345", leadTimeDays: 2.5 },
        },
      ]),
    );
    await assign([{ variantId: "7", vendorId: vendor("acme"), preferred: true, offer: { packSize: 6 } }]);
    await pool.query("DELETE FROM vendor_items WHERE variant_id = 2");
    await pool.query("UPDATE vendors SET archived_at = now() WHERE name LIKE '%Dot%'");
    const file = await download();
    expect(file.split("\r\n")[0]).toBe(
      "sku,barcode,variant_id,product_title,variant_title,vendor,vendor_sku,unit_cost,minimum_order_quantity,pack_size,lead_time_days,preferred,remove",
    );
    expect(file).toContain(`\r\n"'=1+1",,5,Product 5,,"'=Cobalt","'@5",`);
    await upload(file);
    expect(await faults()).toEqual([]);
    expect((await openImport()).summary).toMatchObject({
      counts: { added: 0, changed: 0, removed: 0, cleared: 0, newVendors: 0, unchanged: 22 },
      ignoredColumns: [],
    });
  });

  it("does not hold other shops' items, or deleted ones", async () => {
    await pool.query("UPDATE variants SET deleted_at = now() WHERE shop = $1 AND variant_id > 1", [SHOP]);
    expect((await download()).trim().split("\r\n")).toHaveLength(2);
  });
});

describe("checking a file", () => {
  it("tells what it would add, change, remove, clear and leave, and which vendors it would create", async () => {
    await assign([
      { variantId: "1", vendorId: vendor("acme"), offer: { vendorSku: "A-1", unitCost: "2" } },
      { variantId: "2", vendorId: vendor("acme") },
      { variantId: "2", vendorId: vendor("brightside") },
      { variantId: "7", vendorId: vendor("acme"), offer: { packSize: 3 } },
    ]);
    await upload(
      [
        "SKU;Barcode;Variant ID;Vendor;Unit cost;Preferred;Remove;Colour",
        "MUG;;;ＡＣＭＥ;;;;red",
        ";5000000000002;;;;;yes;",
        ";;3;Zebra;1,5;;;",
        ";;4; zebra;;;;",
        "007;4.44E+13;;Acme;;yes;;",
        "''=1+1;;;;;;;",
      ].join("\r\n"),
    );
    expect(await faults()).toEqual(["7 sku '=1+1 is not the SKU of an item in this shop"]);
    expect(await openImport()).toMatchObject({
      status: "checked",
      rowsRead: 6,
      summary: {
        counts: { added: 2, changed: 1, removed: 2, unchanged: 1, cleared: 1, newVendors: 1, faults: 1 },
        newVendors: ["Zebra"],
        ignoredColumns: ["Colour"],
        ignoredIdentifiers: 1,
      },
    });
  });

  it("finds identifiers that name no item, or several, or not the same one", async () => {
    expect(
      await faultsOf(
        "sku,barcode,variant_id,vendor",
        "NONE,,,Acme",
        "TWIN,,,Acme",
        ",123,,Acme",
        ",,99,Acme",
        "MUG,5000000000002,,Acme",
        "MUG,,2,Acme",
        ",5000000000001,2,Acme",
        "1.5E+13,,,Acme",
        "TWIN,,3,Acme",
        "@x,,,Acme",
      ),
    ).toEqual([
      "2 sku NONE is not the SKU of an item in this shop",
      "3 sku TWIN 2 items have this SKU: add their variant_id",
      "4 barcode 123 is not the barcode of an item in this shop",
      "5 variant_id 99 is not the id of an item in this shop",
      "6 barcode 5000000000002 is the barcode of another item than the one with this sku",
      "7 sku MUG is that of another item than the one with this variant_id",
      "8 barcode 5000000000001 is that of another item than the one with this variant_id",
      "9 sku 1.5E+13 is not the SKU of an item in this shop: a spreadsheet seems to have shortened it; format the column as text",
    ]);
  });

  it("finds rows that contradict each other", async () => {
    await assign([{ variantId: "7", vendorId: vendor("acme") }]);
    expect(
      await faultsOf(
        "sku,vendor,preferred,remove",
        "MUG,Acme,yes,",
        "MUG, ACME ,,",
        "MUG,New one,yes,",
        "CUP,new one,,",
        "CUP,New  One,,",
        "007,,,yes",
        "007,Brightside,,",
      ),
    ).toEqual([
      "3 vendor ACME is there twice for this item: line 2 has it already",
      "4 preferred yes line 2 prefers another vendor for this item",
      "6 vendor New One is there twice for this item: line 5 has it already",
      "8 remove  line 7 removes all vendors of this item: leave one of the two out",
    ]);
  });

  it("finds vendors that can't be removed, and archived ones, unless nothing changes of them", async () => {
    await assign([{ variantId: "1", vendorId: vendor("brightside") }]);
    await pool.query("UPDATE vendors SET archived_at = now() WHERE name = 'Brightside'");
    expect(
      await faultsOf("sku,vendor,remove", "MUG,Acme,x", "MUG,Nobody,x", "CUP,Brightside,", "MUG,Brightside,"),
    ).toEqual([
      "2 vendor Acme does not supply this item, so it can't be removed",
      "3 vendor Nobody is not a vendor of this shop, so it can't be removed from an item",
      "4 vendor Brightside is archived: restore this vendor before you assign items to it",
    ]);
  });

  it("finds a vendor SKU that another item has, in the file or in the shop, where the file sets it", async () => {
    await assign([
      { variantId: "1", vendorId: vendor("acme"), offer: { vendorSku: "A-1" } },
      { variantId: "2", vendorId: vendor("acme"), offer: { vendorSku: "A-2" } },
      // As two vendors that were merged leave it.
      { variantId: "5", vendorId: vendor("acme"), offer: { vendorSku: "A-7" } },
      { variantId: "7", vendorId: vendor("acme"), offer: { vendorSku: "A-7" } },
    ]);
    expect(
      await faultsOf(
        "variant_id,vendor,vendor_sku",
        "3,Acme,A-1",
        "4,Acme,A-2",
        "2,Acme,A-3",
        "7,Acme,A-7",
        "8,Acme,A-9",
        "9,Acme,A-9",
        "10,Acme,A-7",
        "11,Brightside,A-1",
      ),
    ).toEqual([
      "2 vendor_sku A-1 is already that of SKU MUG at this vendor",
      "7 vendor_sku A-9 is given to another item of this vendor by line 6",
      "8 vendor_sku A-7 is given to another item of this vendor by line 5",
      "8 vendor_sku A-7 is already that of SKU =1+1 at this vendor",
    ]);
  });

  it("takes the place of a file that was not applied, and does not touch another shop's", async () => {
    await upload("sku,vendor\nMUG,Acme");
    await upload("sku,vendor\nMUG,Acme", OTHER_SHOP);
    await upload("sku,vendor\nNONE,Acme\nMUG,Acme");
    expect(await countRows("mapping_imports")).toBe(2);
    expect(await countRows("mapping_import_rows")).toBe(3);
    expect(await readOpenImport(OTHER_SHOP)).toMatchObject({ rowsRead: 1, summary: { counts: { faults: 0 } } });
    expect(await startApplying(SHOP, (await openImport()).importId, ADA)).toBe(false);
  });

  it.each([
    ["too many rows", `sku,vendor\n${"MUG,Acme\n".repeat(2_501)}`, "more than 2,500 rows"],
    ["no rows", "sku,vendor\n", "a header and no rows"],
    ["no text", Buffer.from([0x50, 0x4b, 3, 4]), "Excel workbook"],
  ])("refuses a file with %s, and keeps nothing of it", async (_, file, words) => {
    await upload(file, SHOP, 2_500);
    expect(await openImport()).toMatchObject({ status: "refused" });
    expect((await openImport()).refusal).toContain(words);
    expect(await countRows("mapping_import_rows")).toBe(0);
  });
});

describe("applying a file", () => {
  beforeEach(async () => {
    await assign([
      { variantId: "1", vendorId: vendor("acme"), offer: { vendorSku: "A-1", unitCost: "2" } },
      { variantId: "1", vendorId: vendor("brightside"), offer: { vendorSku: "B-1" } },
      { variantId: "2", vendorId: vendor("acme") },
      { variantId: "7", vendorId: vendor("acme"), offer: { packSize: 3 } },
    ]);
  });

  const FILE = [
    "sku,vendor,vendor_sku,unit_cost,preferred,remove",
    "MUG,Brightside,B-9,,yes,",
    "MUG,Acme,A-1,,,",
    "CUP,,,,,yes",
    "007,Acme,A-7,,,",
    "=1+1,<b>New</b>,,1.25,,",
  ].join("\n");

  it("does what the file says, with an audit entry, and plans what it touched", async () => {
    await upload(FILE);
    const { importId } = await openImport();
    await pool.query("DELETE FROM replan_requests");
    await apply();
    expect(await Promise.all(["1", "2", "5", "7"].map(suppliersOf))).toEqual([
      "Brightside* B-9, Acme A-1",
      "",
      "<b>New</b>* 1.25",
      "Acme* A-7 3",
    ]);
    expect(await readAppliedImports(SHOP, { limit: 5 })).toMatchObject([
      { importId, status: "applied", decidedBy: BEN, summary: { applied: { added: 1, changed: 3, removed: 1 } } },
    ]);
    expect(await readAuditEntries(SHOP, "mapping-import", importId, { limit: 5 })).toMatchObject([
      { actor: BEN, field: "applied", newValue: { added: 1, changed: 3, removed: 1 } },
    ]);
    expect(await countRows("mapping_import_rows")).toBe(0);
    expect(await countRows("plans")).toBe(4);
    expect((await readLatestRun(SHOP, "mapping-import"))?.state.mappingImport).toEqual({ toPlan: 4, planned: 4 });
  });

  it("keeps what columns say that the file does not have", async () => {
    await upload("sku,vendor,vendor_sku\nMUG,Acme,A-9");
    await apply();
    expect(await suppliersOf("1")).toBe("Acme* A-9 2, Brightside B-1");
  });

  it("applies nothing when something was changed since, and checks the file anew", async () => {
    await upload(FILE);
    const before = await openImport();
    await assign([{ variantId: "7", vendorId: vendor("acme"), offer: { vendorSku: "A-7" } }]);
    await apply();
    expect(await suppliersOf("2")).toBe("Acme*");
    expect(await openImport()).toMatchObject({
      importId: before.importId,
      status: "checked",
      summary: { checkedAgain: true, counts: { unchanged: 1, changed: 2 } },
    });
    await apply();
    expect(await suppliersOf("2")).toBe("");
  });

  it.each([
    ["followed Shopify", "DELETE FROM vendor_items WHERE variant_id = 7"],
    ["lost an item", "UPDATE variants SET deleted_at = now() WHERE variant_id = 5"],
    ["lost a vendor", "UPDATE vendors SET archived_at = now(), vendor_id = 999 WHERE name = 'Brightside'"],
  ])("checks the file anew also when the shop %s meanwhile, which no audit entry tells", async (_, change) => {
    await upload(FILE);
    await pool.query(change);
    await apply();
    expect((await openImport()).summary.checkedAgain).toBe(true);
    expect(await suppliersOf("2")).toBe("Acme*");
  });

  it("applies all or nothing", async () => {
    await upload(FILE);
    const before = await allSuppliers();
    await pool.query("ALTER TABLE vendor_items ADD CONSTRAINT no_nine CHECK (vendor_sku <> 'A-7')");
    const { importId } = await openImport();
    await startApplying(SHOP, importId, ADA);
    expect(await runNow()).toMatchObject({ kind: "failed", code: "internal" });
    await pool.query("ALTER TABLE vendor_items DROP CONSTRAINT no_nine");
    expect(await allSuppliers()).toEqual(before);
    expect(await countRows("vendors")).toBe(4);
    expect(await countRows("mapping_import_rows")).toBe(5);
    // The merchant tries again.
    await apply();
    expect(await suppliersOf("2")).toBe("");
  });

  it("goes on where it was interrupted", async () => {
    await upload(FILE);
    await startApplying(SHOP, (await openImport()).importId, ADA);
    const stop = new AbortController();
    stop.abort();
    expect(await runNow(stop.signal)).toEqual({ kind: "released" });
    expect(await suppliersOf("2")).toBe("Acme*");
    expect(await upload("sku,vendor\nMUG,Acme")).toBe(false);
    expect(await runNow()).toEqual({ kind: "succeeded" });
    expect(await suppliersOf("2")).toBe("");
    // As after a crash between the change and its plans: nothing is applied a second time.
    const plansLeft = await countRows("replan_requests");
    await pool.query("UPDATE sync_runs SET status = 'running', phase = 'queued'");
    expect(await runNow()).toEqual({ kind: "succeeded" });
    expect(plansLeft).toBe(0);
    expect((await readAppliedImports(SHOP, { limit: 1 }))[0]?.summary.applied).toMatchObject({ added: 1, changed: 3 });
  });
});

describe("undoing the last import", () => {
  beforeEach(async () => {
    await assign([
      { variantId: "1", vendorId: vendor("acme"), offer: { vendorSku: "A-1", unitCost: "2.5", leadTimeDays: 3.5 } },
      { variantId: "1", vendorId: vendor("brightside") },
      { variantId: "2", vendorId: vendor("acme") },
    ]);
  });

  const FILE = [
    "sku,vendor,vendor_sku,unit_cost,lead_time_days,preferred,remove",
    "MUG,Brightside,,,,yes,",
    "MUG,Acme,,,,,",
    "CUP,Acme,,,,,yes",
    "CUP,Fresh,,,,,",
    "007,Fresher,,,,,",
  ].join("\n");

  it("restores what was there, and takes away vendors that it brought", async () => {
    const before = await allSuppliers();
    await upload(FILE);
    await apply();
    expect(await suppliersOf("1")).toBe("Brightside*, Acme");
    expect(await undo()).toMatchObject({ added: 1, changed: 2, removed: 2, kept: 0, deletedVendors: 2 });
    expect(await allSuppliers()).toEqual(before);
    expect(await countRows("vendors")).toBe(4);
    const [last] = await readAppliedImports(SHOP, { limit: 1 });
    expect(await startUndoing(SHOP, last?.importId ?? "", ADA)).toBe(false);
  });

  it("keeps items that somebody changed since, and names them", async () => {
    await upload(FILE);
    await apply();
    await assign([{ variantId: "1", vendorId: vendor("brightside"), offer: { packSize: 4 } }]);
    await pool.query("UPDATE vendor_items SET pack_size = 9 WHERE variant_id = 7");
    expect(await undo()).toMatchObject({ kept: 2, keptItems: ["MUG", "007"], deletedVendors: 1 });
    expect(await Promise.all(["1", "2", "7"].map(suppliersOf))).toEqual(["Brightside* 4, Acme", "Acme*", "Fresher* 9"]);
  });

  it("is for the last one only", async () => {
    await upload(FILE);
    await apply();
    const [first] = await readAppliedImports(SHOP, { limit: 1 });
    await upload("sku,vendor\n007,Acme");
    await apply();
    expect(await startUndoing(SHOP, first?.importId ?? "", ADA)).toBe(false);
    await undo();
    expect(await suppliersOf("7")).toBe("Fresher*");
    expect(await startUndoing(SHOP, first?.importId ?? "", ADA)).toBe(false);
  });
});
