import { globalId } from "../admin-api/global-id";
import type { SandboxShop } from "../store/types";
import { shopPayload } from "../webhook-payloads/shop";
import type { ShopChange } from "./shop-change";

export interface ShopFacts {
  name?: string;
  ianaTimezone?: string;
}

/** The currency stays: Shopify does not let a shop change it once it has sold something. */
export function updateShop(change: ShopChange, { name, ianaTimezone }: ShopFacts): SandboxShop {
  const { shop, store } = change.data;
  shop.name = name ?? shop.name;
  shop.ianaTimezone = ianaTimezone ?? shop.ianaTimezone;
  shop.updatedAt = change.at;
  change.tell("shop/update", globalId("Shop", shop.id), () => shopPayload(store));
  return shop;
}
