import { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { describe, expect, it } from "vitest";
import { EncryptedSessionStorage } from "~/data/encrypted-session-storage";
import { TokenCipher, UndecipherableTokenError } from "~/data/token-cipher";
import { db, pool } from "~/db.server";

const shop = "first-shop.myshopify.com";
const session = new Session({
  id: `offline_${shop}`,
  shop,
  state: "",
  isOnline: false,
  scope: "read_orders",
  accessToken: "shpat_0123456789abcdef",
  refreshToken: "shprt_0123456789abcdef",
});
const storage = new EncryptedSessionStorage(new PrismaSessionStorage(db), new TokenCipher("one secret"));

describe("stored access tokens", () => {
  it("come back as they were, and stand encrypted in the database", async () => {
    await storage.storeSession(session);
    const loaded = await storage.loadSession(session.id);
    expect(loaded).toMatchObject({ accessToken: "shpat_0123456789abcdef", refreshToken: "shprt_0123456789abcdef" });
    expect(await storage.findSessionsByShop(shop)).toHaveLength(1);
    const { rows } = await pool.query<Record<string, unknown>>("SELECT * FROM sessions");
    expect(JSON.stringify(rows)).not.toMatch(/0123456789abcdef/);
    expect(rows[0]).toMatchObject({ accessToken: expect.stringMatching(/^v1\./) as string });
  });

  it("can't be read with another key, and the error says what to do", async () => {
    const other = new EncryptedSessionStorage(new PrismaSessionStorage(db), new TokenCipher("another secret"));
    const loading = other.loadSession(session.id);
    await expect(loading).rejects.toThrow(UndecipherableTokenError);
    await expect(loading).rejects.toThrow(/ENCRYPTION_KEY .*Put the former key back, or delete the rows/);
  });

  it("can't be moved to another shop's row", async () => {
    await pool.query(
      `INSERT INTO sessions (id, shop, state, "isOnline", "accessToken")
       SELECT 'offline_other.myshopify.com', 'other.myshopify.com', '', false, "accessToken" FROM sessions WHERE shop = $1`,
      [shop],
    );
    await expect(storage.loadSession("offline_other.myshopify.com")).rejects.toThrow(UndecipherableTokenError);
  });
});
