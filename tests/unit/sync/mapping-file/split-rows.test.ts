import { describe, expect, it } from "vitest";
import { LONGEST_ROW, splitRows } from "~/sync/mapping-file/split-rows";
import { withoutGerman } from "../../words/german-faults";

async function split(text: string, pieceSize = text.length) {
  const { separator, batches } = await splitRows(inPieces(text, pieceSize));
  const rows = [];
  for await (const batch of batches) rows.push(...batch);
  return { separator, rows };
}

async function* inPieces(text: string, size: number) {
  for (let start = 0; start < text.length; start += size) yield await Promise.resolve(text.slice(start, start + size));
}

const cellsOf = async (text: string, pieceSize?: number) =>
  (await split(text, pieceSize)).rows.map(({ cells }) => cells);
const refusalOf = (text: string, pieceSize = 50_000) =>
  split(text, pieceSize).then(
    () => "not refused",
    (error: unknown) => (error as Error).message,
  );

describe("splitting text into rows", () => {
  it.each([
    ["commas", "sku,vendor\nA,Acme", ","],
    ["semicolons, with decimals that have a comma", "sku;vendor;unit_cost\nA;Acme;1,5\nB;Acme;2,5", ";"],
    ["tabs", "sku\tvendor\nA\tAcme, Ltd.", "\t"],
    ["a line that names it", "sep=;\nnot,known;vendor\nA;Acme", ";"],
  ])("finds the separator: %s", async (_, text, separator) => {
    expect((await split(text)).separator).toBe(separator);
  });

  it.each(["\n", "\r\n", "\r"])("reads lines that end with %j, wherever pieces are cut", async (end) => {
    const quoted = `"two${end}lines, ""quoted"""`;
    const text = ["sku,vendor", `${quoted},Acme`, `B,"Bright, side"`, ""].join(end);
    for (let size = 1; size <= text.length; size++) {
      expect(await cellsOf(text, size)).toEqual([
        ["sku", "vendor"],
        [`two${end}lines, "quoted"`, "Acme"],
        ["B", "Bright, side"],
      ]);
    }
  });

  it("counts lines as an editor does, blank ones and those within quotes too", async () => {
    const text = `sep=,\r\nsku,vendor\r\n\r\n"a\nb\r\nc",Acme\r\n ,\r\nD,Acme`;
    const { rows } = await split(text, 7);
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, "sku"],
      [4, "a\nb\r\nc"],
      [8, "D"],
    ]);
  });

  it("says of a row whether its quotes can be understood", async () => {
    const { rows } = await split('sku,vendor\n"a" b",Acme\nC,12" pipe');
    expect(rows.map(({ malformed }) => malformed)).toEqual([false, true, false]);
  });

  it("reads a long file row by row", async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `SKU-${index},"Acme, no. ${index}"`);
    const { rows } = await split(`sku,vendor\n${lines.join("\n")}`, 65_536);
    expect(rows).toHaveLength(20_001);
    expect(rows.at(-1)).toEqual({ line: 20_001, cells: ["SKU-19999", "Acme, no. 19999"], malformed: false });
  });

  it.each([
    ["nothing", "", "is empty"],
    ["blank lines", "\n\n \n", "is empty"],
    ["a separator that is none of the three", "sep=|\nsku|vendor", "separated by “|”"],
    [
      "one long line",
      `sku,vendor\n${"x".repeat(2 * LONGEST_ROW)}`,
      "Line 2 is longer than 64 KB: this is not a CSV file",
    ],
    ["commas alone", ",".repeat(300_000), "Line 1 is longer than 64 KB"],
    [
      "a quote that never ends",
      `sku,vendor\nA,B\n"C,${"\nD,E".repeat(50_000)}`,
      'line 3 is longer than 64 KB. Probably a quote (")',
    ],
    ["a short quote that never ends", 'sku,vendor\nA,B\nC,"D\nE,F', "begins on line 3 a quote"],
  ])("refuses %s", async (_, text, words) => {
    const refusal = await refusalOf(text);
    expect(refusal).toContain(words);
    expect(withoutGerman([refusal])).toEqual([]);
  });

  it("stops reading where it refuses", async () => {
    let pieces = 0;
    async function* endless() {
      for (;;) {
        pieces++;
        yield await Promise.resolve("x".repeat(LONGEST_ROW));
      }
    }
    const { batches } = await splitRows(endless());
    await expect(batches.next()).rejects.toThrow("longer than 64 KB");
    expect(pieces).toBeLessThan(5);
  });
});
