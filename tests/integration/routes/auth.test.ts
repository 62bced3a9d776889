import { describe, expect, it } from "vitest";
import { loader } from "~/routes/auth.login";

async function open(url: string): Promise<Response> {
  try {
    return await loader({ request: new Request(url), params: {}, context: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

describe("the login address", () => {
  it("sends a merchant of a known shop to the app's installation in the admin", async () => {
    const { status, headers } = await open("http://localhost:4000/auth/login?shop=first-shop.myshopify.com");
    expect(status).toBe(302);
    expect(headers.get("location")).toMatch(
      /^https:\/\/admin\.shopify\.com\/store\/first-shop\/oauth\/install\?client_id=/,
    );
  });

  it.each(["", "?shop=https://evil.example"])("sends everybody else home: %j", async (search) => {
    const { headers } = await open(`http://localhost:4000/auth/login${search}`);
    expect(headers.get("location")).toBe("/");
  });
});
