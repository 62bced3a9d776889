import { beforeAll, describe, expect, it } from "vitest";
import { mergeVendors } from "~/data/merge-vendors";
import { deletePlansOfDeletedVariants } from "~/data/plans";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { deleteShop, storeShopFacts } from "~/data/shops";
import { inTransaction } from "~/data/transaction";
import { correctInventoryItems, markVariantsDeleted, storeVariants } from "~/data/variants";
import { readVendorDetails, storeVendorChange } from "~/data/vendor-details";
import { changeVendorItems, type WantedVendorItem } from "~/data/vendor-items";
import { ORDER_PARTS, ORDER_SORT_KEYS, type OrderLineOrder, type OrderSortKey } from "~/data/vendor-order-filter";
import { readOrderLinePage, readOrderTotals, type OrderTotals } from "~/data/vendor-order-queries";
import { findOrAddVendors } from "~/data/vendors";
import { pool } from "~/db.server";
import { editOrderQuantity, resetOrder } from "~/sync/edit-order";
import { replanRequested, replanShop, replanVariants } from "~/sync/replan";

const SHOP = "orders.myshopify.com";
const OTHER_SHOP = "other-orders.myshopify.com";
const SKUS = 24;
const VENDORS = ["Acme", "Brightside", "Cobalt", "Dahlia"];
const NOW = new Date("2026-03-01T12:00:00Z");
const ACTOR = { id: "user 1", name: "Ada" };

/** The same numbers from run to run. */
let seed = 20_261_126;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * below);
}

const oneOf = <Value>(values: readonly Value[]): Value => values[random(values.length)] as Value;
const someMoney = () => (random(4) === 0 ? null : (random(90_000) / 10_000).toFixed(4));
const someVariant = () => String(1 + random(SKUS));

async function listVendorIds(shop: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>("SELECT vendor_id AS id FROM vendors WHERE shop = $1 ORDER BY 1", [
    shop,
  ]);
  return rows.map(({ id }) => id);
}

const change = (shop: string, wanted: WantedVendorItem[]) =>
  inTransaction((transaction) => changeVendorItems(transaction, shop, { wanted, actor: ACTOR }));

const setCost = (shop: string, variantId: string, unitCost: string | null) =>
  inTransaction((transaction) =>
    correctInventoryItems(transaction, shop, [
      { inventoryItemId: variantId, tracked: true, unitCost, observedAt: new Date() },
    ]),
  );

/** Whoever writes anything that an order rests on. None but the last three has plans made anew. */
const WRITERS: Record<string, (shop: string) => Promise<unknown>> = {
  vendorItems: async (shop) => {
    const vendorIds = await listVendorIds(shop);
    const first = random(SKUS);
    return change(
      shop,
      Array.from({ length: 1 + random(5) }, (_, index) => ({
        variantId: String(1 + ((first + index) % SKUS)),
        vendorId: oneOf(vendorIds),
        remove: random(3) === 0,
        preferred: oneOf([true, true, false, undefined]),
        offer: { unitCost: someMoney(), vendorSku: oneOf([null, `V-${random(9)}`, `v-${random(9)}`]) },
      })),
    );
  },
  cost: (shop) => setCost(shop, someVariant(), someMoney()),
  variants: async (shop) => {
    const some = [someVariant(), someVariant()].map((variantId) => makeVariant(variantId));
    await storeVariants(shop, some, new Date());
    await followShopifyVendors(shop);
  },
  deletion: async (shop) => {
    const gone = [{ id: someVariant(), goneAt: new Date() }];
    await inTransaction((transaction) => markVariantsDeleted(transaction, shop, { of: "inventory item", gone }));
    await deletePlansOfDeletedVariants(shop);
  },
  edit: async (shop) => {
    const seenEditedAt = null;
    const wanted = oneOf([null, 0, random(300)]);
    const vendorId = oneOf(await listVendorIds(shop));
    return editOrderQuantity(shop, { vendorId, variantId: someVariant(), wanted, actor: ACTOR, seenEditedAt });
  },
  reset: async (shop) => (random(4) === 0 ? resetOrder(shop, oneOf(await listVendorIds(shop))) : undefined),
  vendor: async (shop) => {
    const vendorId = oneOf(await listVendorIds(shop));
    const stored = await readVendorDetails(shop, vendorId);
    if (stored === null) throw new Error("The vendor is not there");
    const { archivedAt: _, vendorId: __, ...known } = stored;
    const details = {
      ...known,
      currency: oneOf([null, "EUR", "GBP"] as const),
      exchangeRate: oneOf([null, 0.85, 1.1]),
    };
    return storeVendorChange(shop, { vendorId, details, actor: ACTOR, seenEntryId: String(2 ** 40) });
  },
  shop: (shop) => storeShopFacts(shop, { name: shop, timeZone: "UTC", currency: oneOf(["GBP", "EUR"]), scopes: [] }),
  merger: async (shop) => {
    const [fromId, intoId] = await listVendorIds(shop);
    if (random(3) > 0 || fromId === undefined || intoId === undefined) return;
    await inTransaction((transaction) => mergeVendors(transaction, shop, { fromId, intoId, actor: ACTOR }));
    await findOrAddVendors(shop, [`Vendor ${random(2 ** 30)}`]);
  },
  demand: (shop) =>
    pool.query("UPDATE daily_demand SET units = $3 WHERE shop = $1 AND variant_id = $2", [
      shop,
      someVariant(),
      random(9),
    ]),
  someReplanned: (shop) => replanVariants(shop, [someVariant(), someVariant(), someVariant()], { now: NOW }),
  requestedReplanned: (shop) => replanRequested(shop, { now: NOW }),
  allReplanned: (shop) => replanShop(shop, { now: NOW }),
};

function makeVariant(variantId: string) {
  return {
    variantId,
    productId: variantId,
    productTitle: `Mug ${random(9)}`,
    variantTitle: null,
    sku: random(5) === 0 ? null : `S-${random(9)}`,
    barcode: null,
    shopifyVendor: oneOf([null, ...VENDORS]),
    inventoryItemId: variantId,
    tracked: true,
    unitCost: someMoney(),
    price: null,
    imageUrl: null,
    createdAt: "2025-01-01T00:00:00Z",
    updatedAt: "2025-01-01T00:00:00Z",
  };
}

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP]) {
    await pool.query(
      "INSERT INTO shops (shop, time_zone, currency, orders_known_from) VALUES ($1, 'UTC', 'GBP', '2025-01-01')",
      [shop],
    );
    const variants = Array.from({ length: SKUS }, (_, index) => makeVariant(String(index + 1)));
    await storeVariants(shop, variants, new Date());
    await pool.query(
      `INSERT INTO daily_demand (shop, variant_id, day, units, orders)
       SELECT $1, id, date '2026-02-01' + day, id % 3, 1
       FROM generate_series(1, ${SKUS}) AS id CROSS JOIN generate_series(1, 27, 5) AS day`,
      [shop],
    );
    await followShopifyVendors(shop);
    await findOrAddVendors(shop, VENDORS);
    await replanShop(shop, { now: NOW });
  }
});

interface PlainLine {
  variantId: string;
  productTitle: string;
  sku: string | null;
  vendorSku: string | null;
  quantity: number;
  isEdited: boolean;
  unitCost: number | null;
  lineValue: number | null;
}

async function readAll<Row extends object>(table: string, shop: string): Promise<Row[]> {
  return (await pool.query<Row>(`SELECT * FROM ${table} WHERE shop = $1`, [shop])).rows;
}

/** Each vendor's lines, by reading everything that is stored. */
async function addUpPlainly(shop: string) {
  type OfVariant = { variant_id: string };
  type OfVendor = { vendor_id: string };
  const [stored] = await readAll<{ currency: string }>("shops", shop);
  const vendors = await readAll<OfVendor & { currency: string | null; exchange_rate: number | null }>("vendors", shop);
  const items = await readAll<
    OfVariant & OfVendor & { preferred: boolean; vendor_sku: string | null; unit_cost: string | null }
  >("vendor_items", shop);
  const plans = await readAll<
    OfVariant & { suggested_order_quantity: number | null; sort_title: string; sku: string | null }
  >("plans", shop);
  const variants = await readAll<OfVariant & { unit_cost: string | null }>("variants", shop);
  const edits = await readAll<OfVariant & OfVendor & { quantity: number }>("order_edits", shop);
  return vendors.map(({ vendor_id: vendorId, currency, exchange_rate: exchangeRate }) => {
    const takesShopifyCost = (currency ?? stored?.currency) === stored?.currency;
    const lines = items
      .filter((item) => item.vendor_id === vendorId && item.preferred)
      .flatMap((item): PlainLine[] => {
        const ofVariant = (row: OfVariant) => row.variant_id === item.variant_id;
        const plan = plans.find(ofVariant);
        if (plan === undefined) return [];
        const suggested = plan.suggested_order_quantity ?? 0;
        const quantity = edits.find((edit) => ofVariant(edit) && edit.vendor_id === vendorId)?.quantity ?? suggested;
        const cost = item.unit_cost ?? (takesShopifyCost ? variants.find(ofVariant)?.unit_cost : null) ?? null;
        return [
          {
            variantId: item.variant_id,
            productTitle: plan.sort_title,
            sku: plan.sku,
            vendorSku: item.vendor_sku,
            quantity,
            isEdited: quantity !== suggested,
            unitCost: cost === null ? null : Number(cost),
            lineValue: cost === null ? null : Number((quantity * Number(cost)).toFixed(4)),
          },
        ];
      });
    return { vendorId, lines, rate: takesShopifyCost ? 1 : exchangeRate };
  });
}

function totalsOf(lines: readonly PlainLine[], rate: number | null): OrderTotals {
  const ordered = lines.filter(({ quantity }) => quantity > 0);
  const value = Number(ordered.reduce((sum, { lineValue }) => sum + (lineValue ?? 0), 0).toFixed(4));
  return {
    skus: lines.length,
    lines: ordered.length,
    units: ordered.reduce((sum, { quantity }) => sum + quantity, 0),
    value,
    valueInShopCurrency: rate === null ? null : (expect.closeTo(value * rate, 3) as number),
    linesWithoutCost: ordered.filter(({ unitCost }) => unitCost === null).length,
    editedLines: lines.filter(({ isEdited }) => isEdited).length,
  };
}

/** Those without a value come last in either direction. */
function inOrder(lines: readonly PlainLine[], { sort, direction }: OrderLineOrder): PlainLine[] {
  const turn = direction === "asc" ? 1 : -1;
  const compare = (a: string | number, b: string | number) =>
    typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : a - Number(b);
  return lines.toSorted((one, other) => {
    const a: string | number | null = one[sort];
    const b: string | number | null = other[sort];
    if (a !== b && (a === null || b === null)) return a === null ? 1 : -1;
    return (
      turn * ((a === null || b === null ? 0 : compare(a, b)) || compare(Number(one.variantId), Number(other.variantId)))
    );
  });
}

async function expectExactOrders(shop: string, after: string): Promise<void> {
  for (const { vendorId, lines, rate } of await addUpPlainly(shop)) {
    const show = oneOf(ORDER_PARTS);
    const order: OrderLineOrder = {
      sort: oneOf<OrderSortKey>(ORDER_SORT_KEYS),
      direction: oneOf(["asc", "desc"] as const),
    };
    const totals = totalsOf(lines, rate);
    const page = await readOrderLinePage(shop, vendorId, { show, q: "" }, order, { limit: SKUS });
    expect({ totals: page.totals, vendorId }, after).toEqual({ totals, vendorId });
    const shown = lines.filter(({ quantity, isEdited }) => show === "all" || quantity > 0 || isEdited);
    expect(page.rows, `${after}: ${vendorId}, ${show}, ${order.sort} ${order.direction}`).toMatchObject(
      inOrder(shown, order).map(({ variantId, quantity, lineValue }) => ({ variantId, quantity, lineValue })),
    );
    expect(await readOrderTotals(shop, vendorId), after).toEqual(totals);
  }
}

/** Once all is planned anew, every plan says what holds, so that nothing has to be looked up. */
async function expectNothingApart(shop: string): Promise<void> {
  await replanShop(shop, { now: NOW });
  expect(await readAll("supply_changes", shop)).toEqual([]);
}

describe("orders whose lines are not gone through", () => {
  it("are what is stored, whoever wrote last", async () => {
    await expectExactOrders(SHOP, "the first plan");
    const names = Object.keys(WRITERS);
    const history: string[] = [];
    for (let step = 0; step < 40; step++) {
      const name = oneOf(names);
      history.push(name);
      await WRITERS[name]?.(SHOP);
      await expectExactOrders(SHOP, history.slice(-8).join(", "));
    }
    await expectNothingApart(SHOP);
    await expectExactOrders(SHOP, "a whole planning");
  });

  it("are exact after many who write at once", async () => {
    for (let round = 0; round < 5; round++) {
      const names = Array.from({ length: 8 }, () => oneOf(Object.keys(WRITERS)));
      await Promise.all(names.map(async (name, index) => WRITERS[name]?.(index === 0 ? OTHER_SHOP : SHOP)));
      await expectExactOrders(SHOP, names.join(", "));
    }
    await expectExactOrders(OTHER_SHOP, "what was written in either shop");
    await expectNothingApart(SHOP);
  });

  it("go with a shop that is deleted, and are nobody else's", async () => {
    await deleteShop(OTHER_SHOP);
    for (const table of ["vendor_order_sums", "supply_changes"]) {
      expect(await readAll(table, OTHER_SHOP), table).toEqual([]);
    }
    await expectExactOrders(SHOP, "the deletion of another shop");
  });
});

describe("a plan that is stored while its supply changes", () => {
  const variantId = "1";
  let vendorId: string;

  /** Every plan says what holds: that the variant costs 3 at a vendor, or, where nothing is agreed, 5 in Shopify. */
  async function planAll(unitCost: "3" | null): Promise<void> {
    [vendorId = ""] = await listVendorIds(SHOP);
    await storeVariants(SHOP, [{ ...makeVariant(variantId), shopifyVendor: null, unitCost: "5" }], new Date());
    await change(SHOP, [{ variantId, vendorId, preferred: true, offer: { unitCost } }]);
    await expectNothingApart(SHOP);
  }

  const changes: Record<string, Partial<WantedVendorItem>> = {
    "its cost at the vendor": { offer: { unitCost: "7" } },
    "its vendor": { remove: true },
  };
  const wantedOf = (what: string): WantedVendorItem[] => [{ variantId, vendorId, ...changes[what] }];

  /** In all that it says of its supply the plan stays as it is. */
  const STORE_PLAN: [text: string, values: string[]] = [
    "UPDATE plans SET suggested_order_quantity = 77 WHERE shop = $1 AND variant_id = $2",
    [SHOP, variantId],
  ];

  it("is not believed where it comes late, and says what held before", async () => {
    await planAll("3");
    await change(SHOP, [{ variantId, vendorId, offer: { unitCost: "7" } }]);
    await expectNothingApart(SHOP);
    await pool.query("UPDATE plans SET agreed_unit_cost = 3 WHERE shop = $1 AND variant_id = $2", [SHOP, variantId]);
    await expectExactOrders(SHOP, "a late plan in the place of another");
    await pool.query(
      `CREATE TEMPORARY TABLE late_plan AS SELECT * FROM plans WHERE shop = '${SHOP}' AND variant_id = ${variantId};
       DELETE FROM plans WHERE shop = '${SHOP}' AND variant_id = ${variantId};
       INSERT INTO plans SELECT * FROM late_plan;
       DROP TABLE late_plan`,
    );
    await expectExactOrders(SHOP, "a late plan where none was");
    await expectNothingApart(SHOP);
  });

  // The embedded database has one session: there nobody writes while somebody else's transaction is open.
  describe.runIf(process.env.TEST_DATABASE_URL)("by somebody else at the same time", () => {
    it.each(Object.keys(changes))("does not wait, and is not believed, where it does not know %s", async (what) => {
      await planAll("3");
      await inTransaction(async (transaction) => {
        await changeVendorItems(transaction, SHOP, { wanted: wantedOf(what), actor: ACTOR });
        await replanVariants(SHOP, [variantId], { now: NOW });
        await expectExactOrders(SHOP, "the plan");
      });
      await expectExactOrders(SHOP, "the change");
      await expectNothingApart(SHOP);
    });

    it.each(Object.keys(changes))("has nobody wait who changes %s, and is not believed", async (what) => {
      await planAll("3");
      await inTransaction(async (transaction) => {
        await transaction.query(...STORE_PLAN);
        await change(SHOP, wantedOf(what));
        await expectExactOrders(SHOP, "the change");
      });
      await expectExactOrders(SHOP, "the plan");
      await expectNothingApart(SHOP);
    });

    it("has nobody wait who changes its cost in Shopify, and is not believed", async () => {
      await planAll(null);
      await inTransaction(async (transaction) => {
        await transaction.query(...STORE_PLAN);
        await setCost(SHOP, variantId, "8.5");
        await expectExactOrders(SHOP, "the change");
      });
      await expectExactOrders(SHOP, "the plan");
      await expectNothingApart(SHOP);
    });
  });
});
