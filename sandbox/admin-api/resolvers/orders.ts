import type { SandboxOrder, SandboxOrderLine, SandboxProduct, SandboxVariant } from "../../store/types";
import type { ConnectionNodes, SortValue } from "../connections";
import { globalId, parseGlobalIdOf } from "../global-id";
import type { SearchFields } from "../search-filters";
import { byBoolean, byChoice, byId, byText, byTime } from "../search-filters";
import { moneyBag } from "./money";
import type { CountArguments, ResolverContext, ResolverMap, ResponsePath, SearchArguments } from "./resolver";
import { chosenSortKey, countNodes, mayRead, nodesById, searchedNodes } from "./resolver";

/** Without the scope read_all_orders an app sees the orders of the last 60 days. */
const VISIBLE_DAYS = 60;
const DAY_MS = 86_400_000;

interface OrdersArguments extends SearchArguments {
  sortKey: string;
}

export const orderResolvers: ResolverMap = {
  QueryRoot: {
    orders: findOrders,
    ordersCount: (root: unknown, args: CountArguments, context, path) =>
      countNodes(findOrders(root, { ...args, sortKey: "ID" }, context, path), args),
    order: (_root: unknown, { id }: { id: string }, context) => findOrder(parseGlobalIdOf("Order", id).id, context),
  },
  Order: {
    id: (order: SandboxOrder) => globalId("Order", order.id),
    legacyResourceId: (order: SandboxOrder) => order.id,
    name: (order: SandboxOrder) => order.name,
    number: (order: SandboxOrder) => Number(order.name.replace(/\D/g, "")),
    createdAt: (order: SandboxOrder) => order.createdAt,
    processedAt: (order: SandboxOrder) => order.createdAt,
    updatedAt: (order: SandboxOrder) => order.updatedAt,
    cancelledAt: (order: SandboxOrder) => order.cancelledAt,
    cancelReason: (order: SandboxOrder) => (order.cancelledAt === null ? null : "CUSTOMER"),
    closed: () => false,
    closedAt: () => null,
    confirmed: () => true,
    test: (order: SandboxOrder) => order.test,
    edited: (order: SandboxOrder) => order.edited,
    tags: () => [],
    currencyCode: (_order: SandboxOrder, _args: unknown, { data }) => data.shop.currencyCode,
    presentmentCurrencyCode: (_order: SandboxOrder, _args: unknown, { data }) => data.shop.currencyCode,
    displayFinancialStatus: (order: SandboxOrder) => (order.cancelledAt === null ? "PAID" : "REFUNDED"),
    displayFulfillmentStatus: (order: SandboxOrder) =>
      order.lines.some((line) => line.unfulfilledQuantity > 0) ? "UNFULFILLED" : "FULFILLED",
    lineItems: (order: SandboxOrder) => nodesById(order.lines),
    subtotalLineItemsQuantity: (order: SandboxOrder) => order.lines.reduce((sum, line) => sum + line.quantity, 0),
    currentSubtotalLineItemsQuantity: (order: SandboxOrder) =>
      order.lines.reduce((sum, line) => sum + line.currentQuantity, 0),
    totalPriceSet: (order: SandboxOrder, _args: unknown, { data }) =>
      moneyBag(
        sumOfLines(order, (line) => line.quantity),
        data.shop.currencyCode,
      ),
    currentTotalPriceSet: (order: SandboxOrder, _args: unknown, { data }) =>
      moneyBag(
        sumOfLines(order, (line) => line.currentQuantity),
        data.shop.currencyCode,
      ),
  },
  LineItem: {
    id: (line: SandboxOrderLine) => globalId("LineItem", line.id),
    quantity: (line: SandboxOrderLine) => line.quantity,
    currentQuantity: (line: SandboxOrderLine) => line.currentQuantity,
    unfulfilledQuantity: (line: SandboxOrderLine) => line.unfulfilledQuantity,
    refundableQuantity: (line: SandboxOrderLine) => line.currentQuantity,
    variant: (line: SandboxOrderLine, _args: unknown, context) => variantOf(line, context) ?? null,
    product: (line: SandboxOrderLine, _args: unknown, context) => productOf(line, context) ?? null,
    sku: (line: SandboxOrderLine, _args: unknown, context) => variantOf(line, context)?.sku ?? null,
    title: (line: SandboxOrderLine, _args: unknown, context) => productOf(line, context)?.title ?? "Deleted product",
    name: (line: SandboxOrderLine, _args: unknown, context) => productOf(line, context)?.title ?? "Deleted product",
    variantTitle: (line: SandboxOrderLine, _args: unknown, context) => variantOf(line, context)?.title ?? null,
    vendor: (line: SandboxOrderLine, _args: unknown, context) => productOf(line, context)?.vendor ?? null,
    image: () => null,
    isGiftCard: () => false,
    requiresShipping: () => true,
    originalUnitPriceSet: (line: SandboxOrderLine, _args: unknown, { data }) =>
      moneyBag(line.unitPrice, data.shop.currencyCode),
    discountedUnitPriceSet: (line: SandboxOrderLine, _args: unknown, { data }) =>
      moneyBag(line.unitPrice, data.shop.currencyCode),
  },
};

/** Null for an order that does not exist, or that the caller may not see. */
export function findOrder(id: string, context: ResolverContext): SandboxOrder | null {
  const order = context.data.order(id);
  const isVisible = visibleOrders(context);
  return order && (!isVisible || isVisible(order)) ? order : null;
}

const ORDER_SORT_VALUES: Readonly<Record<string, (order: SandboxOrder) => SortValue>> = {
  ID: () => "",
  RELEVANCE: () => "",
  CREATED_AT: (order) => order.createdAt,
  PROCESSED_AT: (order) => order.createdAt,
  UPDATED_AT: (order) => order.updatedAt,
  ORDER_NUMBER: (order) => Number(order.name.replace(/\D/g, "")),
};

const isOpen = (order: SandboxOrder): boolean => order.cancelledAt === null;

const ORDER_SEARCH: SearchFields<SandboxOrder> = {
  fields: {
    id: byId((order) => order.id),
    name: byText((order) => order.name),
    created_at: byTime("created_at", (order) => order.createdAt),
    processed_at: byTime("processed_at", (order) => order.createdAt),
    updated_at: byTime("updated_at", (order) => order.updatedAt),
    status: byChoice<SandboxOrder>({
      any: () => true,
      open: isOpen,
      not_closed: () => true,
      closed: () => false,
      cancelled: (order) => order.cancelledAt !== null,
    }),
    financial_status: byChoice<SandboxOrder>({
      any: () => true,
      paid: isOpen,
      refunded: (order) => order.cancelledAt !== null,
    }),
    test: byBoolean((order) => order.test),
  },
  unsupported: [
    "cart_token",
    "channel",
    "channel_id",
    "chargeback_status",
    "checkout_token",
    "confirmation_number",
    "credit_card_last4",
    "current_total_price",
    "customer_id",
    "delivery_method",
    "discount_code",
    "earliest_fulfill_by",
    "email",
    "fraud_protection_level",
    "fulfillment_location_id",
    "fulfillment_status",
    "gateway",
    "location_id",
    "metafields",
    "payment_id",
    "payment_provider_id",
    "po_number",
    "product_id",
    "reference_location_id",
    "return_status",
    "risk_level",
    "sales_channel",
    "sku",
    "source_identifier",
    "source_name",
    "subtotal_line_items_quantity",
    "tag",
    "tag_not",
    "total_weight",
    "user_id",
  ],
  defaultText: (order) => [order.name],
};

function findOrders(
  _root: unknown,
  args: OrdersArguments,
  context: ResolverContext,
  path: ResponsePath,
): ConnectionNodes<SandboxOrder> {
  const sortValue = chosenSortKey(ORDER_SORT_VALUES, args.sortKey, "orders");
  const list = context.data.sorted("orders", args.sortKey, sortValue);
  return searchedNodes(list, args, ORDER_SEARCH, context, path, visibleOrders(context));
}

/** Null when the caller sees every order. */
function visibleOrders(context: ResolverContext): ((order: SandboxOrder) => boolean) | null {
  if (mayRead(context, "read_all_orders")) return null;
  const since = new Date(context.now.getTime() - VISIBLE_DAYS * DAY_MS).toISOString();
  return (order) => order.createdAt >= since;
}

function variantOf(line: SandboxOrderLine, { data }: ResolverContext): SandboxVariant | undefined {
  return line.variantId === null ? undefined : data.variant(line.variantId);
}

function productOf(line: SandboxOrderLine, context: ResolverContext): SandboxProduct | undefined {
  const variant = variantOf(line, context);
  return variant && context.data.product(variant.productId);
}

/** In hundredths, so that no cent is lost on the way. */
function sumOfLines(order: SandboxOrder, quantityOf: (line: SandboxOrderLine) => number): string {
  const hundredths = order.lines.reduce(
    (sum, line) => sum + Math.round(Number(line.unitPrice) * 100) * quantityOf(line),
    0,
  );
  return (hundredths / 100).toFixed(2);
}
