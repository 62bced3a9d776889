import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadRealStore } from "../../../../sandbox/store/load-real-store";
import type { SandboxOrder } from "../../../../sandbox/store/types";

const NOW = new Date("2026-11-22T12:00:00Z");

const PRODUCTS = `sku,title,unit_price
1001,"TIN, ""HEART"" SHAPED",2.5
1002A,PAPER PARASOL BLACK,4
1002B,PAPER PARASOL RED,4.25
1003,CAFÉ CLOCK,0.85
`;

/** Thursday 2011-06-02 to Tuesday 2011-06-07, which counts as partial. */
const INVOICE_LINES = `invoice,sku,quantity,invoiced_at,unit_price,country
501,1001,6,2011-06-02T23:59,2.10,United Kingdom
501,1002A,2,2011-06-02T23:58,4.00,United Kingdom
502,1001,1,2011-06-03T00:00,2.5,United Kingdom
502,1001,3,2011-06-03T00:00,2.5,United Kingdom

503,1003,12,2011-06-06T14:05,0.85,"Ireland, Republic of"
504,1003,5,2011-06-07T09:00,0.85,France
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "real-shop-"));
  await writeShop({});
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function writeShop({ products = PRODUCTS, invoiceLines = INVOICE_LINES }): Promise<void> {
  await writeFile(path.join(folder, "products.csv"), products);
  await writeFile(path.join(folder, "invoice-lines.csv.gz"), gzipSync(invoiceLines));
}

function demandOrders(orders: SandboxOrder[]): SandboxOrder[] {
  return orders.filter((order) => !order.test && order.cancelledAt === null);
}

describe("a real shop", () => {
  it("has its invoices as orders, at their local time, the last complete day moved to yesterday", async () => {
    const store = await loadRealStore(folder, { now: NOW });
    expect(store.shop).toMatchObject({ ianaTimezone: "Europe/London", currencyCode: "GBP" });
    // 6 June 2011 becomes 21 November 2026, and London's local time is UTC then.
    expect(demandOrders(store.orders).map(({ name, createdAt }) => [name, createdAt])).toEqual([
      ["#501", "2026-11-17T23:58:00Z"],
      ["#502", "2026-11-18T00:00:00Z"],
      ["#503", "2026-11-21T14:05:00Z"],
    ]);
  });

  it("keeps the local time where the clocks differ from UTC", async () => {
    const store = await loadRealStore(folder, { now: new Date("2026-07-10T12:00:00Z") });
    expect(demandOrders(store.orders).map((order) => order.createdAt)).toEqual([
      "2026-07-05T22:58:00Z",
      "2026-07-05T23:00:00Z",
      "2026-07-09T13:05:00Z",
    ]);
  });

  it("moves a time that the change to summer time skips on by an hour", async () => {
    await writeShop({ invoiceLines: INVOICE_LINES.replace("2011-06-06T14:05", "2011-06-06T01:30") });
    const store = await loadRealStore(folder, { now: new Date("2026-03-30T12:00:00Z") });
    expect(store.orders.find((order) => order.name === "#503")?.createdAt).toBe("2026-03-29T01:30:00Z");
  });

  it("has every line with its SKU, quantity and price", async () => {
    const store = await loadRealStore(folder, { now: NOW });
    const skus = new Map(
      store.products.flatMap((product) => product.variants.map((variant) => [variant.id, variant.sku])),
    );
    const lines = demandOrders(store.orders).flatMap((order) =>
      order.lines.map((line) => [order.name, skus.get(line.variantId ?? ""), line.quantity, line.unitPrice]),
    );
    expect(lines).toEqual([
      ["#501", "1001", 6, "2.10"],
      ["#501", "1002A", 2, "4.00"],
      ["#502", "1001", 1, "2.50"],
      ["#502", "1001", 3, "2.50"],
      ["#503", "1003", 12, "0.85"],
    ]);
  });

  it("has its articles as products, colours of one article as variants", async () => {
    const { products } = await loadRealStore(folder, { now: NOW });
    const titles = products.map((product) => [
      product.title,
      product.variants.map(({ title, price }) => [title, price]),
    ]);
    expect(titles.sort()).toEqual([
      ["CAFÉ CLOCK", [["Default Title", "0.85"]]],
      [
        "PAPER PARASOL",
        [
          ["BLACK", "4.00"],
          ["RED", "4.25"],
        ],
      ],
      ['TIN, "HEART" SHAPED', [["Default Title", "2.50"]]],
    ]);
  });

  it("is given locations, levels, and a cancelled and a test order that leave the demand as it is", async () => {
    const store = await loadRealStore(folder, { now: NOW });
    expect(store.locations).toHaveLength(3);
    const levels = store.products.flatMap(({ variants }) =>
      variants.flatMap(({ inventoryItem }) => inventoryItem.levels),
    );
    expect(levels.length).toBeGreaterThanOrEqual(4);
    expect(store.orders.filter((order) => order.cancelledAt !== null).map(({ name }) => name.slice(0, 3))).toEqual([
      "#C5",
    ]);
    expect(store.orders.filter((order) => order.test).map(({ name }) => name)).toEqual(["#T1"]);
  });

  it("is the same for the same seed and local day", async () => {
    const morning = await loadRealStore(folder, { seed: 3, now: new Date("2026-11-22T00:05:00Z") });
    const evening = await loadRealStore(folder, { seed: 3, now: new Date("2026-11-22T23:55:00Z") });
    expect(evening).toEqual(morning);
  });
});

describe("a real shop that cannot be used", () => {
  const load = (): Promise<unknown> => loadRealStore(folder, { now: NOW });

  it.each(["products.csv", "invoice-lines.csv.gz"])("says that %s does not exist", async (name) => {
    await rm(path.join(folder, name));
    await expect(load()).rejects.toThrow(`${path.join(folder, name)}: the file does not exist`);
  });

  it.each([
    ["a quantity that is not a number", "502,1001,1,", "502,1001,one,", 'line 4: quantity "one" is not a whole number'],
    ["a quantity of nought", "502,1001,1,", "502,1001,0,", 'line 4: quantity "0" is not a whole number'],
    ["a quantity beyond Shopify's integers", "502,1001,1,", "502,1001,9999999999,", "line 4: quantity"],
    [
      "a day that does not exist",
      "2011-06-02T23:58",
      "2011-06-31T23:58",
      'line 3: invoiced_at "2011-06-31T23:58" is not a day',
    ],
    ["a time that does not exist", "2011-06-02T23:58", "2011-06-02T24:58", "line 3: invoiced_at"],
    ["an unknown SKU", "503,1003", "503,9999", "line 7: SKU 9999 is not in products.csv"],
    ["a missing cell", ",4.00,United Kingdom", "", "line 3: has 4 cells where the header has 6"],
    ["a missing column", "invoiced_at", "at", "line 2: the column invoiced_at is missing"],
    ["an open quote", '"Ireland', '"Ireland,"', "line 7:"],
  ])("names file, line and reason: %s", async (_case, found, replacement, message) => {
    const spoilt = INVOICE_LINES.replace(found, replacement);
    expect(spoilt).not.toBe(INVOICE_LINES);
    await writeShop({ invoiceLines: spoilt });
    await expect(load()).rejects.toThrow(`${path.join(folder, "invoice-lines.csv.gz")}, ${message}`);
  });

  it.each([
    ["a SKU that stands twice", "1003,", "1001,", "line 5: SKU 1001 stands here a second time"],
    ["an empty title", "CAFÉ CLOCK", "", 'line 5: title "" is empty'],
    ["a price that is none", "0.85", "0,85", "line 5: has 4 cells where the header has 3"],
  ])("names file, line and reason: %s", async (_case, found, replacement, message) => {
    await writeShop({ products: PRODUCTS.replace(found, replacement) });
    await expect(load()).rejects.toThrow(`${path.join(folder, "products.csv")}, ${message}`);
  });

  it("counts lines past a title with a line break", async () => {
    await writeShop({ products: PRODUCTS.replace("TIN, ", "TIN\n").replace("0.85", "free") });
    await expect(load()).rejects.toThrow('line 6: unit_price "free" is not a price');
  });

  it.each([
    ["products.csv", "has no products"],
    ["invoice-lines.csv.gz", "has no invoice lines"],
  ])("says that %s holds a header alone", async (name, message) => {
    const headerOnly = (name === "products.csv" ? PRODUCTS : INVOICE_LINES).split("\n")[0] ?? "";
    await writeShop(name === "products.csv" ? { products: headerOnly } : { invoiceLines: headerOnly });
    await expect(load()).rejects.toThrow(`${path.join(folder, name)}: ${message}`);
  });

  it("says that a file is empty", async () => {
    await writeShop({ products: "" });
    await expect(load()).rejects.toThrow("products.csv, line 1: has no header");
  });

  it("says that a gzip file is none, or was cut off", async () => {
    const file = path.join(folder, "invoice-lines.csv.gz");
    await writeFile(file, INVOICE_LINES);
    await expect(load()).rejects.toThrow(`${file}, line 1: is not a gzip file`);
    await writeFile(file, gzipSync(INVOICE_LINES).subarray(0, -20));
    await expect(load()).rejects.toThrow("the gzip file ends too early");
  });

  it("says that one day of invoices is too few", async () => {
    const [header = "", ...lines] = INVOICE_LINES.split("\n");
    await writeShop({ invoiceLines: [header, ...lines.filter((line) => line.includes("2011-06-03"))].join("\n") });
    await expect(load()).rejects.toThrow("has invoices of 2011-06-03 only");
  });
});
