import { startIds } from "./store-ids";
import type { SandboxLocation, SandboxShop, SandboxStore } from "./types";

/** What differs between the generated shop and a real one. */
export interface ShopProfile {
  name: string;
  ianaTimezone: string;
  currencyCode: string;
  locationNames: readonly string[];
}

/**
 * Away from UTC in every season, so that a mistaken time zone shows all year; its clocks change in late October, inside
 * the 90 days before Christmas trade.
 */
export const GENERATED_SHOP: ShopProfile = {
  name: "Kleine Freude",
  ianaTimezone: "Europe/Berlin",
  currencyCode: "EUR",
  locationNames: ["Warehouse Leipzig", "Shop Berlin", "Shop Potsdam"],
};

export const REAL_SHOP: ShopProfile = {
  name: "Sandbox Gifts",
  ianaTimezone: "Europe/London",
  currencyCode: "GBP",
  locationNames: ["Warehouse Croydon", "Shop London", "Shop Brighton"],
};

const SHOP_DOMAIN = "sandbox-store.myshopify.com";

export function openShop(profile: ShopProfile, createdAt: string): SandboxShop {
  return {
    id: startIds("shop").next(),
    name: profile.name,
    domain: SHOP_DOMAIN,
    email: `owner@${SHOP_DOMAIN}`,
    ianaTimezone: profile.ianaTimezone,
    currencyCode: profile.currencyCode,
    createdAt,
    updatedAt: createdAt,
  };
}

/** The same store as one of several: shop number 2 is `sandbox-store-2.myshopify.com`. Its other ids may be the first one's. */
export function anotherShop(store: SandboxStore, number: number): SandboxStore {
  const domain = SHOP_DOMAIN.replace(".", `-${number}.`);
  const id = String(BigInt(store.shop.id) + BigInt(number));
  const shop = { ...store.shop, id, domain, name: `${store.shop.name} ${number}`, email: `owner@${domain}` };
  return { ...store, shop };
}

export function openLocations(profile: ShopProfile, createdAt: string): SandboxLocation[] {
  const ids = startIds("location");
  return profile.locationNames.map((name) => ({
    id: ids.next(),
    name,
    isActive: true,
    createdAt,
    updatedAt: createdAt,
  }));
}
