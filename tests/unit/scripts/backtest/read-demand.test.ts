import { describe, expect, it } from "vitest";
import { toIsoDay } from "../../../../scripts/backtest/demand-records";
import { FaultyInputError } from "../../../../scripts/backtest/faults";
import { demandOf } from "./demand-of";

async function rowsOf(table: string | Buffer, pieceBytes?: number): Promise<string[]> {
  const { bySku } = await demandOf(table, pieceBytes);
  const rows: string[] = [];
  for (const [sku, demand] of bySku) demand.forEach((day, units) => rows.push(`${sku} ${toIsoDay(day)} ${units}`));
  return rows;
}

const faultsOf = (table: string | Buffer, pieceBytes?: number): Promise<readonly string[]> =>
  demandOf(table, pieceBytes).then(
    () => [],
    (error: unknown) => {
      if (error instanceof FaultyInputError) return error.faults;
      throw error;
    },
  );

describe("a demand file", () => {
  it("may have its columns in any order, further ones, quoted cells, blank lines, a BOM and CRLF", async () => {
    const table =
      '\uFEFFDate,note,Units,SKU\r\n2011-01-02,"said ""no"", then\r\nyes",2.5,"A, large"\r\n\r\n2011-01-01,,1e3,B\r\n';
    for (const pieceBytes of [1, 7, 1000]) {
      expect(await rowsOf(table, pieceBytes)).toEqual(["A, large 2011-01-02 2.5", "B 2011-01-01 1000"]);
    }
    expect(await demandOf(table)).toMatchObject({ firstDay: 14975, lastDay: 14976 });
  });

  it("keeps letters that are more than a byte, wherever the pieces of the file end", async () => {
    expect(await rowsOf("sku,date,units\nSchlüssel 🔑,2011-01-01,1", 1)).toEqual(["Schlüssel 🔑 2011-01-01 1"]);
  });

  it("has all of its faults listed with their lines, also behind a cell of two lines", async () => {
    const table = [
      "sku,date,units,note",
      "A,2011-02-30,1,",
      'A,2011-02-01,many,"two',
      'lines"',
      "A,2011-02-02,-3,",
      " ,2011-02-03,1,",
      "A,2011-02-04",
      "A,2011-02-05,1,,234",
      ",31.12.2011,0x10,",
      "A,2011-02-06,1,",
    ].join("\n");
    expect(await faultsOf(table)).toEqual([
      'line 2: the date "2011-02-30" is no calendar day such as 2011-03-31',
      'line 3: the units "many" are no number such as 3 or 2.5',
      'line 5: the units "-3" are negative: demand is what was asked for, and returns do not lower it',
      "line 6: the SKU is empty",
      "line 7: has 2 cells where the header has 4",
      "line 8: has 5 cells where the header has 4",
      "line 9: the SKU is empty",
      'line 9: the date "31.12.2011" is no calendar day such as 2011-03-31',
      'line 9: the units "0x10" are no number such as 3 or 2.5',
    ]);
  });

  it("has its first 20 faults listed and the others counted", async () => {
    const faults = await faultsOf(`sku,date,units\n${"A,soon,1\n".repeat(1254)}`, 65_536);
    expect(faults).toHaveLength(21);
    expect(faults.at(19)).toMatch(/^line 21: /);
    expect(faults.at(20)).toBe("and 1,234 more");
  });

  it.each([
    ["nothing", "", "The file is empty: it needs a header sku,date,units and rows."],
    ["a header alone", "sku,date,units\n", "The file has a header and no row."],
    ["no header", "A,2011-01-01,1", "line 1: is no header: the first line has to name the columns sku,date,units"],
    ["too few columns", "sku,day,qty", "line 1: the header has no column date and no column units"],
    ["a column twice", "sku,date,units,SKU\n", "line 1: the header has the column sku more than once"],
    ["semicolons", "sku;date;units\nA;2011-01-01;1", "line 1: the cells are separated by semicolons: save the file"],
    ["tabs", "sku\tdate\tunits\nA\t2011-01-01\t1", "line 1: the cells are separated by tabs: save the file"],
    ["a quote left open", 'sku,date,units\nA,2011-01-01,"1\nB', "line 2: has a quoted cell that does not end"],
    ["a quote in a quote", 'sku,date,units\n"A"B,2011-01-01,1\n', "line 2: has a quote inside a quoted cell"],
    [
      "too many units",
      "sku,date,units\nA,2011-01-01,1e16",
      'line 2: the units "1e16" are more than 9,007,199,254,740,991',
    ],
    ["Latin-1", Buffer.from("sku,date,units\nA,2011-01-01,1\nÄ,2011-01-01,1\n", "latin1"), "line 3: is not UTF-8"],
    ["zero bytes", "sku,date,units\nA,2011-01-01,\0\n", "line 2: has a zero byte; this is no text file"],
    ["an Excel workbook", "PK\x03\x04\x14\0", "The file is a ZIP archive or an Excel workbook: save the table as CSV."],
    ["UTF-16", Buffer.from("\uFEFFsku,date,units\n", "utf16le"), "The file is UTF-16: save it as CSV in UTF-8."],
    ["one endless line", "x".repeat(1_100_000), "line 1: is longer than 1,000,000 bytes; this is no CSV file"],
  ])("with %s is refused", async (_, table, fault) => {
    expect(await faultsOf(table, 65_536)).toEqual([expect.stringContaining(fault)]);
  });

  it("is not read to its end when a quoted cell swallows it", async () => {
    const table = `sku,date,units\n"A,2011-01-01,1\n${"B,2011-01-01,1\n".repeat(200_000)}`;
    expect(await faultsOf(table, 65_536)).toEqual(["line 2: has a quoted cell that does not end"]);
  });
});
