import { describe, expect, it } from "vitest";
import type { Digest } from "~/data/alert-digests";
import { writeEmailBodies } from "~/sync/alerts/digest-email";
import { writeSlackMessage } from "~/sync/alerts/slack-message";
import { writeDigest } from "~/sync/alerts/write-digest";

const SHOP = "gift-shop.myshopify.com";

const item = {
  variantId: "1",
  sku: "MUG-1",
  productTitle: "Mug <script>alert(1)</script>",
  variantTitle: "Blue & white",
  status: "out-of-stock" as const,
  available: -2,
  incoming: 0,
  suggestedOrderQuantity: 1_200,
};

const digest: Digest = {
  madeAt: "2026-11-26T07:00:00.000Z",
  isTest: false,
  shopName: "Gift Shop",
  timeZone: "Europe/Berlin",
  language: "en",
  vendorIds: null,
  news: { outOfStock: 1, reorderNow: 1_204, reorderSoon: 0 },
  standing: { outOfStock: 3, reorderNow: 1_300, reorderSoon: 0 },
  vendors: [{ vendorId: "7", name: "Ada & Sons", skus: 1_205, items: [item] }],
  vendorsLeftOut: 0,
};

const write = (changes: Partial<Digest> = {}) => writeDigest(SHOP, { ...digest, ...changes });

describe("a digest in words", () => {
  it("says in its subject what is new", () => {
    expect(write().subject).toBe("Gift Shop: 1 SKU out of stock, 1,204 SKUs with status “Reorder now”");
    expect(write({ language: "de" }).subject).toBe(
      "Gift Shop: 1 SKU nicht vorrätig, 1.204 SKUs mit Status „Jetzt bestellen“",
    );
    expect(write({ isTest: true }).subject).toBe(
      "Test – Gift Shop: 1 SKU out of stock, 1,204 SKUs with status “Reorder now”",
    );
  });

  it("leads to pages of the app in the admin", () => {
    const { list, vendors } = write();
    const app = "https://admin.shopify.com/store/gift-shop/apps/sandbox-api-key";
    expect(list.url).toBe(`${app}/app?status=out-of-stock,reorder-now`);
    expect(vendors[0]?.link.url).toBe(`${app}/app/vendors/7`);
    expect(write({ vendors: [{ vendorId: null, name: null, skus: 1, items: [] }] }).vendors[0]).toMatchObject({
      name: "No vendor",
      link: { url: `${app}/app?vendor=none` },
    });
  });

  it("leads to the list of the vendor that it is limited to, and says of several that the list shows more", () => {
    const one = write({ vendorIds: ["7"] });
    expect(one.list.url).toMatch(/\/app\?status=out-of-stock,reorder-now&vendor=7$/);
    const several = write({ vendorIds: ["7", "none"] });
    expect(several.list).toEqual({ text: "Open the list, of all vendors", url: write().list.url });
    expect(several.standing).toBe(
      "In all, with the chosen vendors: 3 SKUs out of stock, 1,300 SKUs with status “Reorder now”.",
    );
  });

  it("says how many it leaves out", () => {
    expect(write().vendors[0]?.rest).toBe("1,204 more SKUs");
    expect(write({ vendorsLeftOut: 2 }).rest).toBe("And 2 more vendors, in the list.");
  });
});

describe("an email", () => {
  const { text, html } = writeEmailBodies(write());

  it("says the same in plain text", () => {
    expect(text).toContain("Ada & Sons\n- Out of stock: MUG-1 · Mug <script>alert(1)</script> / Blue & white");
    expect(text).toContain("(-2 available, 0 incoming; order 1,200)");
    expect(text).toContain("As of Nov 26, 2026, 8:00");
  });

  it("leads to each SKU", () => {
    expect(html).toMatch(/<a href="https:[^"]*\/app\/items\/1"[^>]*>MUG-1 · Mug/);
  });

  it("takes titles for text", () => {
    expect(html).toContain("Mug &lt;script&gt;");
    expect(html).not.toContain("<script>");
  });
});

describe("a message", () => {
  const message = (changes: Partial<Digest> = {}) => writeSlackMessage(SHOP, { ...digest, ...changes });

  it("takes titles for text, and says the same to receivers without blocks", () => {
    const { text, blocks } = message();
    expect(text).toMatch(/^Gift Shop: 1 SKU out of stock, 1,204 SKUs with status “Reorder now”\n/);
    for (const said of [text, JSON.stringify(blocks)]) {
      expect(said).toContain("Mug &lt;script&gt;alert(1)&lt;/script&gt; / Blue &amp; white");
      expect(said).toContain("1,204 more SKUs");
      expect(said).toContain("/app/vendors/7|Open the order>");
    }
  });

  it("fits into what receivers take, and says how much it leaves out", () => {
    const items = Array.from({ length: 30 }, () => ({ ...item, productTitle: "M".repeat(400) }));
    const vendors = Array.from({ length: 50 }, (_, index) => ({
      vendorId: String(index),
      name: "Ada",
      skus: 45,
      items,
    }));
    const { text, blocks } = message({ vendors, vendorsLeftOut: 20 });
    expect(blocks.length).toBeLessThanOrEqual(50);
    const sections = blocks.flatMap((block) => (block.type === "section" ? [block.text.text] : []));
    for (const section of sections) expect(section.length).toBeLessThanOrEqual(3_000);
    expect(sections[1]).toMatch(/\n35 more SKUs$/);
    expect(sections.at(-1)).toBe("And 55 more vendors, in the list.");
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text).toMatch(/\n…\n<https:.*\|Open the list>$/);
  });
});
