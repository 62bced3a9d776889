import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allowSandboxToFrame,
  createCdnLinkRedirector,
  redirectCdnLinks,
} from "../../../../sandbox/host/rewrite-response";

const PAGE =
  '<link rel="stylesheet" href="https://cdn.shopify.com/static/fonts/inter/v4/styles.css">' +
  "<p>Café ☕ https://cdn.shopify.example</p>" +
  '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>';

describe("links to Shopify's CDN", () => {
  it("lead to the sandbox, and no others do", () => {
    expect(redirectCdnLinks(PAGE)).toBe(
      '<link rel="stylesheet" href="/sandbox/cdn/static/fonts/inter/v4/styles.css">' +
        "<p>Café ☕ https://cdn.shopify.example</p>" +
        '<script src="/sandbox/cdn/shopifycloud/app-bridge.js"></script>',
    );
  });

  it("are found wherever the stream is cut, even inside a character", async () => {
    const bytes = Buffer.from(PAGE);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        const rewritten = await text(Readable.from(pieces).pipe(createCdnLinkRedirector()));
        expect(rewritten).toBe(redirectCdnLinks(PAGE));
      }),
    );
  });

  it("do not hold back a piece that has none, so that a streamed page shows at once", async () => {
    const redirector = createCdnLinkRedirector();
    const arrived = new Promise<string>((resolve) => redirector.once("data", (data: Buffer) => resolve(String(data))));
    redirector.write("<p>the first half</p>");
    expect(await arrived).toBe("<p>the first half</p>");
  });
});

describe("the content security policy", () => {
  it("names the sandbox as the page that may frame the app, and keeps its other directives", () => {
    expect(
      allowSandboxToFrame(
        "default-src 'self'; frame-ancestors https://a.myshopify.com https://admin.shopify.com; img-src *",
      ),
    ).toBe("default-src 'self'; frame-ancestors 'self'; img-src *");
  });
});
