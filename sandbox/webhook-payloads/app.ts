import type { BulkOperation } from "../bulk-operations";
import { globalId } from "../admin-api/global-id";
import type { SandboxShop } from "../store/types";
import { wireId } from "./wire-format";

/** Topics that every public app must handle. */
export const COMPLIANCE_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"] as const;
export type ComplianceTopic = (typeof COMPLIANCE_TOPICS)[number];

export function bulkOperationsFinish(operation: BulkOperation): object {
  return {
    admin_graphql_api_id: globalId("BulkOperation", operation.id),
    completed_at: operation.completedAt ?? operation.createdAt,
    created_at: operation.createdAt,
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: "query",
  };
}

/** A person who never existed: the sandbox's orders have no customers. */
export function compliancePayload(topic: ComplianceTopic, shop: SandboxShop): object {
  const shopFields = { shop_id: wireId(shop.id), shop_domain: shop.domain };
  const customer = { id: 191_167, email: "john@example.com", phone: "555-625-1199" };
  switch (topic) {
    case "shop/redact":
      return shopFields;
    case "customers/redact":
      return { ...shopFields, customer, orders_to_redact: [] };
    case "customers/data_request":
      return { ...shopFields, customer, orders_requested: [], data_request: { id: 9_999 } };
  }
}

export function appScopesUpdate(
  shop: SandboxShop,
  previous: Iterable<string>,
  current: Iterable<string>,
  now: Date,
): object {
  return {
    id: 1,
    previous: [...previous],
    current: [...current],
    shop_id: globalId("Shop", shop.id),
    updated_at: now.toISOString(),
  };
}
