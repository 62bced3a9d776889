import { describe, expect, it } from "vitest";
import { readHeader } from "~/sync/mapping-file/header";
import { readFlag, readNumber } from "~/sync/mapping-file/read-cell";
import { wordsOf } from "~/words/all-words.server";
import { wordFault } from "~/words/fault-words.server";
import { withoutGerman } from "../../words/german-faults";

const value = (text: string, separator: "," | ";" | "\t" = ",") => {
  const cell = readNumber(text, separator);
  return cell.ok ? cell.value : cell.reason;
};

describe("reading a number", () => {
  it.each([
    ["12", "12"],
    [" 0012.50 ", "0012.50"],
    [".5", "0.5"],
    ["-3", "-3"],
    ["12,5", "12.5"],
    ["0,125", "0.125"],
    ["1234,567", "1234.567"],
    ["1.234,56", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1,234,567", "1234567"],
    ["1.234.567", "1234567"],
    ["1.234.567,8", "1234567.8"],
    ["1 234,5", "1234.5"],
    ["1\u202f234", "1234"],
    ["1'234.50", "1234.50"],
  ])("understands %s whatever separates the cells", (text, expected) => {
    for (const separator of [",", ";", "\t"] as const) expect(value(text, separator)).toBe(expected);
  });

  it("takes a point for the decimal sign where commas separate, as it was written by this app", () => {
    expect(value("1.500", ",")).toBe("1.500");
    expect(value("1.5", ";")).toBe("1.5");
  });

  it("asks where a number could be two", () => {
    expect(value("1,500")).toBe("could be 1500 or 1.5: write 1500 or 1.50");
    expect(value("1.500", ";")).toBe("could be 1500 or 1.5: write 1500 or 1.50");
    expect(value("1,234", "\t")).toBe("could be 1234 or 1.234: write 1234 or 1.2340");
    expect(value("2,000", ";")).toBe("could be 2000 or 2: write 2000 or 2.00");
    expect(wordFault(value("1,500") ?? "", wordsOf("de").t)).toBe(
      "könnte 1500 oder 1.5 sein: Schreiben Sie 1500 oder 1.50",
    );
  });

  it.each([
    ["£5", "currency sign"],
    ["5 €", "currency sign"],
    ["5%", "per cent sign"],
    ["1.2E+5", "shortened by a spreadsheet"],
    ["five", "is not a number"],
    ["1,2,3", "is not a number"],
    ["1.2,3.4", "is not a number"],
    ["12.34,5", "is not a number"],
    ["5.", "is not a number"],
    ["-", "is not a number"],
    ["1-2", "is not a number"],
  ])("refuses %s in words", (text, words) => {
    expect(value(text)).toContain(words);
    expect(withoutGerman([value(text) ?? ""])).toEqual([]);
  });

  it("knows an empty cell", () => {
    expect(value(" ")).toBeNull();
  });
});

describe("reading yes or no", () => {
  it("understands several languages", () => {
    for (const text of ["yes", "Y", "TRUE", "1", "x", "ja", "Oui"])
      expect(readFlag(text)).toEqual({ ok: true, value: true });
    for (const text of ["no", "n", "False", "0", "nein", "non"])
      expect(readFlag(text)).toEqual({ ok: true, value: false });
    expect(readFlag(" ")).toEqual({ ok: true, value: null });
    expect(readFlag("perhaps")).toEqual({ ok: false, reason: "must be yes or no" });
  });
});

describe("a header", () => {
  const refusalOf = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      return String((error as Error).message);
    }
    return "";
  };
  const columns = (cells: string[]) => [...readHeader(cells).places.keys()];

  it("is read whatever its case and spaces", () => {
    expect(columns([" SKU", "Vendor SKU", "vendor", "LEAD_TIME  days", "minimumOrderQuantity"])).toEqual([
      "sku",
      "vendor_sku",
      "vendor",
      "lead_time_days",
      "minimum_order_quantity",
    ]);
  });

  it("lists names that mean nothing", () => {
    expect(readHeader(["sku", "vendor", "Colour", ""]).ignored).toEqual(["Colour"]);
  });

  it.each([
    [["vendor", "price"], "no column sku, barcode or variant_id"],
    [["sku", "price"], "no column vendor"],
    [["sku", "vendor", "Vendor"], "has the column vendor twice"],
    [["Lorem ipsum dolor sit amet", "consectetur"], "Found: Lorem ipsum dolor sit amet, consectetur"],
  ])("is refused: %j", (cells, words) => {
    const refusal = refusalOf(() => readHeader(cells));
    expect(refusal).toContain(words);
    expect(withoutGerman([refusal])).toEqual([]);
  });
});
