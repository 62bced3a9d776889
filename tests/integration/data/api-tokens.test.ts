import { beforeAll, describe, expect, it } from "vitest";
import { createApiToken, parseApiToken, readApiTokens, revokeApiToken, verifyApiToken } from "~/data/api-tokens";
import { db } from "~/db.server";
import { authenticateApiRequest } from "~/ops/api-access";
import { storeShop } from "../reports/stored-plans";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const FORMER_SHOP = "former-shop.myshopify.com";
const NOW = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

beforeAll(async () => {
  await storeShop(SHOP);
  await storeShop(OTHER_SHOP);
  await storeShop(FORMER_SHOP, { uninstalledAt: new Date("2026-02-01T00:00:00Z") });
});

const request = (authorization?: string) =>
  new Request("https://app.example/api/reorder.csv", {
    headers: authorization ? { Authorization: authorization } : {},
  });

async function answerTo(authorization: string | undefined, now = NOW): Promise<unknown> {
  try {
    return await authenticateApiRequest(request(authorization), now);
  } catch (answer) {
    return answer;
  }
}

async function expectRefusal(authorization: string | undefined, now = NOW): Promise<Response> {
  const answer = await answerTo(authorization, now);
  if (!(answer instanceof Response)) throw new Error("The request was let in");
  expect(answer.status).toBe(401);
  expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer realm=/);
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  return answer;
}

/** The shop of one token with the secret of another. */
function mix(tokenOfShop: string, tokenOfSecret: string): string {
  return `${tokenOfShop.split(".")[0]}.${tokenOfSecret.split(".")[1]}`;
}

describe("a token", () => {
  it("lets its shop in, with the rights that it was made with", async () => {
    const reading = await createApiToken(SHOP, { name: "nightly export", canWrite: false });
    const writing = await createApiToken(SHOP, { name: "assistant", canWrite: true });
    expect(await answerTo(`Bearer ${reading}`)).toMatchObject({
      shop: SHOP,
      token: { name: "nightly export", canWrite: false },
    });
    expect(await answerTo(`bearer  ${writing}`)).toMatchObject({
      shop: SHOP,
      token: { name: "assistant", canWrite: true },
    });
  });

  it("is stored as a hash alone", async () => {
    const text = await createApiToken(SHOP, { name: "secret", canWrite: false });
    const secret = parseApiToken(text)?.secret ?? "";
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(await db.apiToken.findMany())).not.toContain(secret);
    expect(JSON.stringify(await readApiTokens(SHOP))).not.toMatch(/hash/i);
  });

  it("holds until it expires, not beyond", async () => {
    const text = await createApiToken(SHOP, { name: "short", canWrite: false, expiresAt: later(60) });
    expect(await answerTo(`Bearer ${text}`, later(59))).toMatchObject({ shop: SHOP });
    await expectRefusal(`Bearer ${text}`, later(60));
  });

  it("ends when it is revoked, once, and by its own shop alone", async () => {
    const text = await createApiToken(SHOP, { name: "leaked", canWrite: false });
    const tokenId = (await readApiTokens(SHOP)).find(({ name }) => name === "leaked")?.tokenId ?? "";
    expect(await revokeApiToken(OTHER_SHOP, tokenId, NOW)).toBe(false);
    expect(await answerTo(`Bearer ${text}`)).toMatchObject({ shop: SHOP });
    expect(await revokeApiToken(SHOP, tokenId, NOW)).toBe(true);
    expect(await revokeApiToken(SHOP, tokenId, NOW)).toBe(false);
    await expectRefusal(`Bearer ${text}`);
  });

  it("ends when the shop removes the app", async () => {
    await expectRefusal(`Bearer ${await createApiToken(FORMER_SHOP, { name: "old", canWrite: false })}`);
  });

  it("opens no other shop", async () => {
    const own = await createApiToken(SHOP, { name: "own", canWrite: false });
    const foreign = await createApiToken(OTHER_SHOP, { name: "foreign", canWrite: false });
    await expectRefusal(`Bearer ${mix(foreign, own)}`);
    await expectRefusal(`Bearer ${mix(own, foreign)}`);
  });
});

describe("what is no token", () => {
  const shopPart = Buffer.from(SHOP).toString("base64url");
  it.each([
    ["nothing", undefined],
    ["another scheme", "Basic dXNlcjpwYXNz"],
    ["no value", "Bearer "],
    ["a word", "Bearer nonsense"],
    ["a forged secret", `Bearer iit_${shopPart}.${"A".repeat(43)}`],
    ["a short secret", `Bearer iit_${shopPart}.abc`],
    ["an unknown shop", `Bearer iit_${Buffer.from("no.myshopify.com").toString("base64url")}.${"A".repeat(43)}`],
    ["a shop that no text can hold", `Bearer iit_${Buffer.from("a\0b").toString("base64url")}.${"A".repeat(43)}`],
  ])("is refused: %s", async (_, authorization) => {
    await expectRefusal(authorization);
  });

  it("is refused without saying whether shop or secret is wrong", async () => {
    const unknownShop = await expectRefusal(
      `Bearer iit_${Buffer.from("no.myshopify.com").toString("base64url")}.${"A".repeat(43)}`,
    );
    const wrongSecret = await expectRefusal(`Bearer iit_${shopPart}.${"A".repeat(43)}`);
    expect(await unknownShop.text()).toBe(await wrongSecret.text());
  });
});

describe("the last use", () => {
  it("is recorded at most once a minute", async () => {
    const text = await createApiToken(SHOP, { name: "busy", canWrite: false });
    const claim = parseApiToken(text);
    const lastUse = async (now: Date) => {
      await verifyApiToken(claim?.shop ?? "", claim?.secret ?? "", now);
      return (await readApiTokens(SHOP)).find(({ name }) => name === "busy")?.lastUsedAt;
    };
    expect(await lastUse(NOW)).toEqual(NOW);
    expect(await lastUse(later(59))).toEqual(NOW);
    expect(await lastUse(later(61))).toEqual(later(61));
  });
});
