import { describe, expect, it } from "vitest";
import { readHeader } from "~/sync/mapping-file/header";
import { isShortenedBySpreadsheet } from "~/sync/mapping-file/read-cell";
import { readMappingRow } from "~/sync/mapping-file/read-row";
import { withoutGerman } from "../../unit/words/german-faults";

describe("reading a row", () => {
  const HEADER = [
    "sku",
    "barcode",
    "variant_id",
    "vendor",
    "vendor_sku",
    "unit_cost",
    "pack_size",
    "lead_time_days",
    "preferred",
    "remove",
  ];
  const read = (cells: string[], separator: "," | ";" = ",") =>
    readMappingRow({ line: 7, cells, malformed: false }, readHeader(HEADER), separator);
  const faultsOf = (cells: string[]) => {
    const { faults } = read(cells);
    expect(withoutGerman(faults.map(({ reason }) => reason))).toEqual([]);
    return faults.map(({ column, reason }) => `${column} ${reason}`);
  };

  it("reads every cell", () => {
    const { row, faults } = read(["'=A1", "", "42", " Acme  Ltd. ", "'-9", "12,5", "6", "10.5", "x", ""], ";");
    expect(faults).toEqual([]);
    expect(row).toEqual({
      line: 7,
      sku: "=A1",
      barcode: null,
      variantId: "42",
      vendor: "Acme Ltd.",
      normalizedVendor: "acme ltd.",
      offer: { vendorSku: "-9", unitCost: "12.5", minimumOrderQuantity: null, packSize: 6, leadTimeDays: 10.5 },
      preferred: true,
      remove: false,
    });
  });

  it("takes off the one apostrophe that keeps a spreadsheet from running a text, and no other", () => {
    const skuOf = (cell: string) => read([cell, "", "", "Acme"]).row.sku;
    expect(["'=1", "''=1", "'A", "007", "'007"].map(skuOf)).toEqual(["=1", "'=1", "'A", "007", "'007"]);
  });

  it("finds every fault of a row", () => {
    expect(faultsOf(["", "", "12a", "Acme", "", "-1", "0.5", "0", "maybe", "yes!"])).toEqual([
      "variant_id is not the id of an item: it is a number without other signs",
      "unit_cost can't be negative",
      "pack_size must be a whole number of units",
      "lead_time_days must be more than 0 days: goods can't arrive before they are ordered",
      "preferred must be yes or no",
      "remove must be yes or no",
    ]);
    expect(faultsOf(["", "", "", "Acme"])).toEqual([
      "sku is empty, and so is every other column that could name the item",
    ]);
    expect(faultsOf(["A", "", "", "", "X-1"])).toEqual(["vendor is empty: name the vendor that these values are of"]);
    expect(faultsOf(["A", "", "", "Acme", "", "", "", "", "", "", "surplus"])[0]).toContain(
      "more cells than the header",
    );
    expect(faultsOf(["A", "", "", "x".repeat(256)])).toEqual(["vendor must be at most 255 characters long"]);
    expect(faultsOf(["A", "", "", "Ac\u0007me"])).toEqual(["vendor can't hold control characters"]);
  });

  it("takes a row without vendor and values for an item without vendor", () => {
    expect(faultsOf(["A", "", "", "", "", "", "", "", "no", ""])).toEqual([]);
  });

  it("ignores an identifier that a spreadsheet shortened, if another one names the item", () => {
    expect(["4.44E+13", "4,44e+13", "5E12"].every(isShortenedBySpreadsheet)).toBe(true);
    expect(["44400000", "A1E5", "44E"].some(isShortenedBySpreadsheet)).toBe(false);
    const named = read(["A", "5.01E+12", "4.44E+13", "Acme"]);
    expect(named).toMatchObject({
      faults: [],
      ignoredIdentifiers: 2,
      row: { sku: "A", barcode: null, variantId: null },
    });
    const [fault] = read(["", "", "4.44E+13", "Acme"]).faults;
    expect(fault).toMatchObject({ line: 7, column: "variant_id", value: "4.44E+13" });
    expect(fault?.reason).toContain("format the column as text");
    expect(withoutGerman([fault?.reason ?? ""])).toEqual([]);
  });
});
