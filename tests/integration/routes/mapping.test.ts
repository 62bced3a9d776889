import { connectShop, type ConnectedShop } from "../sync/connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOpenImport } from "~/data/mapping-imports";
import { pool } from "~/db.server";
import { action } from "~/routes/app.vendors.mapping";
import { closeQueue } from "~/sync/job-queue";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
const MEGABYTE = 1024 * 1024;

let connected: ConnectedShop;

beforeAll(async () => {
  connected = await connectShop();
  await pool.query(
    `INSERT INTO variants (shop, variant_id, product_id, product_title, sku, inventory_item_id, tracked, created_at, updated_at)
     VALUES ($1, 1, 1, 'Mug', 'MUG', 1, true, now(), now())`,
    [connected.shop],
  );
});

afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});

function send(body: BodyInit, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${connected.sandbox.installation.mintIdToken({})}`;
  const request = new Request("http://localhost:4000/app/vendors/mapping", {
    method: "POST",
    headers: { authorization, "user-agent": BROWSER, ...headers },
    body,
    // Undici wants it for a body that is a stream.
    duplex: "half",
  });
  return action({ request, params: {}, context: {} });
}

function upload(content: BlobPart, name = "mapping.csv") {
  const form = new FormData();
  form.set("file", new File([content], name));
  return send(form);
}

const refusal = async () => (await readOpenImport(connected.shop))?.refusal;

/** Every byte, again and again. */
const bytes = (size: number, from = 0) => Uint8Array.from({ length: size }, (_, index) => (from + index * 7919) % 256);

describe("an upload in the browser's form", () => {
  it("is read and checked", async () => {
    expect(await upload("sku,vendor\r\nMUG,Acme\r\nCUP,Acme\r\n", "my mapping.csv")).toEqual({ kind: "uploaded" });
    expect(await readOpenImport(connected.shop)).toMatchObject({
      fileName: "my mapping.csv",
      status: "checked",
      rowsRead: 2,
      summary: { counts: { added: 1, newVendors: 1, faults: 1 } },
    });
  });

  it.each([
    ["bytes without meaning", bytes(10 * MEGABYTE, 100), "not UTF-8"],
    ["zeros", new Uint8Array(10 * MEGABYTE), "bytes that no text has"],
    ["one line", "x".repeat(10 * MEGABYTE), "Line 1 is longer than 64 KB"],
    ["a quote that never ends", `sku,vendor\n"${"MUG,Acme\n".repeat(MEGABYTE)}`, "is opened there and never closed"],
    ["commas", ",".repeat(MEGABYTE), "Line 1 is longer than 64 KB"],
    ["line breaks", "\r\n".repeat(5 * MEGABYTE), "is empty"],
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes(MEGABYTE)]), "This is an Excel workbook"],
    [
      "prose",
      "It was the best of times, it was the worst of times.\n".repeat(200_000),
      "no column sku, barcode or variant_id",
    ],
    ["empty rows", "sku,vendor\n".padEnd(10 * MEGABYTE, ",\n"), "more than 1,000,000 lines"],
    ["too much", `sku,vendor,note\n${`MUG,Acme,${"x".repeat(60_000)}\n`.repeat(600)}`, "larger than 32 MB"],
  ])("is refused in words, with memory flat: %s", async (_, content, words) => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    expect(await upload(content as BlobPart)).toEqual({ kind: "uploaded" });
    expect(await refusal()).toContain(words);
    // The file itself is in this process, and a copy of it in the form.
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
  });

  it("says so when no whole file comes in", async () => {
    const type = { "Content-Type": "multipart/form-data; boundary=x" };
    expect(await send("nothing of a form", type)).toEqual({ kind: "incomplete" });
    const begin = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nsku,vendor\r\nMUG,';
    expect(await send(begin, type)).toEqual({ kind: "incomplete" });
    expect(await refusal()).toContain("did not arrive as a whole");
  });
});
