import { DateTime } from "luxon";
import type { SandboxShop } from "../../store/types";
import { globalId } from "../global-id";
import { API_VERSION } from "../schema";
import type { CallingApp, ResolverContext, ResolverMap } from "./resolver";
import { noNodes } from "./resolver";

export const shopResolvers: ResolverMap = {
  QueryRoot: {
    shop: (_root: unknown, _args: unknown, { data }) => data.shop,
    app: (_root: unknown, _args: unknown, { app }) => app,
    currentAppInstallation: (_root: unknown, _args: unknown, { app }) => app,
    publicApiVersions: () => [{ displayName: API_VERSION, handle: API_VERSION, supported: true }],
    // Subscriptions that the app's configuration declares do not appear here, and the sandbox's apps have no others.
    webhookSubscriptions: () => noNodes(),
    webhookSubscriptionsCount: () => ({ count: 0, precision: "EXACT" }),
  },
  Shop: {
    id: (shop: SandboxShop) => globalId("Shop", shop.id),
    name: (shop: SandboxShop) => shop.name,
    myshopifyDomain: (shop: SandboxShop) => shop.domain,
    primaryDomain: (shop: SandboxShop) => ({
      id: globalId("Domain", shop.id),
      host: shop.domain,
      url: `https://${shop.domain}`,
      sslEnabled: true,
    }),
    url: (shop: SandboxShop) => `https://${shop.domain}`,
    email: (shop: SandboxShop) => shop.email,
    contactEmail: (shop: SandboxShop) => shop.email,
    ianaTimezone: (shop: SandboxShop) => shop.ianaTimezone,
    timezoneAbbreviation: (shop: SandboxShop, _args: unknown, { now }) => localTime(shop, now).toFormat("ZZZZ"),
    timezoneOffset: (shop: SandboxShop, _args: unknown, { now }) => localTime(shop, now).toFormat("ZZZ"),
    timezoneOffsetMinutes: (shop: SandboxShop, _args: unknown, { now }) => localTime(shop, now).offset,
    currencyCode: (shop: SandboxShop) => shop.currencyCode,
    enabledPresentmentCurrencies: (shop: SandboxShop) => [shop.currencyCode],
    createdAt: (shop: SandboxShop) => shop.createdAt,
    updatedAt: (shop: SandboxShop) => shop.updatedAt,
    plan: () => ({
      displayName: "Basic",
      publicDisplayName: "Basic",
      partnerDevelopment: true,
      shopifyPlus: false,
    }),
    taxesIncluded: () => true,
    unitSystem: () => "METRIC_SYSTEM",
    weightUnit: () => "KILOGRAMS",
    setupRequired: () => false,
    checkoutApiSupported: () => true,
  },
  App: {
    id: (app: CallingApp) => globalId("App", numericIdOf(app)),
    apiKey: (app: CallingApp) => app.apiKey,
    title: (app: CallingApp) => app.title,
    handle: (app: CallingApp) => app.handle,
    embedded: () => true,
    webhookApiVersion: () => API_VERSION,
    requestedAccessScopes: (app: CallingApp) => app.requestedScopes.map(accessScope),
    availableAccessScopes: (app: CallingApp) => allScopes(app).map(accessScope),
    optionalAccessScopes: (app: CallingApp) => app.optionalScopes.map(accessScope),
    installation: (app: CallingApp) => app,
  },
  AppInstallation: {
    id: (app: CallingApp) => globalId("AppInstallation", numericIdOf(app)),
    accessScopes: (app: CallingApp, _args: unknown, context) => grantedScopes(app, context).map(accessScope),
    app: (app: CallingApp) => app,
    launchUrl: (app: CallingApp) => app.launchUrl,
    activeSubscriptions: () => [],
    allSubscriptions: () => noNodes(),
  },
};

function localTime(shop: SandboxShop, now: Date): DateTime {
  return DateTime.fromJSDate(now, { zone: shop.ianaTimezone });
}

function grantedScopes(app: CallingApp, { granted }: ResolverContext): readonly string[] {
  return granted === "all" ? allScopes(app) : [...granted];
}

function allScopes({ requestedScopes, optionalScopes }: CallingApp): readonly string[] {
  return [...requestedScopes, ...optionalScopes];
}

function accessScope(handle: string): { handle: string; description: string } {
  return { handle, description: handle.replaceAll("_", " ") };
}

/** Digits made from the API key, so that an app keeps its id from run to run. */
function numericIdOf(app: CallingApp): string {
  let id = 0;
  for (const character of app.apiKey) id = (id * 31 + character.charCodeAt(0)) % 1_000_000_007;
  return String(id);
}
