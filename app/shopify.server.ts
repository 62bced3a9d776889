import "@shopify/shopify-app-remix/adapters/node";
import { LogSeverity } from "@shopify/shopify-api";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { EncryptedSessionStorage } from "~/data/encrypted-session-storage";
import { NoSessionStorage } from "~/data/no-session-storage";
import { TokenCipher } from "~/data/token-cipher";
import { db } from "~/db.server";
import { environment } from "~/ops/env";
import { logger } from "~/ops/logger";
import { API_VERSION } from "~/shopify/api-version";
import { registerShop } from "~/sync/shop-lifecycle";

const { shopifyApiKey, shopifyApiSecret, shopifyAppUrl, scopes, encryptionKey } = environment();

const LOG_LEVELS = {
  [LogSeverity.Error]: "error",
  [LogSeverity.Warning]: "warn",
  // The library reports every authenticated request at this level.
  [LogSeverity.Info]: "debug",
  [LogSeverity.Debug]: "trace",
} as const;

const registration = {
  apiKey: shopifyApiKey,
  apiSecretKey: shopifyApiSecret,
  appUrl: shopifyAppUrl,
  scopes,
  apiVersion: API_VERSION,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  logger: {
    log: (severity: LogSeverity, message: string) => logger[LOG_LEVELS[severity]]({ source: "shopify" }, message),
  },
} as const;

const shopify = shopifyApp({
  ...registration,
  sessionStorage: new EncryptedSessionStorage(
    new PrismaSessionStorage(db),
    new TokenCipher(encryptionKey ?? shopifyApiSecret),
  ),
  hooks: {
    afterAuth: ({ session, admin }) => registerShop(session, admin.graphql),
  },
});

// Authenticating a webhook, the library renews an expired access token first. Once the app is uninstalled that fails, and
// app/uninstalled would never arrive. No webhook of this app needs access to the shop.
const webhooks = shopifyApp({ ...registration, sessionStorage: new NoSessionStorage() });

export const authenticate = { ...shopify.authenticate, webhook: webhooks.authenticate.webhook };
export const { unauthenticated, login, sessionStorage, addDocumentResponseHeaders } = shopify;
