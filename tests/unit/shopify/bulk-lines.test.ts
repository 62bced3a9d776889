import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitIntoLines } from "~/shopify/bulk-lines";

async function* inPieces(text: string, sizes: readonly number[]) {
  const bytes = new TextEncoder().encode(text);
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    if (start < bytes.length) yield bytes.subarray(start, start + size);
    start += size;
  }
  await Promise.resolve();
}

async function linesOf(text: string, sizes: readonly number[] = []): Promise<string[]> {
  const lines: string[] = [];
  for await (const part of splitIntoLines(inPieces(text, sizes))) {
    expect(part.firstLine).toBe(lines.length);
    lines.push(...part.lines);
  }
  return lines;
}

describe("splitting a result file into lines", () => {
  it("finds the same lines wherever the network cuts the bytes, also inside a character", async () => {
    const title = fc.string({ unit: "grapheme" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(title),
        fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 }),
        async (titles, sizes) => {
          const lines = titles.map((name) => JSON.stringify({ title: name }));
          expect(await linesOf(lines.map((line) => `${line}\n`).join(""), sizes)).toEqual(lines);
        },
      ),
    );
  });

  it("takes a last line without a line feed when it is a whole object", async () => {
    expect(await linesOf('{"a":1}\n{"b":2}')).toEqual(['{"a":1}', '{"b":2}']);
  });

  it("drops a last line that was cut off, even where it ends in a brace", async () => {
    expect(await linesOf('{"a":1}\n{"b":')).toEqual(['{"a":1}']);
    expect(await linesOf('{"a":1}\n{"b":{"c":2}')).toEqual(['{"a":1}']);
  });

  it("finds nothing in an empty file", async () => {
    expect(await linesOf("")).toEqual([]);
  });
});
