import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createFrameUrl } from "../../../../sandbox/host/frame-url";

const INPUT = {
  path: "/app/vendors?sort=sku",
  shop: "sandbox-store.myshopify.com",
  storeHandle: "sandbox-store",
  apiSecret: "a secret",
  locale: "de",
  createIdToken: () => "header.payload.signature",
};

const openFrame = () => new URL(createFrameUrl(INPUT), "http://localhost");

describe("the first address of the app's frame", () => {
  it("is the wanted page with the parameters that Shopify adds", () => {
    const { pathname, searchParams } = openFrame();
    expect(pathname).toBe("/app/vendors");
    expect(Object.fromEntries(searchParams)).toMatchObject({
      sort: "sku",
      embedded: "1",
      shop: "sandbox-store.myshopify.com",
      id_token: "header.payload.signature",
      locale: "de",
    });
    expect(Buffer.from(searchParams.get("host") ?? "", "base64").toString()).toBe(
      "admin.shopify.com/store/sandbox-store",
    );
  });

  it("is signed over its sorted parameters by the app's secret", () => {
    const { searchParams } = openFrame();
    const message = ["embedded", "host", "id_token", "locale", "session", "shop", "sort", "timestamp"]
      .map((name) => `${name}=${searchParams.get(name)}`)
      .join("&");
    expect(searchParams.get("hmac")).toBe(createHmac("sha256", "a secret").update(message).digest("hex"));
  });
});
