import { globalId } from "../admin-api/global-id";
import type { ShopData } from "../shop-data";
import type { SandboxOrderLine } from "../store/types";
import { wireId } from "./wire-format";
import { moneySet } from "./wire-money";

/** What an order and a refund say alike of an order line. A line whose variant was deleted keeps its price alone. */
export function lineItemFields(line: SandboxOrderLine, data: ShopData): object {
  const variant = line.variantId === null ? undefined : data.variant(line.variantId);
  const product = variant && data.product(variant.productId);
  const title = product?.title ?? "Deleted product";
  const hasOptions = variant !== undefined && variant.title !== "Default Title";
  const { currencyCode } = data.shop;
  return {
    id: wireId(line.id),
    admin_graphql_api_id: globalId("LineItem", line.id),
    fulfillable_quantity: line.unfulfilledQuantity,
    fulfillment_service: "manual",
    fulfillment_status: fulfillmentStatusOf([line]),
    gift_card: false,
    grams: 0,
    name: hasOptions ? `${title} - ${variant.title}` : title,
    price: line.unitPrice,
    price_set: moneySet(line.unitPrice, currencyCode),
    product_exists: product !== undefined,
    product_id: product ? wireId(product.id) : null,
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: variant?.sku ?? "",
    taxable: true,
    title,
    total_discount: "0.00",
    total_discount_set: moneySet("0.00", currencyCode),
    variant_id: variant ? wireId(variant.id) : null,
    variant_inventory_management: variant?.inventoryItem.tracked ? "shopify" : null,
    variant_title: hasOptions ? variant.title : null,
    vendor: product?.vendor ?? null,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}

/** Shopify says nothing of what was not sent at all. */
export function fulfillmentStatusOf(lines: readonly SandboxOrderLine[]): "fulfilled" | "partial" | null {
  const current = lines.reduce((sum, { currentQuantity }) => sum + currentQuantity, 0);
  const waiting = lines.reduce((sum, { unfulfilledQuantity }) => sum + unfulfilledQuantity, 0);
  if (waiting === current) return null;
  return waiting === 0 ? "fulfilled" : "partial";
}
