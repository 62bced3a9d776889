import { globalId } from "../admin-api/global-id";
import type { SandboxLocation, SandboxShop } from "../store/types";
import { wireId, wireTime } from "./wire-format";

export function locationPayload(location: SandboxLocation, shop: SandboxShop): object {
  return {
    id: wireId(location.id),
    admin_graphql_api_id: globalId("Location", location.id),
    name: location.name,
    address1: "1 Sandbox Street",
    address2: "",
    city: "London",
    zip: "EC1A 1BB",
    province: "England",
    province_code: "ENG",
    country: "GB",
    country_code: "GB",
    country_name: "United Kingdom",
    phone: "",
    created_at: wireTime(location.createdAt, shop),
    updated_at: wireTime(location.updatedAt, shop),
    legacy: false,
    active: location.isActive,
  };
}
