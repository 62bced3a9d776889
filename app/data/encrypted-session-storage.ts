import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { TokenCipher } from "./token-cipher";

/** Keeps sessions in another storage with their access and refresh tokens encrypted. */
export class EncryptedSessionStorage implements SessionStorage {
  constructor(
    private readonly storage: SessionStorage,
    private readonly cipher: TokenCipher,
  ) {}

  async storeSession(session: Session): Promise<boolean> {
    return this.storage.storeSession(this.withTokens(session, (token) => this.cipher.encrypt(token, session.id)));
  }

  /** @throws {UndecipherableTokenError} when the session was stored under another key */
  async loadSession(id: string): Promise<Session | undefined> {
    const stored = await this.storage.loadSession(id);
    return stored && this.decrypted(stored);
  }

  async deleteSession(id: string): Promise<boolean> {
    return this.storage.deleteSession(id);
  }

  async deleteSessions(ids: string[]): Promise<boolean> {
    return this.storage.deleteSessions(ids);
  }

  /** @throws {UndecipherableTokenError} when one of the sessions was stored under another key */
  async findSessionsByShop(shop: string): Promise<Session[]> {
    const stored = await this.storage.findSessionsByShop(shop);
    return stored.map((session) => this.decrypted(session));
  }

  private decrypted(stored: Session): Session {
    return this.withTokens(stored, (token) => this.cipher.decrypt(token, stored.id));
  }

  private withTokens(session: Session, change: (token: string) => string): Session {
    const { accessToken, refreshToken } = session;
    return new Session({
      ...session.toObject(),
      ...(accessToken ? { accessToken: change(accessToken) } : {}),
      ...(refreshToken ? { refreshToken: change(refreshToken) } : {}),
    });
  }
}
