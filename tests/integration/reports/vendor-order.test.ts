import fc from "fast-check";
import Papa from "papaparse";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "~/db.server";
import { ORDER_PARTS, ORDER_SORT_KEYS } from "~/data/vendor-order-filter";
import { parseVendorOrderQuery } from "~/reports/parse-vendor-order-query";
import { DEFAULT_ORDER_QUERY, type VendorOrderQuery } from "~/reports/vendor-order-query";
import { respondWithVendorOrderCsv } from "~/reports/vendor-order-csv";
import { readVendorOrderPage, readWholeVendorOrder } from "~/reports/vendor-order";
import { editOrderQuantity, resetOrder } from "~/sync/edit-order";
import { makePlan, storePlans, storeShop, type StoredPlan } from "./stored-plans";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const ACME = "1";
const AMY = { id: "user 1", name: null };
const BEN = { id: "user 2", name: null };

interface Item {
  vendorId?: bigint;
  preferred?: boolean;
  vendorSku?: string;
  unitCost?: string | null;
  shopifyCost?: string | null;
  plan?: Partial<StoredPlan>;
}

/** A variant with its plan, and the vendor item by which a vendor supplies it. */
async function storeItem(shop: string, variantId: number, item: Item = {}): Promise<void> {
  const { vendorId = 1n, preferred = true, vendorSku = `V-${variantId}`, unitCost = "2", shopifyCost = "2.5" } = item;
  const plan = makePlan(shop, variantId, { vendorId, vendor: "Acme", suggestedOrderQuantity: 10, ...item.plan });
  await storePlans([plan]);
  await db.variant.create({
    data: {
      shop,
      variantId: BigInt(variantId),
      productId: BigInt(plan.productId),
      productTitle: plan.productTitle,
      inventoryItemId: BigInt(plan.inventoryItemId),
      tracked: true,
      unitCost: shopifyCost,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    },
  });
  await db.vendorItem.create({
    data: { shop, vendorId, variantId: BigInt(variantId), preferred, vendorSku, unitCost },
  });
}

async function clear(): Promise<void> {
  await db.plan.deleteMany();
  await db.variant.deleteMany();
  await db.vendorItem.deleteMany();
  await db.vendor.deleteMany();
  await db.orderEdit.deleteMany();
  await db.shop.deleteMany();
}

beforeEach(async () => {
  await clear();
  await storeShop(SHOP, { name: "Gift Shop" });
  await storeShop(OTHER_SHOP);
  await db.vendor.createMany({
    data: [
      { shop: SHOP, vendorId: 1n, name: "Acme" },
      { shop: SHOP, vendorId: 2n, name: "Zeta" },
      { shop: OTHER_SHOP, vendorId: 1n, name: "Acme elsewhere" },
    ],
  });
});

async function readOrder(changes: Partial<VendorOrderQuery> = {}, pageSize?: number) {
  const order = await readVendorOrderPage(SHOP, ACME, { ...DEFAULT_ORDER_QUERY, ...changes }, pageSize);
  if (order === null) throw new Error("The vendor is not there");
  return order;
}

const variantsOf = ({ lines }: { lines: readonly { variantId: string }[] }) => lines.map((line) => line.variantId);

const edit = (variantId: number, wanted: number | null, actor = AMY, seenEditedAt: string | null = null) =>
  editOrderQuantity(SHOP, { vendorId: ACME, variantId: String(variantId), wanted, actor, seenEditedAt });

describe("a vendor's order", () => {
  it("holds what is suggested of the SKUs that it is the preferred vendor of", async () => {
    await storeItem(SHOP, 1, { plan: { suggestedOrderQuantity: 12 } });
    await storeItem(SHOP, 2, { plan: { suggestedOrderQuantity: 0 } });
    await storeItem(SHOP, 3, { plan: { suggestedOrderQuantity: null, status: "untracked" } });
    await storeItem(SHOP, 4, { preferred: false });
    await storeItem(SHOP, 5, { vendorId: 2n });
    await storeItem(OTHER_SHOP, 6);
    const order = await readOrder();
    expect(order.lines).toEqual([
      expect.objectContaining({ variantId: "1", quantity: 12, suggestedQuantity: 12, edit: null, vendorSku: "V-1" }),
    ]);
    expect(variantsOf(await readOrder({ show: "all" }))).toEqual(["1", "2", "3"]);
  });

  it("adds the whole order up, whatever is shown of it", async () => {
    // 12 · 2 + 5 · 1.25 = 30.25, and 7 of which no cost is known.
    await storeItem(SHOP, 1, { plan: { suggestedOrderQuantity: 12 } });
    await storeItem(SHOP, 2, { unitCost: null, shopifyCost: "1.25", plan: { suggestedOrderQuantity: 5 } });
    await storeItem(SHOP, 3, { unitCost: null, shopifyCost: null, plan: { suggestedOrderQuantity: 7 } });
    await storeItem(SHOP, 4, { plan: { suggestedOrderQuantity: 0 } });
    const { totals, lines } = await readOrder({ q: "sku-1" });
    expect(variantsOf({ lines })).toEqual(["1"]);
    expect(totals).toMatchObject({
      skus: 4,
      lines: 3,
      units: 24,
      value: 30.25,
      valueInShopCurrency: 30.25,
      linesWithoutCost: 1,
      editedLines: 0,
      minimum: null,
    });
  });

  it("is nothing for a vendor that the shop does not have", async () => {
    expect(await readVendorOrderPage(OTHER_SHOP, "2", DEFAULT_ORDER_QUERY)).toBeNull();
    expect(await readVendorOrderPage(SHOP, "nonsense", DEFAULT_ORDER_QUERY)).toBeNull();
  });

  it("is empty, and not below any minimum, where nothing is to be ordered", async () => {
    await db.vendor.updateMany({ where: { shop: SHOP, vendorId: 1n }, data: { minimumOrderValue: 100 } });
    const { totals, lines } = await readOrder();
    expect(lines).toEqual([]);
    expect(totals).toMatchObject({ skus: 0, lines: 0, units: 0, value: 0, minimum: null });
  });

  it("says by how much it is below the minimum order value", async () => {
    await db.vendor.updateMany({ where: { shop: SHOP, vendorId: 1n }, data: { minimumOrderValue: "50.5" } });
    await storeItem(SHOP, 1, { plan: { suggestedOrderQuantity: 12 } });
    expect((await readOrder()).totals.minimum).toEqual({ kind: "below", by: 26.5 });
    await edit(1, 26);
    expect((await readOrder()).totals.minimum).toEqual({ kind: "reached", by: 1.5 });
  });
});

describe("the currency of an order", () => {
  beforeEach(async () => {
    await storeItem(SHOP, 1, { unitCost: "2", plan: { suggestedOrderQuantity: 12 } });
    await storeItem(SHOP, 2, { unitCost: null, shopifyCost: "3", plan: { suggestedOrderQuantity: 5 } });
  });

  const setVendor = (data: { currency: string; exchangeRate: number | null }) =>
    db.vendor.updateMany({ where: { shop: SHOP, vendorId: 1n }, data });

  it("is the shop's where the vendor has none of its own: Shopify's cost holds where it has named none", async () => {
    const { vendor, totals } = await readOrder();
    expect(vendor.currency).toBe("GBP");
    expect(totals).toMatchObject({ value: 39, linesWithoutCost: 0 });
  });

  it("is the vendor's, in which Shopify's cost says nothing; the shop's value follows the rate", async () => {
    await setVendor({ currency: "EUR", exchangeRate: 0.85 });
    const { vendor, totals, lines } = await readOrder();
    expect(vendor.currency).toBe("EUR");
    expect(lines.map(({ unitCost, lineValue }) => ({ unitCost, lineValue }))).toEqual([
      { unitCost: 2, lineValue: 24 },
      { unitCost: null, lineValue: null },
    ]);
    // 24 · 0.85 = 20.4
    expect(totals).toMatchObject({ value: 24, valueInShopCurrency: 20.4, linesWithoutCost: 1 });
  });

  it("has no value in the shop's currency while no rate is known", async () => {
    await setVendor({ currency: "EUR", exchangeRate: null });
    expect((await readOrder()).totals).toMatchObject({ value: 24, valueInShopCurrency: null });
  });
});

describe("a quantity that somebody enters", () => {
  beforeEach(async () => {
    await storeItem(SHOP, 1, { plan: { suggestedOrderQuantity: 48, packSize: 12, minimumOrderQuantity: 24 } });
    await storeItem(SHOP, 2, { plan: { suggestedOrderQuantity: 0 } });
  });

  it("is rounded, kept with what was entered, and counts in the totals", async () => {
    const outcome = await edit(1, 30);
    expect(outcome).toMatchObject({
      kind: "stored",
      line: { quantity: 36, lineValue: 72, edit: { wantedQuantity: 30, suggestedQuantity: 48, actor: "user 1" } },
    });
    const { lines, totals } = await readOrder();
    expect(lines).toEqual(outcome.kind === "stored" ? [outcome.line] : []);
    expect(totals).toMatchObject({ lines: 1, units: 36, value: 72, editedLines: 1 });
  });

  it("adds a SKU to the order that the plan does not suggest, and takes one out", async () => {
    await edit(2, 3);
    await edit(1, 0);
    const order = await readOrder();
    expect(order.totals).toMatchObject({ lines: 1, units: 3, value: 6 });
    // What was taken out stays in sight, so that it can be brought back.
    expect(variantsOf(order)).toEqual(["1", "2"]);
    expect(variantsOf((await readWholeVendorOrder(SHOP, ACME)) ?? { lines: [] })).toEqual(["2"]);
  });

  it("is none when it comes to the suggestion", async () => {
    await edit(1, 24);
    expect(await edit(1, 40)).toMatchObject({ kind: "stored", line: { quantity: 48, edit: null } });
    expect(await db.orderEdit.count()).toBe(0);
  });

  it("stays when the suggestion changes, and tells which it took the place of", async () => {
    await edit(1, 24);
    await db.plan.updateMany({ where: { variantId: 1n }, data: { suggestedOrderQuantity: 60 } });
    expect((await readOrder()).lines[0]).toMatchObject({
      quantity: 24,
      suggestedQuantity: 60,
      edit: { suggestedQuantity: 48 },
    });
    await db.plan.updateMany({ where: { variantId: 1n }, data: { suggestedOrderQuantity: 24 } });
    expect((await readOrder()).lines[0]).toMatchObject({ quantity: 24, edit: null });
  });

  it("ends with a reset of its line, or of the order", async () => {
    await edit(1, 24);
    await edit(2, 5);
    expect(await edit(1, null)).toMatchObject({ kind: "stored", line: { quantity: 48, edit: null } });
    expect((await readOrder()).totals).toMatchObject({ units: 53, editedLines: 1 });
    await resetOrder(SHOP, ACME);
    expect((await readOrder()).totals).toMatchObject({ units: 48, editedLines: 0 });
  });

  it("does not count once another vendor is preferred, and goes with the reset", async () => {
    await edit(2, 5);
    await db.vendorItem.updateMany({ where: { variantId: 2n }, data: { preferred: false } });
    expect(variantsOf(await readOrder({ show: "all" }))).toEqual(["1"]);
    expect(await edit(2, 6)).toEqual({ kind: "unknown-line" });
    await resetOrder(SHOP, ACME);
    expect(await db.orderEdit.count()).toBe(0);
  });

  it("is refused when somebody else has changed the line since it was seen", async () => {
    const first = await edit(1, 24, AMY);
    expect(await edit(1, 36, BEN)).toMatchObject({ kind: "stale", line: { quantity: 24 } });
    const seen = first.kind === "stored" ? (first.line.edit?.editedAt ?? null) : null;
    expect(await edit(1, 36, BEN, seen)).toMatchObject({ kind: "stored", line: { quantity: 36 } });
    expect(await edit(1, 60, BEN)).toMatchObject({ kind: "stored", line: { quantity: 60 } });
  });

  it("is one shop's alone", async () => {
    await storeItem(OTHER_SHOP, 1, { plan: { suggestedOrderQuantity: 7 } });
    await edit(1, 24);
    const other = await readVendorOrderPage(OTHER_SHOP, ACME, DEFAULT_ORDER_QUERY);
    expect(other?.totals).toMatchObject({ units: 7, editedLines: 0 });
    await resetOrder(OTHER_SHOP, ACME);
    expect((await readOrder()).totals.editedLines).toBe(1);
  });
});

/** A variant, who supplies it on which terms, what is planned of it and what somebody entered. */
const suppliedArbitrary = fc.record({
  preferred: fc.constantFrom(1n, 1n, 1n, 2n, null),
  /** Of the plan, which follows the vendor items a little later; undefined where there is no plan yet. */
  plannedVendor: fc.constantFrom(1n, 1n, 1n, 2n, null, undefined),
  suggested: fc.constantFrom(null, 0, 0, 6, 12, 30),
  edited: fc.constantFrom(null, null, null, 0, 12, 7),
  title: fc.constantFrom("Mug", "Zinc jug", "Éclair dish", "mug"),
  sku: fc.constantFrom(null, "A-1", "a-1", "B-2"),
  vendorSku: fc.constantFrom(null, "J-1", "J-2", "k"),
  // Quarters are exact in binary, too.
  unitCost: fc.option(fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4)),
  shopifyCost: fc.option(fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4)),
});
type Supplied = ReturnType<typeof suppliedArbitrary.generate>["value"];

const moneyArbitrary = fc.constantFrom(
  { currency: null, exchangeRate: null },
  { currency: "GBP", exchangeRate: null },
  { currency: "EUR", exchangeRate: 0.5 },
  { currency: "EUR", exchangeRate: null },
);
type Money = ReturnType<typeof moneyArbitrary.generate>["value"];

const queryArbitrary = fc.record({
  show: fc.constantFrom(...ORDER_PARTS),
  q: fc.constantFrom("", "", "mug", "j-"),
  sort: fc.constantFrom(...ORDER_SORT_KEYS),
  direction: fc.constantFrom("asc" as const, "desc" as const),
});

async function storeSupplied(supplied: readonly Supplied[], money: Money): Promise<void> {
  await clear();
  await storeShop(SHOP);
  await db.vendor.createMany({
    data: [
      { shop: SHOP, vendorId: 1n, name: "Acme", ...money },
      { shop: SHOP, vendorId: 2n, name: "Zeta" },
    ],
  });
  const each = supplied.map((item, index) => ({ ...item, shop: SHOP, variantId: index + 1 }));
  const planned = each.filter(({ plannedVendor }) => plannedVendor !== undefined);
  await storePlans(
    planned.map(({ variantId, plannedVendor = null, suggested, title, sku }) =>
      makePlan(SHOP, variantId, {
        vendorId: plannedVendor,
        suggestedOrderQuantity: suggested,
        productTitle: title,
        sku,
      }),
    ),
  );
  await db.variant.createMany({
    data: each.map(({ variantId, shopifyCost, title }) => ({
      shop: SHOP,
      variantId: BigInt(variantId),
      productId: 1n,
      productTitle: title,
      inventoryItemId: BigInt(variantId),
      tracked: true,
      unitCost: shopifyCost,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    })),
  });
  await db.vendorItem.createMany({
    data: each.flatMap(({ variantId, preferred, vendorSku, unitCost }) =>
      [1n, 2n].map((vendorId) => ({
        shop: SHOP,
        vendorId,
        variantId: BigInt(variantId),
        preferred: vendorId === preferred,
        vendorSku,
        unitCost,
      })),
    ),
  });
  await db.orderEdit.createMany({
    data: each.flatMap(({ variantId, edited: quantity }) =>
      quantity === null
        ? []
        : [
            {
              shop: SHOP,
              vendorId: 1n,
              variantId: BigInt(variantId),
              wantedQuantity: quantity,
              quantity,
              actor: "user 1",
            },
          ],
    ),
  });
}

/** The vendor's lines, one after the other, as the definitions say. */
function linesOf(supplied: readonly Supplied[], { currency }: Money) {
  return supplied.flatMap((item, index) => {
    if (item.preferred !== 1n || item.plannedVendor === undefined) return [];
    const suggested = item.suggested ?? 0;
    const quantity = item.edited ?? suggested;
    const unitCost = item.unitCost ?? (currency === "EUR" ? null : item.shopifyCost);
    return [
      {
        variantId: String(index + 1),
        productTitle: item.title.toLowerCase(),
        sku: item.sku,
        vendorSku: item.vendorSku,
        quantity,
        isEdited: quantity !== suggested,
        unitCost,
        lineValue: unitCost === null ? null : quantity * unitCost,
      },
    ];
  });
}
type PlainLine = ReturnType<typeof linesOf>[number];

function totalsOf(lines: readonly PlainLine[], { currency, exchangeRate }: Money) {
  const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);
  const ordered = lines.filter(({ quantity }) => quantity > 0);
  const value = sum(ordered.map(({ lineValue }) => lineValue ?? 0));
  const rate = currency === "EUR" ? exchangeRate : 1;
  return {
    skus: lines.length,
    lines: ordered.length,
    units: sum(ordered.map(({ quantity }) => quantity)),
    value,
    valueInShopCurrency: rate === null ? null : value * rate,
    linesWithoutCost: ordered.filter(({ unitCost }) => unitCost === null).length,
    editedLines: lines.filter(({ isEdited }) => isEdited).length,
  };
}

function pageOf(lines: readonly PlainLine[], { show, q, sort, direction }: VendorOrderQuery) {
  const shown = lines.filter(
    ({ productTitle, sku, vendorSku, quantity, isEdited }) =>
      (show === "all" || quantity > 0 || isEdited) &&
      [productTitle, sku, vendorSku].some((text) => (text ?? "").toLowerCase().includes(q)),
  );
  const sign = direction === "asc" ? 1 : -1;
  const compare = <Value extends string | number>(one: Value, other: Value) =>
    one < other ? -sign : one > other ? sign : 0;
  return shown
    .sort(({ [sort]: one, variantId }, { [sort]: other, variantId: otherId }) => {
      if (one === null || other === null)
        return Number(one === null) - Number(other === null) || compare(Number(variantId), Number(otherId));
      return compare(one, other) || compare(Number(variantId), Number(otherId));
    })
    .map(({ variantId, quantity, unitCost, lineValue }) => ({ variantId, quantity, unitCost, lineValue }));
}

it("is what its lines say one by one, whoever supplies them, at whatever cost, and however late the plans follow", async () => {
  const order = fc.tuple(
    fc.array(suppliedArbitrary, { maxLength: 40 }),
    moneyArbitrary,
    fc.array(queryArbitrary, { minLength: 4, maxLength: 4 }),
  );
  await fc.assert(
    fc.asyncProperty(order, async ([supplied, money, queries]) => {
      await storeSupplied(supplied, money);
      const lines = linesOf(supplied, money);
      for (const query of queries) {
        const { totals, ...page } = await readOrder(query);
        expect(totals).toMatchObject(totalsOf(lines, money));
        expect(page.lines).toMatchObject(pageOf(lines, query));
      }
    }),
    { numRuns: 12 },
  );
});

describe("the pages of an order", () => {
  it.each(["productTitle", "sku", "vendorSku", "quantity", "lineValue"] as const)(
    "by %s meet every line once, there and back",
    async (sort) => {
      for (const variantId of [1, 2, 3, 4, 5]) {
        await storeItem(SHOP, variantId, {
          vendorSku: `V-${variantId % 2}`,
          unitCost: null,
          shopifyCost: variantId === 3 ? null : String(variantId % 3),
          plan: { productTitle: `Mug ${9 - variantId}`, suggestedOrderQuantity: 1 + (variantId % 2) },
        });
      }
      for (const direction of ["asc", "desc"] as const) {
        const whole = variantsOf(await readOrder({ sort, direction }));
        expect([...whole].sort()).toEqual(["1", "2", "3", "4", "5"]);
        const there = await readOrder({ sort, direction }, 2);
        const behind = await readOrder({ sort, direction, after: there.next ?? "" }, 2);
        const last = await readOrder({ sort, direction, after: behind.next ?? "" }, 2);
        expect([there, behind, last].flatMap(variantsOf)).toEqual(whole);
        expect(last.next).toBeNull();
        const back = await readOrder({ sort, direction, before: last.previous ?? "" }, 2);
        expect(variantsOf(back)).toEqual(variantsOf(behind));
      }
    },
  );

  it("are found by what the vendor calls a SKU", async () => {
    await storeItem(SHOP, 1, { vendorSku: "Blue_1" });
    await storeItem(SHOP, 2, { vendorSku: "Blue-1" });
    expect(variantsOf(await readOrder({ q: "blue_" }))).toEqual(["1"]);
  });

  it.each(["mü-12", "MU-12", "ü-1"])("finds a vendor's SKU with accents by %j", async (q) => {
    await storeItem(SHOP, 1, { vendorSku: "MÜ-12" });
    await storeItem(SHOP, 2, { vendorSku: "M-12" });
    expect(variantsOf(await readOrder({ q }))).toEqual(["1"]);
  });

  it("ignore what their address does not make sense of, and say so", () => {
    const { query, ignored } = parseVendorOrderQuery(
      new URLSearchParams("show=all&sort=line_value&after=nonsense&status=healthy"),
    );
    expect(query).toEqual({ show: "all", q: "", sort: "lineValue", direction: "desc" });
    expect(ignored.map(({ name }) => name)).toEqual(["status", "after"]);
  });
});

describe("the CSV of an order", () => {
  const readCsv = async () => {
    const response = await respondWithVendorOrderCsv(SHOP, ACME, new Request("https://app.example/export/x"));
    const [mark, text = "", ...others] = new TextDecoder("utf-8", { ignoreBOM: true })
      .decode(await response?.arrayBuffer())
      .split(/(?<=\uFEFF)/u);
    expect({ mark, others }, "what has Excel read names with accents").toEqual({ mark: "\uFEFF", others: [] });
    const { data, errors } = Papa.parse<Record<string, string>>(text, {
      header: true,
      skipEmptyLines: true,
      newline: "\r\n",
    });
    expect(errors).toEqual([]);
    return { text, rows: data, disposition: response?.headers.get("Content-Disposition") };
  };

  it("holds what is ordered, with the vendor's SKUs, and no formula", async () => {
    await storeItem(SHOP, 1, {
      vendorSku: "=1+1",
      unitCost: "1.25",
      plan: {
        suggestedOrderQuantity: 24,
        packSize: 12,
        productTitle: 'The "big" mug',
        variantTitle: "Red",
        barcode: "01",
      },
    });
    await storeItem(SHOP, 2, { unitCost: null, shopifyCost: null, plan: { suggestedOrderQuantity: 3 } });
    await storeItem(SHOP, 3, { plan: { suggestedOrderQuantity: 9 } });
    await edit(3, 0);
    const { text, rows } = await readCsv();
    expect(text.split("\r\n")[0]).toBe(
      "vendor_sku,sku,barcode,product_title,variant_title,quantity,pack_size,packs,unit_cost,line_value,currency,variant_id",
    );
    expect(rows).toEqual([
      expect.objectContaining({ vendor_sku: "V-2", quantity: "3", packs: "3", unit_cost: "", line_value: "" }),
      {
        vendor_sku: "'=1+1",
        sku: "SKU-1",
        barcode: "01",
        product_title: 'The "big" mug',
        variant_title: "Red",
        quantity: "24",
        pack_size: "12",
        packs: "2",
        unit_cost: "1.25",
        line_value: "30",
        currency: "GBP",
        variant_id: "1",
      },
    ]);
  });

  it.each([
    ["Émile & Söhne <b>", "emile-sohne-b"],
    ["=cmd|' /C calc'!A0", "cmd-c-calc-a0"],
    ["../../etc/passwd\r\nX: 1", "etc-passwd-x-1"],
    ["株式会社", "vendor"],
  ])("is saved under a safe form of the vendor's name: %j", async (name, safe) => {
    await db.vendor.updateMany({ where: { shop: SHOP, vendorId: 1n }, data: { name } });
    expect((await readCsv()).disposition).toMatch(
      new RegExp(`^attachment; filename="order-${safe}-\\d{4}-\\d\\d-\\d\\d\\.csv"$`),
    );
  });

  it("is none for a vendor that is gone", async () => {
    await db.vendor.deleteMany();
    expect(await respondWithVendorOrderCsv(SHOP, ACME, new Request("https://app.example/export/x"))).toBeNull();
  });
});
