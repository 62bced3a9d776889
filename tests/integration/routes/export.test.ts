import { beforeAll, describe, expect, it } from "vitest";
import { createDownloadLink, readDownloadLink } from "~/reports/download-link";
import { defaultReorderQuery } from "~/reports/reorder-query";
import { loader } from "~/routes/export.$ticket";
import { makePlan, storePlans, storeShop } from "../reports/stored-plans";

const SHOP = "gift-shop.myshopify.com";
const FORMER_SHOP = "former-shop.myshopify.com";
const SECRET = process.env.SHOPIFY_API_SECRET ?? "";
const MINUTE_MS = 60_000;

beforeAll(async () => {
  await storeShop(SHOP);
  await storeShop(FORMER_SHOP, { uninstalledAt: new Date() });
  await storePlans([makePlan(SHOP, 1), makePlan(SHOP, 2, { status: "healthy" }), makePlan(FORMER_SHOP, 3)]);
});

const query = { ...defaultReorderQuery("all"), statuses: ["healthy" as const], after: "ignored" };
const makeLink = (now = new Date(), shop = SHOP, secret = SECRET) =>
  createDownloadLink(shop, { kind: "reorder-list", query }, secret, now);

function follow(link: string, method = "GET"): Promise<Response> {
  const request = new Request(`https://app.example${link}`, { method });
  return loader({ request, params: { ticket: link.split("/").at(-1) }, context: {} });
}

async function expectExplanation(response: Response, status: number, words: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get("Content-Type")).toContain("text/html");
  expect(await response.text()).toContain(words);
}

describe("a download link", () => {
  it("downloads the rows of its query, all pages of them", async () => {
    const response = await follow(await makeLink());
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toContain("text/csv");
    expect(response.headers.get("Content-Disposition")).toMatch(
      /^attachment; filename="reorder-all-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const lines = (await response.text()).trim().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^SKU-2,/);
  });

  it("holds once", async () => {
    const link = await makeLink();
    expect((await follow(link)).status).toBe(200);
    await expectExplanation(await follow(link), 410, "was used before");
  });

  it("serves one of several requests that come together", async () => {
    const link = await makeLink();
    const answers = await Promise.all(Array.from({ length: 8 }, () => follow(link)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(7).fill(410)]);
  });

  it("is not used up by a look at it", async () => {
    const link = await makeLink();
    expect((await follow(link, "HEAD")).status).toBe(200);
    expect((await follow(link)).status).toBe(200);
  });

  it("expires after a minute", async () => {
    await expectExplanation(await follow(await makeLink(new Date(Date.now() - MINUTE_MS))), 410, "has expired");
    const link = (await makeLink(new Date(0))).split("/").at(-1) ?? "";
    expect(readDownloadLink(link, SECRET, new Date(MINUTE_MS - 1)).kind).toBe("signed");
    expect(readDownloadLink(link, SECRET, new Date(MINUTE_MS)).kind).toBe("expired");
  });

  it("is refused when it is forged", async () => {
    const link = await makeLink();
    const [, claims = "", signature = ""] = /^\/export\/(.+)\.(.+)$/.exec(link) ?? [];
    const [, ticketId, expiry] = JSON.parse(Buffer.from(claims, "base64url").toString()) as unknown[];
    const otherShop = Buffer.from(JSON.stringify(["other.myshopify.com", ticketId, expiry])).toString("base64url");
    for (const forged of [
      `/export/${otherShop}.${signature}`,
      `/export/${claims}.${"A".repeat(signature.length)}`,
      `/export/${claims}.`,
      `/export/${claims}`,
      "/export/nonsense",
      await makeLink(new Date(), SHOP, "another app's secret"),
    ]) {
      await expectExplanation(await follow(forged), 401, "not valid");
    }
    expect((await follow(link)).status).toBe(200);
  });

  it("ends when the shop removes the app", async () => {
    expect((await follow(await makeLink(new Date(), FORMER_SHOP))).status).toBe(410);
  });
});
