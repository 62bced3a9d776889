import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { CSV_PROPERTIES, formatCsvHeader } from "~/reports/csv-format";
import { formatCsvLines } from "~/reports/csv-lines";
import { EXAMPLE_ROW } from "./reorder-row-example";

// The contract with scripts, written out.
const CONTRACT =
  "sku,product_title,variant_title,barcode,vendor,vendor_sku,status,available,on_hand,committed,incoming," +
  "mean_daily_demand,demand_std_dev,observed_days,units_sold,lead_time_days,service_level,method,lead_time_demand," +
  "safety_stock,reorder_point,order_up_to_level,suggested_order_quantity,pack_size,minimum_order_quantity,unit_cost," +
  "order_value,currency,days_of_cover,projected_stockout_date,velocity_decile,variant_id,inventory_item_id,planned_at," +
  "demand_class";

type Cells = Record<string, string>;

function readCells(csv: string): Cells[] {
  const { data, errors } = Papa.parse<Cells>(csv, { header: true, skipEmptyLines: true, newline: "\r\n" });
  expect(errors).toEqual([]);
  return data;
}

const formatCsvRows = (rows: readonly (typeof EXAMPLE_ROW)[]) =>
  formatCsvLines(rows.map((row) => CSV_PROPERTIES.map((property) => row[property])));

const cellsOf = (changes: Partial<typeof EXAMPLE_ROW>) =>
  readCells(formatCsvHeader() + formatCsvRows([{ ...EXAMPLE_ROW, ...changes }]))[0] ?? {};

describe("the CSV", () => {
  it("has the contract's columns in their order", () => {
    expect(formatCsvHeader()).toBe(`${CONTRACT}\r\n`);
  });

  it("writes a row as the contract says", () => {
    expect(formatCsvRows([EXAMPLE_ROW])).toBe(
      "MUG-RED,Red mug,,0012345678905,Potter & Sons,,reorder-now,5,7,2,0,2,3,90,180,14,0.95,normal,28,18.463441,47,107," +
        "102,1,1,2.5,255,GBP,2.5,2026-03-03,1,44012345678901,46012345678901,2026-03-01T04:05:06.789Z," +
        "intermittent\r\n",
    );
  });

  it("is empty for no rows", () => {
    expect(formatCsvRows([])).toBe("");
  });

  it("quotes what RFC 4180 wants quoted", () => {
    expect(
      formatCsvRows([{ ...EXAMPLE_ROW, sku: "A,1", productTitle: 'The "big" one', variantTitle: "two\nlines" }]),
    ).toMatch(/^"A,1","The ""big"" one","two\nlines",/);
  });

  it("keeps every digit of a decimal", () => {
    const values = { meanDailyDemand: 0.1 + 0.2, safetyStock: 1 / 3, daysOfCover: 123456.78901234567 };
    const cells = cellsOf(values);
    expect(Number(cells.mean_daily_demand)).toBe(values.meanDailyDemand);
    expect(Number(cells.safety_stock)).toBe(values.safetyStock);
    expect(Number(cells.days_of_cover)).toBe(values.daysOfCover);
  });

  it("leaves the cell of an absent value empty, and writes a 0 as 0", () => {
    expect(cellsOf({ meanDailyDemand: null, suggestedOrderQuantity: 0, sku: null })).toMatchObject({
      mean_daily_demand: "",
      suggested_order_quantity: "0",
      sku: "",
    });
  });
});

describe("a cell that a spreadsheet would run", () => {
  it.each(["=1+1", "+49 30 123", "-A", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=cmd|' /C calc'!A0\nsecond line"])(
    "begins with an apostrophe: %j",
    (text) => {
      const cells = cellsOf({
        sku: text,
        productTitle: text,
        variantTitle: text,
        barcode: text,
        vendor: text,
        vendorSku: text,
      });
      for (const column of ["sku", "product_title", "variant_title", "barcode", "vendor", "vendor_sku"]) {
        expect(cells[column]).toBe(`'${text}`);
      }
    },
  );

  it("is not a negative number", () => {
    expect(cellsOf({ available: -5, daysOfCover: -2.5, onHand: -1 })).toMatchObject({
      available: "-5",
      days_of_cover: "-2.5",
      on_hand: "-1",
    });
  });

  it.each(["1=1", "a-b", "'=1", '"=1"', " =1"])("is not one that only holds such a character: %j", (text) => {
    expect(cellsOf({ productTitle: text }).product_title).toBe(text);
  });
});

describe("whatever the texts are", () => {
  it("reads back as written, but for the apostrophe, and no cell begins a formula", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', "'", ",", " ", "a", "é") }),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ sku: text, productTitle: text, vendor: text }), { maxLength: 5 }), (texts) => {
        const rows = texts.map((changes) => ({ ...EXAMPLE_ROW, ...changes }));
        const read = readCells(formatCsvHeader() + formatCsvRows(rows));
        expect(read).toHaveLength(rows.length);
        for (const [index, row] of texts.entries()) {
          for (const [column, written] of [
            ["sku", row.sku],
            ["product_title", row.productTitle],
            ["vendor", row.vendor],
          ] as const) {
            const cell = read[index]?.[column] ?? "";
            expect(cell).not.toMatch(/^[=+\-@\t\r]/);
            expect(cell === written || cell === `'${written}`).toBe(true);
          }
        }
      }),
    );
  });
});
