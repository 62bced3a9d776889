import type { BulkOperation } from "./bulk-operations";
import { globalId } from "./admin-api/global-id";
import type { SandboxShop, SandboxStore } from "./store/types";

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
  const shopFields = { shop_id: Number(shop.id), shop_domain: shop.domain };
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

/** The shop as it stands when the merchant removes the app. */
export function appUninstalled({ shop, locations }: SandboxStore, now: Date): object {
  const moneyFormat = `{{amount}} ${shop.currencyCode}`;
  return {
    id: Number(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: "",
    country: "GB",
    address1: "1 Sandbox Street",
    zip: "",
    city: "London",
    source: null,
    phone: "",
    latitude: null,
    longitude: null,
    primary_locale: "en",
    address2: null,
    created_at: shop.createdAt,
    updated_at: now.toISOString(),
    country_code: "GB",
    country_name: "United Kingdom",
    currency: shop.currencyCode,
    customer_email: shop.email,
    timezone: shop.ianaTimezone,
    iana_timezone: shop.ianaTimezone,
    shop_owner: "Sandbox Merchant",
    money_format: moneyFormat,
    money_with_currency_format: moneyFormat,
    weight_unit: "kg",
    province_code: "",
    taxes_included: true,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: null,
    plan_display_name: "Basic",
    plan_name: "basic",
    has_discounts: false,
    has_gift_cards: false,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: moneyFormat,
    money_with_currency_in_emails_format: moneyFormat,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: Number(locations[0]?.id ?? 0),
    checkout_api_supported: true,
    multi_location_enabled: locations.length > 1,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currencyCode],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}
