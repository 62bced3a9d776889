import { beforeAll, describe, expect, it } from "vitest";
import { createApiToken, parseApiToken, readApiTokens, revokeApiToken, verifyApiToken } from "~/data/api-tokens";
import { installShop } from "~/data/shops";
import { db } from "~/db.server";
import { authenticateApiRequest, paramsWithoutToken } from "~/ops/api-access";
import { readApiTokenReport } from "~/reports/api-token-report";
import { changeTokens } from "~/routes/tokens/change-tokens.server";
import { unregisterShop } from "~/sync/shop-lifecycle";
import { wordsOf } from "~/words/all-words.server";
import { storeShop } from "../reports/stored-plans";

const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const FORMER_SHOP = "former-shop.myshopify.com";
const LEAVING_SHOP = "leaving-shop.myshopify.com";
const ACTOR = { id: "user 1", name: "Ada" };
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
    const reading = await createApiToken(SHOP, { name: "nightly export", canWrite: false }, ACTOR);
    const writing = await createApiToken(SHOP, { name: "assistant", canWrite: true }, ACTOR);
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
    const text = await createApiToken(SHOP, { name: "secret", canWrite: false }, ACTOR);
    const secret = parseApiToken(text)?.secret ?? "";
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(await db.apiToken.findMany())).not.toContain(secret);
    expect(JSON.stringify(await readApiTokens(SHOP))).not.toMatch(/hash/i);
  });

  it("is made together with its audit entry, or not at all", async () => {
    const nobody = { id: null as unknown as string, name: null };
    await expect(createApiToken(SHOP, { name: "unaudited", canWrite: true }, nobody)).rejects.toThrow(/actor/);
    expect((await readApiTokens(SHOP)).map(({ name }) => name)).not.toContain("unaudited");
  });

  it("holds until it expires, not beyond", async () => {
    const text = await createApiToken(SHOP, { name: "short", canWrite: false, expiresAt: later(60) }, ACTOR);
    expect(await answerTo(`Bearer ${text}`, later(59))).toMatchObject({ shop: SHOP });
    await expectRefusal(`Bearer ${text}`, later(60));
  });

  it("ends when it is revoked, once, and by its own shop alone", async () => {
    const text = await createApiToken(SHOP, { name: "leaked", canWrite: false }, ACTOR);
    const tokenId = (await readApiTokens(SHOP)).find(({ name }) => name === "leaked")?.tokenId ?? "";
    expect(await revokeApiToken(OTHER_SHOP, { tokenId, now: NOW, actor: ACTOR })).toBe(false);
    expect(await answerTo(`Bearer ${text}`)).toMatchObject({ shop: SHOP });
    expect(await revokeApiToken(SHOP, { tokenId, now: NOW, actor: ACTOR })).toBe(true);
    expect(await revokeApiToken(SHOP, { tokenId, now: NOW, actor: ACTOR })).toBe(false);
    await expectRefusal(`Bearer ${text}`);
  });

  it("ends when the shop removes the app", async () => {
    await expectRefusal(`Bearer ${await createApiToken(FORMER_SHOP, { name: "old", canWrite: false }, ACTOR)}`);
  });

  it("does not come back to life when the shop installs the app again", async () => {
    await storeShop(LEAVING_SHOP);
    const text = await createApiToken(LEAVING_SHOP, { name: "insider", canWrite: true }, ACTOR);
    await unregisterShop(LEAVING_SHOP, new Date());
    await installShop(LEAVING_SHOP, []);
    await expectRefusal(`Bearer ${text}`);
    const { entries } = await readApiTokenReport(LEAVING_SHOP, NOW);
    expect(entries[0]).toMatchObject({ field: "revoked", oldValue: "insider", actor: { name: "Removal of the app" } });
  });

  it("opens no other shop", async () => {
    const own = await createApiToken(SHOP, { name: "own", canWrite: false }, ACTOR);
    const foreign = await createApiToken(OTHER_SHOP, { name: "foreign", canWrite: false }, ACTOR);
    await expectRefusal(`Bearer ${mix(foreign, own)}`);
    await expectRefusal(`Bearer ${mix(own, foreign)}`);
  });
});

describe("a token for addresses", () => {
  const inAddress = (text: string, headers: Record<string, string> = {}) =>
    new Request(`https://app.example/api/reorder.csv?status=healthy&access_token=${text}`, { headers });
  const link = () =>
    createApiToken(SHOP, { name: "sheet", canWrite: false, isLink: true, expiresAt: later(60) }, ACTOR);

  it("opens what takes links, from the address or from a header, until it ends", async () => {
    const text = await link();
    expect(await authenticateApiRequest(inAddress(text), NOW, { takesLink: true })).toMatchObject({ shop: SHOP });
    expect(await authenticateApiRequest(request(`Bearer ${text}`), NOW, { takesLink: true })).toMatchObject({
      token: { isLink: true, canWrite: false },
    });
    const late = authenticateApiRequest(inAddress(text), later(60), { takesLink: true });
    await expect(late).rejects.toMatchObject({ status: 401 });
  });

  it("opens nothing else", async () => {
    const text = await link();
    await expect(authenticateApiRequest(request(`Bearer ${text}`), NOW)).rejects.toMatchObject({ status: 403 });
    await expect(authenticateApiRequest(inAddress(text), NOW)).rejects.toMatchObject({ status: 403 });
  });

  it("is the only kind that an address may hold", async () => {
    const text = await createApiToken(SHOP, { name: "pasted", canWrite: false }, ACTOR);
    await expect(authenticateApiRequest(inAddress(text), NOW, { takesLink: true })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("is not handed on with what was asked for", async () => {
    expect(paramsWithoutToken(inAddress(await link())).toString()).toBe("status=healthy");
  });

  it("can neither write nor hold for ever, whoever stores it", async () => {
    const store = (changes: object) =>
      db.apiToken.create({ data: { shop: SHOP, name: "x", secretHash: "y", isLink: true, ...changes } });
    await expect(store({})).rejects.toThrow(/api_tokens_link_check/);
    await expect(store({ canWrite: true, expiresAt: later(60) })).rejects.toThrow(/api_tokens_link_check/);
  });
});

describe("the page of tokens", () => {
  const PAGE_SHOP = "page-shop.myshopify.com";
  const send = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return changeTokens(PAGE_SHOP, form, { actor: ACTOR, now: NOW, t: wordsOf("en").t });
  };

  beforeAll(() => storeShop(PAGE_SHOP));

  it("tells a token's text once, in the answer to the form", async () => {
    const created = await send({ intent: "create", name: " Nightly export ", rights: "write", days: "30" });
    if (created.kind !== "created") throw new Error("No token was made");
    expect(created.made).toMatchObject({ name: "Nightly export", address: null });
    expect(await answerTo(`Bearer ${created.made.text}`, NOW)).toMatchObject({ token: { canWrite: true } });
    const report = await readApiTokenReport(PAGE_SHOP, NOW);
    expect(report.tokens).toMatchObject([
      { name: "Nightly export", rights: "write", state: "valid", expiresAt: "2026-03-31T12:00:00.000Z" },
    ]);
    expect(JSON.stringify(report)).not.toContain(created.made.text.split(".")[1]);
  });

  it("gives the address of the CSV for a spreadsheet", async () => {
    const created = await send({ intent: "create", name: "Sheet", rights: "link", days: "365" });
    if (created.kind !== "created") throw new Error("No token was made");
    const address = new URL(created.made.address ?? "");
    expect(address.pathname).toBe("/api/reorder.csv");
    expect(address.searchParams.get("access_token")).toBe(created.made.text);
  });

  it("revokes at once, and says so when somebody else was faster", async () => {
    const [token] = (await readApiTokenReport(PAGE_SHOP, NOW)).tokens;
    const revoke = { intent: "revoke", tokenId: token?.tokenId ?? "" };
    expect(await send(revoke)).toEqual({ kind: "revoked" });
    expect(await send(revoke)).toEqual({ kind: "not-valid-any-more" });
    const { tokens } = await readApiTokenReport(PAGE_SHOP, NOW);
    expect(tokens.map(({ state }) => state)).toEqual(["valid", "revoked"]);
    expect((await readApiTokenReport(PAGE_SHOP, later(366 * 86_400))).tokens.map(({ state }) => state)).toEqual(
      expect.arrayContaining(["expired", "revoked"]),
    );
  });

  it("keeps who made and revoked which token", async () => {
    const { entries } = await readApiTokenReport(PAGE_SHOP, NOW);
    expect(entries).toMatchObject([
      { actor: ACTOR, field: "revoked", newValue: null },
      { actor: ACTOR, field: "created", newValue: { name: "Sheet", isLink: true } },
      { actor: ACTOR, field: "created", newValue: { name: "Nightly export", canWrite: true } },
    ]);
  });

  it("names every fault at its field, and makes nothing", async () => {
    expect(await send({ intent: "create", name: " ", rights: "link", days: "30" })).toEqual({
      kind: "invalid",
      errors: { name: "Is missing." },
    });
    expect(await send({ intent: "create", name: "a\nb", rights: "all", days: "31" })).toMatchObject({
      errors: { name: "Can't hold control characters.", days: "Must be one of the choices." },
    });
    expect(await send({ intent: "create", name: "Sheet", rights: "link", days: "never" })).toMatchObject({
      errors: { days: expect.stringMatching(/^Must be an end/) as string },
    });
    await expect(send({ intent: "revoke", tokenId: "1" })).rejects.toMatchObject({ init: { status: 400 } });
    expect((await readApiTokenReport(PAGE_SHOP, NOW)).tokens).toHaveLength(2);
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
    const text = await createApiToken(SHOP, { name: "busy", canWrite: false }, ACTOR);
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
