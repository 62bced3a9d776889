import { globalId } from "../admin-api/global-id";
import type { LevelOfItem, ShopData } from "../shop-data";
import type { SandboxInventoryItem, SandboxShop } from "../store/types";
import { wireId, wireTime } from "./wire-format";

/** Of its quantities Shopify tells what is available alone, and nothing where the stock is not counted. */
export function levelPayload({ item, level }: LevelOfItem, shop: SandboxShop): object {
  return {
    inventory_item_id: wireId(item.id),
    location_id: wireId(level.locationId),
    available: item.tracked ? level.available : null,
    updated_at: wireTime(level.updatedAt, shop),
    admin_graphql_api_id: globalId("InventoryLevel", level.locationId, { inventory_item_id: item.id }),
  };
}

export function levelDisconnectedPayload({ item, level }: LevelOfItem): object {
  return { inventory_item_id: wireId(item.id), location_id: wireId(level.locationId) };
}

export function inventoryItemPayload(item: SandboxInventoryItem, data: ShopData): object {
  return {
    ...identityOf(item),
    sku: data.variantOfItem(item.id)?.sku ?? "",
    created_at: wireTime(item.createdAt, data.shop),
    updated_at: wireTime(item.updatedAt, data.shop),
    requires_shipping: true,
    cost: item.unitCost,
    tracked: item.tracked,
    weight_value: 0,
    weight_unit: "kg",
  };
}

export function inventoryItemDeletedPayload(item: SandboxInventoryItem): object {
  return identityOf(item);
}

function identityOf(item: SandboxInventoryItem): object {
  return {
    id: wireId(item.id),
    country_code_of_origin: null,
    province_code_of_origin: null,
    harmonized_system_code: null,
    country_harmonized_system_codes: [],
    admin_graphql_api_id: globalId("InventoryItem", item.id),
  };
}
