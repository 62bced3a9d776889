import { globalId } from "../admin-api/global-id";
import type { ShopData } from "../shop-data";
import type { SandboxOrder } from "../store/types";
import { inventCustomer } from "./customer";
import { fulfillmentStatusOf, lineItemFields } from "./line-item";
import { refundPayload } from "./refund";
import { wireId, wireTime } from "./wire-format";
import { moneySet, sumPrices } from "./wire-money";

/** The whole order, as `orders/create`, `orders/updated` and `orders/cancelled` carry it alike. */
export function orderPayload(order: SandboxOrder, data: ShopData): object {
  return {
    ...identityOf(order, data),
    ...stateOf(order, data),
    ...pricesOf(order, data),
    ...customerOf(order, data),
    ...NOT_USED,
    line_items: order.lines.map((line) => ({
      ...lineItemFields(line, data),
      attributed_staffs: [],
      current_quantity: line.currentQuantity,
      sales_line_item_group_id: null,
    })),
    refunds: order.refunds.map((refund) => refundPayload(refund, order, data)),
  };
}

function identityOf(order: SandboxOrder, { shop }: ShopData): object {
  const number = Number(order.name.replace(/\D/g, ""));
  const token = wireId(order.id).toString(36).padStart(32, "0");
  return {
    id: wireId(order.id),
    admin_graphql_api_id: globalId("Order", order.id),
    name: order.name,
    number: number - 1000,
    order_number: number,
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${token}/authenticate?key=sandbox`,
    token,
    merchant_business_entity_id: Buffer.from(shop.id).toString("base64url"),
  };
}

function stateOf(order: SandboxOrder, { shop }: ShopData): object {
  const createdAt = wireTime(order.createdAt, shop);
  return {
    cancel_reason: order.cancelledAt === null ? null : "customer",
    cancelled_at: order.cancelledAt === null ? null : wireTime(order.cancelledAt, shop),
    closed_at: null,
    confirmed: true,
    created_at: createdAt,
    processed_at: createdAt,
    updated_at: wireTime(order.updatedAt, shop),
    financial_status: financialStatusOf(order),
    fulfillment_status: fulfillmentStatusOf(order.lines),
    test: order.test,
  };
}

function financialStatusOf({ cancelledAt, lines, refunds }: SandboxOrder): string {
  if (cancelledAt !== null || lines.every(({ currentQuantity }) => currentQuantity === 0)) return "refunded";
  return refunds.length > 0 ? "partially_refunded" : "paid";
}

function pricesOf(order: SandboxOrder, { shop: { currencyCode } }: ShopData): object {
  const total = sumPrices(order.lines.map(({ unitPrice, quantity }) => ({ price: unitPrice, quantity })));
  const current = sumPrices(
    order.lines.map(({ unitPrice, currentQuantity }) => ({ price: unitPrice, quantity: currentQuantity })),
  );
  const nothing = moneySet("0.00", currencyCode);
  return {
    currency: currencyCode,
    presentment_currency: currencyCode,
    current_shipping_price_set: nothing,
    current_subtotal_price: current,
    current_subtotal_price_set: moneySet(current, currencyCode),
    current_total_discounts: "0.00",
    current_total_discounts_set: nothing,
    current_total_price: current,
    current_total_price_set: moneySet(current, currencyCode),
    current_total_tax: "0.00",
    current_total_tax_set: nothing,
    subtotal_price: total,
    subtotal_price_set: moneySet(total, currencyCode),
    total_cash_rounding_payment_adjustment_set: nothing,
    total_cash_rounding_refund_adjustment_set: nothing,
    total_discounts: "0.00",
    total_discounts_set: nothing,
    total_line_items_price: total,
    total_line_items_price_set: moneySet(total, currencyCode),
    total_outstanding: "0.00",
    total_price: total,
    total_price_set: moneySet(total, currencyCode),
    total_shipping_price_set: nothing,
    total_tax: "0.00",
    total_tax_set: nothing,
    total_tip_received: "0.00",
  };
}

function customerOf(order: SandboxOrder, { shop }: ShopData): object {
  const { address, email, payload, phone } = inventCustomer(order.id, shop.currencyCode);
  return {
    email,
    contact_email: email,
    phone,
    billing_address: address,
    shipping_address: address,
    customer: payload,
    browser_ip: "192.0.2.1",
    note: "Please ring twice",
  };
}

/** What Shopify's payload has and the sandbox's shops make no use of. */
const NOT_USED = {
  app_id: null,
  buyer_accepts_marketing: false,
  cart_token: null,
  checkout_token: null,
  client_details: null,
  confirmation_number: null,
  current_total_additional_fees_set: null,
  current_total_duties_set: null,
  customer_locale: "en",
  device_id: null,
  discount_applications: [],
  discount_codes: [],
  duties_included: false,
  estimated_taxes: false,
  fulfillments: [],
  landing_site: null,
  landing_site_ref: null,
  line_item_groups: [],
  location_id: null,
  merchant_of_record_app_id: null,
  note_attributes: [],
  original_total_additional_fees_set: null,
  original_total_duties_set: null,
  payment_gateway_names: ["bogus"],
  payment_terms: null,
  po_number: null,
  reference: null,
  referring_site: null,
  returns: [],
  shipping_lines: [],
  source_identifier: null,
  source_name: "web",
  source_url: null,
  tags: "",
  tax_exempt: false,
  tax_lines: [],
  taxes_included: true,
  total_weight: 0,
  user_id: null,
};
