import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";

/** A storage without sessions, for requests that are trusted by their signature and need no access to the shop. */
export class NoSessionStorage implements SessionStorage {
  storeSession(): Promise<boolean> {
    return Promise.resolve(false);
  }

  loadSession(): Promise<Session | undefined> {
    return Promise.resolve(undefined);
  }

  deleteSession(): Promise<boolean> {
    return Promise.resolve(true);
  }

  deleteSessions(): Promise<boolean> {
    return Promise.resolve(true);
  }

  findSessionsByShop(): Promise<Session[]> {
    return Promise.resolve([]);
  }
}
