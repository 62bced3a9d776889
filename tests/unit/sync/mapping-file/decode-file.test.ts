import { describe, expect, it } from "vitest";
import { decodeFile } from "~/sync/mapping-file/decode-file";
import { withoutGerman } from "../../words/german-faults";

const UTF_16_LE = [0xff, 0xfe];
const TEXT = "sku,vendor\r\nÄ-1,Škoda 株式会社 🙂\r\n";

async function decode(bytes: Uint8Array, chunkSize = bytes.length): Promise<string> {
  let text = "";
  for await (const piece of decodeFile(inChunks(bytes, chunkSize))) text += piece;
  return text;
}

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size));
}

const bigEndian = (text: string) => Buffer.from(Buffer.from(text, "utf16le")).swap16();

describe("decoding a file", () => {
  it.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16, as Excel's “Unicode text”", Buffer.from([...UTF_16_LE, ...Buffer.from(TEXT, "utf16le")])],
    ["UTF-16, big-endian", Buffer.from([0xfe, 0xff, ...bigEndian(TEXT)])],
  ])("understands %s, wherever its chunks are cut", async (_, bytes) => {
    for (const chunkSize of [1, 2, 3, 5, bytes.length]) expect(await decode(bytes, chunkSize)).toBe(TEXT);
  });

  it("understands files shorter than a signature, and empty ones", async () => {
    expect(await decode(Buffer.from("a"))).toBe("a");
    expect(await decode(Buffer.from(""))).toBe("");
  });

  it.each([
    ["an Excel workbook", [0x50, 0x4b, 3, 4, 20, 0], "This is an Excel workbook: save it as CSV UTF-8"],
    ["an old Excel workbook", [0xd0, 0xcf, 0x11, 0xe0], "This is an Excel workbook: save it as CSV UTF-8"],
    ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d], "This is a picture"],
    ["a PDF", [...Buffer.from("%PDF-1.7")], "This is a PDF"],
    ["a gzip", [0x1f, 0x8b, 8, 0, 0], "This file is compressed"],
    ["Latin-1", [...Buffer.from("sku,vendor\nM\u00fcller", "latin1")], "In Excel choose “Save as”, “CSV UTF-8”"],
    ["UTF-8 that ends within a character", [...Buffer.from("sku"), 0xc3], "not UTF-8"],
    ["half a pair of UTF-16", [...UTF_16_LE, 0x3d, 0xd8, 0x61, 0x00], "not UTF-8"],
    ["UTF-16 without a mark", [...Buffer.from("sku,vendor", "utf16le")], "bytes that no text has"],
  ])("refuses %s in words", async (_, bytes, words) => {
    const refusal = await decode(Uint8Array.from(bytes), 3).catch((error: unknown) => (error as Error).message);
    expect(refusal).toContain(words);
    expect(withoutGerman([refusal])).toEqual([]);
  });
});
