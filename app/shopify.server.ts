import "@shopify/shopify-app-remix/adapters/node";
import type { AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { reservePoints, settlePoints } from "~/data/api-budgets";
import { DirectSessionStorage } from "~/data/direct-session-storage";
import { EncryptedSessionStorage } from "~/data/encrypted-session-storage";
import { TokenCipher } from "~/data/token-cipher";
import { db } from "~/db.server";
import { environment } from "~/ops/env";
import { logger } from "~/ops/logger";
import { API_VERSION } from "~/shopify/api-version";
import { sharePoints } from "~/shopify/budgets";
import { readWebhook } from "~/shopify/webhook-request";
import { registerShop } from "~/sync/shop-lifecycle";

const { shopifyApiKey, shopifyApiSecret, shopifyAppUrl, scopes, encryptionKey, formerEncryptionKey } = environment();

sharePoints({ reserve: reservePoints, settle: settlePoints });

const LOG_LEVELS = {
  [LogSeverity.Error]: "error",
  [LogSeverity.Warning]: "warn",
  // The library reports every authenticated request at this level.
  [LogSeverity.Info]: "debug",
  [LogSeverity.Debug]: "trace",
} as const;

const shopifyLogger = {
  log: (severity: LogSeverity, message: string) => logger[LOG_LEVELS[severity]]({ source: "shopify" }, message),
};

const shopify = shopifyApp({
  apiKey: shopifyApiKey,
  apiSecretKey: shopifyApiSecret,
  appUrl: shopifyAppUrl,
  scopes,
  apiVersion: API_VERSION,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  logger: shopifyLogger,
  sessionStorage: new EncryptedSessionStorage(
    new DirectSessionStorage(db),
    new TokenCipher(encryptionKey ?? shopifyApiSecret, formerEncryptionKey),
  ),
  hooks: {
    afterAuth: ({ session, admin }) => registerShop(session, admin.graphql),
  },
});

const { webhooks } = shopifyApi({
  apiKey: shopifyApiKey,
  apiSecretKey: shopifyApiSecret,
  apiVersion: API_VERSION,
  hostName: new URL(shopifyAppUrl).host,
  isEmbeddedApp: true,
  logger: shopifyLogger,
});

export const authenticate = {
  ...shopify.authenticate,
  webhook: (request: Request) => readWebhook(request, webhooks.validate),
};

/** What is known of the requests that are being answered; Remix makes a context for each. */
const authentications = new WeakMap<AppLoadContext, ReturnType<typeof authenticate.admin>>();

/**
 * Authenticates the request of a page's loader. The loaders of one page, each of which is given a copy of the request, share
 * what the first of them finds.
 */
export async function authenticatePage({
  request,
  context,
}: Pick<LoaderFunctionArgs, "request" | "context">): ReturnType<typeof authenticate.admin> {
  const authentication = authentications.get(context) ?? authenticate.admin(request);
  authentications.set(context, authentication);
  try {
    return await authentication;
  } catch (refusal) {
    // Its body can be read once, and every loader of the page is refused.
    throw refusal instanceof Response ? refusal.clone() : refusal;
  }
}

export const { unauthenticated, login, sessionStorage, addDocumentResponseHeaders } = shopify;
