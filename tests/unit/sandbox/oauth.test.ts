import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import "@shopify/shopify-api/adapters/node";
import { describe, expect, it } from "vitest";
import { mintIdToken, verifyIdToken } from "../../../sandbox/session-tokens";
import { API_KEY, API_SECRET, exchangeToken, openSandbox } from "./open-sandbox";
import { NOW } from "./small-store";

const SHOP = "small-shop.myshopify.com";
const MINTED = { shopDomain: SHOP, apiKey: API_KEY, apiSecret: API_SECRET, userId: "7", now: NOW };
const EXPECTED = { shopDomain: SHOP, apiKey: API_KEY, apiSecret: API_SECRET, now: NOW };

const secondsLater = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe("id tokens", () => {
  it("are what Shopify's own library takes", async () => {
    const shopify = shopifyApi({
      apiKey: API_KEY,
      apiSecretKey: API_SECRET,
      hostName: "localhost",
      apiVersion: ApiVersion.October26,
      isEmbeddedApp: true,
      logger: { level: LogSeverity.Error },
    });
    const claims = await shopify.session.decodeSessionToken(mintIdToken({ ...MINTED, now: new Date() }));
    expect(claims).toMatchObject({ dest: `https://${SHOP}`, iss: `https://${SHOP}/admin`, aud: API_KEY, sub: "7" });
  });

  it("live one minute", () => {
    const token = mintIdToken(MINTED);
    const claims = verifyIdToken(token, EXPECTED);
    expect(claims && claims.exp - claims.iat).toBe(60);
    expect(verifyIdToken(token, { ...EXPECTED, now: secondsLater(75) })).toBeNull();
  });

  it.each([
    ["signed with another secret", mintIdToken({ ...MINTED, apiSecret: "another" })],
    ["made for another app", mintIdToken({ ...MINTED, apiKey: "another" })],
    ["made for another shop", mintIdToken({ ...MINTED, shopDomain: "another-shop.myshopify.com" })],
    ["of the future", mintIdToken({ ...MINTED, now: secondsLater(600) })],
    ["that is no token", "no-token"],
    ["without a signature", `${mintIdToken(MINTED).split(".").slice(0, 2).join(".")}.`],
  ])("are refused when %s", (_what, token) => {
    expect(verifyIdToken(token, EXPECTED)).toBeNull();
  });

  it("are refused when their claims were changed", () => {
    const [header, payload, signature] = mintIdToken(MINTED).split(".");
    const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: "8" })).toString("base64url");
    expect(verifyIdToken([header, changed, signature].join("."), EXPECTED)).toBeNull();
  });
});

describe("token exchange", () => {
  it("gives an expiring offline token with the app's scopes and a refresh token", async () => {
    const { status, body } = await exchangeToken(await openSandbox({ scopes: ["read_products", "read_orders"] }));
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/) as string,
      scope: "read_products,read_orders",
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^shprt_[0-9a-f]{32}$/) as string,
      refresh_token_expires_in: 7_776_000,
    });
  });

  it("gives a lasting offline token when none that expires is asked for", async () => {
    const { body } = await exchangeToken(await openSandbox(), { expiring: "0" });
    expect(Object.keys(body)).toEqual(["access_token", "scope"]);
  });

  it("gives an online token with the staff member", async () => {
    const { body } = await exchangeToken(await openSandbox(), {
      requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
    });
    expect(body).toMatchObject({ expires_in: 86_400, associated_user: { id: 1_000_000_001 } });
  });

  it.each([
    ["a stale id token", () => mintIdToken({ ...MINTED, now: secondsLater(-120) })],
    ["a forged id token", () => mintIdToken({ ...MINTED, apiSecret: "guessed" })],
    ["a foreign id token", () => mintIdToken({ ...MINTED, shopDomain: "another-shop.myshopify.com" })],
  ])("refuses %s", async (_what, subject) => {
    const { status, body } = await exchangeToken(await openSandbox(), { subject_token: subject() });
    expect(status).toBe(400);
    expect(body["error"]).toBe("invalid_subject_token");
  });

  it("refuses a wrong secret and an unknown kind of request", async () => {
    const sandbox = await openSandbox();
    expect((await exchangeToken(sandbox, { client_secret: "guessed" })).body["error"]).toBe("invalid_client");
    expect((await exchangeToken(sandbox, { grant_type: "password" })).body["error"]).toBe("invalid_request");
  });
});

describe("an expiring token", () => {
  async function openWithClock() {
    const clock = { now: NOW };
    const sandbox = await openSandbox({ now: () => clock.now });
    const { body } = await exchangeToken(sandbox);
    const refresh = (refreshToken: unknown) =>
      sandbox.post("/admin/oauth/access_token", {
        client_id: API_KEY,
        client_secret: API_SECRET,
        grant_type: "refresh_token",
        refresh_token: refreshToken,
      });
    const works = async (token: unknown): Promise<boolean> => {
      const headers = { "x-shopify-access-token": String(token) };
      return (await sandbox.post("/admin/api/2026-10/graphql.json", { query: "{ shop { id } }" }, headers)).ok;
    };
    return { clock, body, refresh, works };
  }

  it("is refused once stale, and replaced by its refresh token", async () => {
    const { clock, body, refresh, works } = await openWithClock();
    expect(await works(body["access_token"])).toBe(true);
    clock.now = secondsLater(3600);
    expect(await works(body["access_token"])).toBe(false);
    const renewed = (await (await refresh(body["refresh_token"])).json()) as Record<string, unknown>;
    expect(await works(renewed["access_token"])).toBe(true);
    expect(renewed["refresh_token"]).not.toBe(body["refresh_token"]);
  });

  it("has a refresh token that is spent when its replacement is used, so that a lost answer costs no access", async () => {
    const { body, refresh, works } = await openWithClock();
    const lost = await refresh(body["refresh_token"]);
    expect(lost.status).toBe(200);
    const renewed = (await (await refresh(body["refresh_token"])).json()) as Record<string, unknown>;
    expect(await works(renewed["access_token"])).toBe(true);
    const spent = await refresh(body["refresh_token"]);
    expect(spent.status).toBe(400);
    expect(await spent.json()).toMatchObject({ error: "invalid_grant" });
  });
});
