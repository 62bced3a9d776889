import { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { describe, expect, it, vi } from "vitest";
import { DirectSessionStorage } from "~/data/direct-session-storage";
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
const storage = new EncryptedSessionStorage(new DirectSessionStorage(db), new TokenCipher("one secret"));

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
    const other = new EncryptedSessionStorage(new DirectSessionStorage(db), new TokenCipher("another secret"));
    const loading = other.loadSession(session.id);
    await expect(loading).rejects.toThrow(UndecipherableTokenError);
    await expect(loading).rejects.toThrow(
      /ENCRYPTION_KEY .*Name the former one in FORMER_ENCRYPTION_KEY, or delete the rows/,
    );
  });

  it("are read under the former key while keys are replaced, and stored again under the new one", async () => {
    const replacing = new EncryptedSessionStorage(
      new DirectSessionStorage(db),
      new TokenCipher("new secret", "one secret"),
    );
    const loaded = await replacing.loadSession(session.id);
    expect(loaded?.accessToken).toBe("shpat_0123456789abcdef");
    if (loaded) await replacing.storeSession(loaded);
    const replaced = new EncryptedSessionStorage(new DirectSessionStorage(db), new TokenCipher("new secret"));
    expect((await replaced.loadSession(session.id))?.refreshToken).toBe("shprt_0123456789abcdef");
    await storage.storeSession(session);
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

describe("a session that is read", () => {
  const expiring = new Session({
    ...session.toObject(),
    id: "offline_expiring",
    expires: new Date("2026-12-01T00:00:00Z"),
    refreshTokenExpires: new Date("2027-01-01T00:00:00Z"),
  });
  const direct = new DirectSessionStorage(db);

  it("is the one that was stored, as Shopify's own storage reads it", async () => {
    await direct.storeSession(expiring);
    const own = await new PrismaSessionStorage(db).loadSession(expiring.id);
    const loaded = await direct.loadSession(expiring.id);
    expect(own && loaded?.equals(own)).toBe(true);
    expect(loaded).toEqual(own);
    expect(await direct.loadSession("offline_nobody")).toBeUndefined();
  });

  it("is a person's too", async () => {
    const user = { id: 7, first_name: "Ada", last_name: "L", email: "a@b.c", account_owner: true, locale: "en" };
    const personal = new Session({
      ...session.toObject(),
      id: "online_7",
      isOnline: true,
      onlineAccessInfo: {
        expires_in: 60,
        associated_user_scope: "",
        associated_user: { ...user, collaborator: false, email_verified: true },
      },
    });
    await direct.storeSession(personal);
    expect((await direct.loadSession("online_7"))?.onlineAccessInfo?.associated_user).toMatchObject(user);
  });

  it("is read once by all who ask at once, and anew by who asks after it was stored anew", async () => {
    const reading = vi.spyOn(pool, "query");
    const stale = [direct.loadSession(expiring.id), direct.loadSession(expiring.id)];
    expect(reading).toHaveBeenCalledOnce();
    await direct.storeSession(new Session({ ...expiring.toObject(), accessToken: "shpat_renewed" }));
    expect((await direct.loadSession(expiring.id))?.accessToken).toBe("shpat_renewed");
    expect(await Promise.all(stale)).toHaveLength(2);
  });
});
