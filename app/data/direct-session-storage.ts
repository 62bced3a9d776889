import { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { PrismaClient } from "@prisma/client";
import { pool } from "~/db.server";

interface OfflineSessionRecord {
  id: string;
  shop: string;
  state: string;
  isOnline: boolean;
  scope: string | null;
  expires: Date | null;
  accessToken: string;
  refreshToken: string | null;
  refreshTokenExpires: Date | null;
}

/**
 * Shopify's session storage, but for reading one session: every loader does so, and through Prisma it takes as long as five
 * other queries. Loaders that ask for the same session at once, as those of one page do, share a reading.
 */
export class DirectSessionStorage extends PrismaSessionStorage<PrismaClient> {
  private readonly underWay = new Map<string, Promise<Session | undefined>>();

  override loadSession(id: string): Promise<Session | undefined> {
    const reading = this.underWay.get(id) ?? this.read(id).finally(() => this.underWay.delete(id));
    this.underWay.set(id, reading);
    return reading;
  }

  override async storeSession(session: Session): Promise<boolean> {
    const stored = await super.storeSession(session);
    // Whoever asks from now on has to get this one.
    this.underWay.delete(session.id);
    return stored;
  }

  private async read(id: string): Promise<Session | undefined> {
    const { rows } = await pool.query<OfflineSessionRecord>(
      `SELECT id, shop, state, "isOnline", scope, expires, "accessToken", "refreshToken", "refreshTokenExpires"
       FROM sessions WHERE id = $1`,
      [id],
    );
    const [row] = rows;
    // A person's session has more to it.
    if (row?.isOnline) return super.loadSession(id);
    return row && toSession(row);
  }
}

function toSession({ scope, expires, refreshToken, refreshTokenExpires, ...row }: OfflineSessionRecord): Session {
  return new Session({
    ...row,
    ...(scope !== null && { scope }),
    ...(expires !== null && { expires }),
    ...(refreshToken !== null && { refreshToken }),
    ...(refreshTokenExpires !== null && { refreshTokenExpires }),
  });
}
